"""Writes on campaigns: prepare one after last year's, change its parts, open it, throw it away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

import pghistory
from django.db import transaction
from django.utils.translation import gettext as _

from ketnghia.accounts.viewer import Viewer
from ketnghia.campaigns import policies
from ketnghia.campaigns.dates import CampaignDates
from ketnghia.campaigns.models import Campaign
from ketnghia.campaigns.states import CampaignStatus
from ketnghia.kernel.refusals import Invisible
from ketnghia.kernel.shifting import shift_text
from ketnghia.kernel.text import clean, clean_lines
from ketnghia.legal import operations as legal
from ketnghia.legal.models import Citation


@dataclass(frozen=True, slots=True)
class Dispatch:
    """The document that opens a campaign: the blanks stay blank until the clerk has numbered it."""

    number: str
    issued_on: date | None
    issuer: str
    title: str


@contextmanager
def logged(operation: str, viewer: Viewer, now: datetime) -> Iterator[None]:
    """One transaction, with who did what and when beside the rows its triggers keep."""
    context = pghistory.context(operation=operation, actor=viewer.user_id, at=now.isoformat())
    with transaction.atomic(), context:
        yield


def find(viewer: Viewer, year: int) -> Campaign:
    """The campaign of a year, locked until the transaction ends. Raises Invisible."""
    policies.check_prepare(viewer)
    found = (
        Campaign.objects.select_for_update(of=("self",))
        .select_related("programme", "instrument", "opened_by", "copied_from")
        .filter(year=year)
        .first()
    )
    if found is None:
        raise Invisible("NO_CAMPAIGN", _("Không có đợt báo cáo nào trong năm này."))
    return found


def take(viewer: Viewer, year: int, version: int) -> Campaign:
    """A campaign about to be changed, locked, its version raised.

    Raises Invisible, Closed when it is open, Changed when it moved on since ``version``.
    """
    campaign = find(viewer, year)
    policies.check_preparing(campaign)
    policies.check_version(campaign, version)
    campaign.version += 1
    campaign.save(update_fields=("version",))
    return campaign


def copy(
    *, viewer: Viewer, from_year: int, year: int, sentences: Sequence[Citation]
) -> tuple[Campaign, dict[int, Citation]]:
    """A campaign being prepared after that of ``from_year``: days, words and sentences of the new year.

    ``sentences`` are those its forms and rules rest on; the answer maps the ids of all that were taken over
    into the new dispatch to the new ones. Runs in the caller's transaction. Raises Invisible, NotAllowed.
    """
    before = find(viewer, from_year)
    taken = Campaign.objects.filter(programme=before.programme).values_list("year", flat=True)
    policies.check_year(before.programme, year, list(taken))
    own = (before.window_citation, before.lateness_citation, before.period_citation)
    instrument, moved = legal.draft_after(
        before=before.instrument,
        sentences={each.pk: each for each in (*own, *sentences) if each is not None}.values(),
        year=before.year,
        to=year,
        # Kept with the document, so Vietnamese like it.
        source=f"Soạn trên phần mềm theo câu của văn bản năm {before.year}; chưa đối chiếu bản gốc.",
    )
    days = _days_of(before).shifted(year - before.year)
    period_citation = moved[before.period_citation_id] if before.period_citation_id else None
    campaign = Campaign.objects.create(
        programme=before.programme,
        year=year,
        name=shift_text(before.name, source=before.year, to=year),
        instrument=instrument,
        declaration=[
            {**each, "text": shift_text(each["text"], source=before.year, to=year)}
            for each in before.declaration
        ],
        window_opens_at=days.window.opens_at,
        window_closes_at=days.window.closes_at,
        period_from=days.period_from,
        period_to=days.period_to,
        window_citation=moved[before.window_citation_id],
        lateness_citation=moved[before.lateness_citation_id],
        period_citation=period_citation,
        help_text=shift_text(before.help_text, source=before.year, to=year),
        status=CampaignStatus.PREPARING,
        copied_from=before,
    )
    return campaign, moved


def _days_of(campaign: Campaign) -> CampaignDates:
    window = campaign.window
    return CampaignDates(window.first_day, window.last_day, campaign.period_from, campaign.period_to)


def save_words(
    *,
    viewer: Viewer,
    year: int,
    version: int,
    name: str,
    help_text: str,
    declaration: Mapping[str, str],
    now: datetime,
) -> Campaign:
    """Name, help and what Decree 09/2019 wants declared (texts by key): also once the campaign is open.

    Raises Invisible, Changed.
    """
    with logged("save_campaign_words", viewer, now):
        campaign = find(viewer, year)
        policies.check_version(campaign, version)
        campaign.version += 1
        campaign.name, campaign.help_text = clean(name), clean_lines(help_text)
        campaign.declaration = [
            {**each, "text": clean_lines(declaration.get(each["key"], each["text"]))}
            for each in campaign.declaration
        ]
        campaign.save(update_fields=("version", "name", "help_text", "declaration"))
    return campaign


def save_dates(*, viewer: Viewer, year: int, version: int, dates: CampaignDates, now: datetime) -> Campaign:
    """Window and data period. Raises Invisible, Closed, Changed, Incomplete."""
    policies.check_dates(dates, year)
    with logged("save_campaign_dates", viewer, now):
        campaign = take(viewer, year, version)
        campaign.window_opens_at = dates.window.opens_at
        campaign.window_closes_at = dates.window.closes_at
        campaign.period_from, campaign.period_to = dates.period_from, dates.period_to
        campaign.save(
            update_fields=("window_opens_at", "window_closes_at", "period_from", "period_to"),
        )
    return campaign


def save_dispatch(
    *,
    viewer: Viewer,
    year: int,
    version: int,
    dispatch: Dispatch,
    sentences: Mapping[int, str],
    period_sentence: str = "",
    added: str = "",
    now: datetime,
) -> Campaign:
    """The document that opens the campaign, and its sentences by the id of the citation.

    ``period_sentence`` serves a campaign that has none yet; ``added`` is one more sentence to quote.
    Raises Invisible, Closed, Changed.
    """
    with logged("save_campaign_dispatch", viewer, now):
        campaign = take(viewer, year, version)
        instrument = campaign.instrument
        legal.save_draft(
            instrument=instrument,
            number=dispatch.number,
            issued_on=dispatch.issued_on,
            issuer=dispatch.issuer,
            title=dispatch.title,
        )
        legal.reword(instrument=instrument, sentences=sentences)
        if period_sentence and campaign.period_citation_id is None:
            campaign.period_citation = legal.cite(
                instrument=instrument, code="ky-so-lieu", sentence=period_sentence
            )
            campaign.save(update_fields=("period_citation",))
        if added:
            legal.cite(instrument=instrument, code="cau", sentence=added)
    return campaign


def open_prepared(*, viewer: Viewer, campaign: Campaign, now: datetime) -> None:
    """Let units know of a campaign taken before; its dispatch becomes public and stands as it is."""
    legal.issue(instrument=campaign.instrument)
    campaign.status = CampaignStatus.OPENED
    campaign.opened_at, campaign.opened_by_id = now, viewer.user_id
    campaign.save(update_fields=("status", "opened_at", "opened_by"))


def discard(*, campaign: Campaign) -> None:
    """Throw a campaign taken before away, with the draft of its dispatch; nobody had heard of it.

    One copied from it stands from then on beside the one it was copied from itself.
    """
    instrument = campaign.instrument
    Campaign.objects.filter(copied_from=campaign).update(copied_from=campaign.copied_from_id)
    campaign.delete()
    legal.discard(instrument=instrument)
