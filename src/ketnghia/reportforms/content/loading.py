"""Writing a checked folder into the database: idempotent, all or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from ketnghia.campaigns.models import Campaign, CatalogueItem, Programme
from ketnghia.kernel.windows import Window
from ketnghia.legal.models import Citation, LegalInstrument
from ketnghia.organisations.models import Organisation
from ketnghia.reportforms.content.checking import examine_folder
from ketnghia.reportforms.content.files import ContentFile, Folder
from ketnghia.reportforms.content.forms import definition_from
from ketnghia.reportforms.content.problems import ContentRefusedError
from ketnghia.reportforms.content.references import Known, gather
from ketnghia.reportforms.definition import FormDefinition
from ketnghia.reportforms.models import CampaignForm, DutyRule, FormVersion, ReportForm


@dataclass(frozen=True, slots=True)
class LoadResult:
    """What a load did. ``written`` counts rows made or changed."""

    programme_id: int
    written: int
    published: tuple[str, ...]
    campaign_ids: tuple[int, ...]


class _Writer:
    """Saves rows only where something differs, and counts."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.written = 0
        self.published: list[str] = []

    def put[M: Model](self, model: type[M], key: dict[str, Any], values: dict[str, Any]) -> M:
        row = model._default_manager.filter(**key).first()
        if row is None:
            self.written += 1
            return model._default_manager.create(**key, **values)
        changed = [name for name, value in values.items() if getattr(row, name) != value]
        for name in changed:
            setattr(row, name, values[name])
        if changed:
            self.written += 1
            row.save(update_fields=changed)
        return row


@transaction.atomic
def load_content(path: Path, now: datetime) -> LoadResult:
    """Load a folder; a second load of the same folder writes nothing.

    Raises ContentRefusedError, with nothing written, when the folder has mistakes or when a published
    form was changed under the same number.
    """
    folder = examine_folder(path)
    if folder.problems():
        raise ContentRefusedError(folder.problems())
    known, writer = gather(folder), _Writer(now)
    _refuse_second_programme(folder)
    programme = _load_programme(writer, folder.programme.data)
    citations = _load_law(writer, folder.instruments.data)
    _load_catalogue(writer, programme, known)
    versions = {
        (version.form.code, version.number): version
        for version in (_load_form(writer, programme, file, known) for file in _oldest_first(folder))
    }
    _refuse_if_told(folder)
    campaigns = [_load_campaign(writer, programme, file, citations, versions) for file in folder.campaigns]
    return LoadResult(
        programme_id=programme.pk,
        written=writer.written,
        published=tuple(writer.published),
        campaign_ids=tuple(campaign.pk for campaign in campaigns),
    )


def _oldest_first(folder: Folder) -> list[ContentFile]:
    """A form may stand in the folder in several versions; its titles are those of the newest."""
    return sorted(folder.forms, key=lambda file: (file.data["code"], file.data["number"]))


def _refuse_if_told(folder: Folder) -> None:
    if folder.problems():
        raise ContentRefusedError(folder.problems())


def _refuse_second_programme(folder: Folder) -> None:
    """One installation serves one programme: a year alone names a campaign."""
    other = Programme.objects.exclude(code=folder.programme.data["code"]).first()
    if other:
        message = _(
            "Cơ sở dữ liệu đang phục vụ chương trình “%(code)s”; chương trình khác cần cơ sở dữ liệu riêng."
        )
        folder.programme.tell(("code",), message % {"code": other.code})
        _refuse_if_told(folder)


def _load_programme(writer: _Writer, data: Mapping[str, Any]) -> Programme:
    board = Organisation.objects.filter(code=data.get("board", "")).first()
    values = {key: data[key] for key in ("name", "province_name", "first_year", "last_year")}
    values |= {"board": board, "report_to": data.get("report_to", "")}
    return writer.put(Programme, {"code": data["code"]}, values)


def _load_law(writer: _Writer, data: Mapping[str, Any]) -> dict[str, Citation]:
    found: dict[str, Citation] = {}
    for one in data["instrument"]:
        values = {
            key: one[key] for key in ("number", "issuer", "kind", "title", "abstract", "verified", "source")
        }
        values["issued_on"] = one.get("issued_on")
        instrument = writer.put(LegalInstrument, {"code": one["code"]}, values)
        for citation in one.get("citation", []):
            key = {"instrument": instrument, "code": citation["code"]}
            row = writer.put(Citation, key, {"sentence": citation["sentence"]})
            found[f"{one['code']}#{citation['code']}"] = row
    return found


def _load_catalogue(writer: _Writer, programme: Programme, known: Known) -> None:
    for catalogue, items in known.catalogues.items():
        for order, item in enumerate(items):
            key = {"programme": programme, "catalogue": catalogue, "code": item.code}
            values = {
                "label": item.label,
                "parent_code": item.parent_code,
                "unit": item.unit,
                "mark": item.mark,
                "order": order,
            }
            writer.put(CatalogueItem, key, values)
        gone = programme.catalogue_items.filter(catalogue=catalogue).exclude(
            code__in=[item.code for item in items]
        )
        writer.written += gone.delete()[0]


def _load_form(writer: _Writer, programme: Programme, file: ContentFile, known: Known) -> FormVersion:
    definition = definition_from(file.data, known)
    names = ("title", "short_title", "perspective", "reviewed_by")
    form = writer.put(
        ReportForm,
        {"programme": programme, "code": definition.code},
        {name: getattr(definition, name) for name in names},
    )
    published = form.versions.filter(number=definition.number).first()
    if published is None:
        return _publish(writer, form, definition)
    if published.sha256 != definition.sha256:
        message = _(
            "Biểu này đã công bố với phiên bản %(number)s và nay khác đi. Nâng “number” lên %(next)s."
        )
        file.tell(("number",), message % {"number": definition.number, "next": definition.number + 1})
    return published


def _publish(writer: _Writer, form: ReportForm, definition: FormDefinition) -> FormVersion:
    writer.written += 1
    writer.published.append(f"{definition.code}/{definition.number}")
    return FormVersion.objects.create(
        form=form,
        number=definition.number,
        definition=definition.to_dict(),
        sha256=definition.sha256,
        published_at=writer.now,
    )


def _load_campaign(
    writer: _Writer,
    programme: Programme,
    file: ContentFile,
    citations: Mapping[str, Citation],
    versions: Mapping[tuple[str, int], FormVersion],
) -> Campaign:
    data = file.data
    _refuse_prepared(programme, file)
    window = Window.of_days(data["window"]["first_day"], data["window"]["last_day"])
    campaign = writer.put(
        Campaign,
        {"programme": programme, "year": data["year"]},
        {
            "name": data["name"],
            "instrument": LegalInstrument.objects.get(code=data["instrument"]),
            "declaration": data["declaration"],
            "window_opens_at": window.opens_at,
            "window_closes_at": window.closes_at,
            "period_from": data["period"]["first_day"],
            "period_to": data["period"]["last_day"],
            "window_citation": citations[data["window"]["basis"]],
            "lateness_citation": citations[data["window"]["lateness_basis"]],
            "period_citation": citations[data["period"]["basis"]],
            "help_text": data["help"]["text"],
        },
    )
    for form in data["form"]:
        version = versions[form["code"], form["number"]]
        key = {"campaign": campaign, "form_version__form": version.form}
        row = CampaignForm.objects.filter(**key).first() or CampaignForm(campaign=campaign)
        values = (version.pk, citations[form["basis"]].pk)
        if (row.form_version_id, row.citation_id) != values:
            row.form_version_id, row.citation_id = values
            row.save()
            writer.written += 1
    _load_duty_rules(writer, campaign, file, citations, versions)
    return campaign


def _refuse_prepared(programme: Programme, file: ContentFile) -> None:
    """A campaign made on screen is changed there; a file would undo what its coordinator decided."""
    if programme.campaigns.filter(year=file.data["year"], copied_from__isnull=False).exists():
        message = _("Đợt năm %s đã lập trên phần mềm, không nạp từ tệp.") % file.data["year"]
        file.tell(("year",), message)
        raise ContentRefusedError(file.problems)


def _load_duty_rules(
    writer: _Writer,
    campaign: Campaign,
    file: ContentFile,
    citations: Mapping[str, Citation],
    versions: Mapping[tuple[str, int], FormVersion],
) -> None:
    forms = {version.form.code: version.form_id for version in versions.values()}
    wanted = [
        (
            forms[rule["form"]],
            rule["kinds"],
            rule["twinned"],
            rule["obligation"],
            citations[rule["basis"]].pk,
        )
        for rule in file.data["duty"]
    ]
    names = ("form_id", "kinds", "twinned", "obligation", "citation_id")
    if list(campaign.duty_rules.values_list(*names)) == wanted:
        return
    campaign.duty_rules.all().delete()
    DutyRule.objects.bulk_create(
        DutyRule(campaign=campaign, **dict(zip(names, rule, strict=True))) for rule in wanted
    )
    writer.written += len(wanted)
