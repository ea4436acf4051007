"""A few units, people and assignments, made as short as a test can say them."""

from datetime import UTC, date, datetime

from ketnghia.accounts.models import Membership, User
from ketnghia.accounts.queries import viewer_for
from ketnghia.accounts.states import Role
from ketnghia.accounts.viewer import Viewer
from ketnghia.campaigns.models import Campaign, Programme
from ketnghia.kernel.text import slug
from ketnghia.legal.models import Citation, LegalInstrument
from ketnghia.legal.states import InstrumentKind
from ketnghia.organisations.content import OrganisationRow, ParentSpan
from ketnghia.organisations.models import Organisation, OrganisationAlias
from ketnghia.organisations.operations import load_rows
from ketnghia.organisations.queries import search_key
from ketnghia.organisations.states import OrganisationKind
from ketnghia.twinning.models import Assignment
from ketnghia.twinning.operations import assign
from ketnghia.twinning.states import AssignmentPart

NOW = datetime(2021, 11, 24, 1, 0, tzinfo=UTC)
PASSWORD = "mat-khau-de-thu"
Kind = OrganisationKind


def unit(
    name: str,
    kind: Kind = Kind.PROVINCIAL_AGENCY,
    *,
    code: str = "",
    under: Organisation | None = None,
    aliases: tuple[str, ...] = (),
    since: date | None = None,
    until: date | None = None,
    posts: dict[int, int] | None = None,
) -> Organisation:
    """An organisation, loaded the way content is loaded."""
    row = OrganisationRow(
        code=code or slug(name),
        name=name,
        short_name=name,
        kind=kind,
        valid_from=since,
        valid_until=until,
        parents=(ParentSpan(under.code, since, until),) if under else (),
        aliases=aliases,
        posts=posts or {},
    )
    load_rows(rows=[row], now=NOW)
    return Organisation.objects.get(code=row.code, validity__startswith=since)


def person(
    organisation: Organisation,
    role: Role = Role.REPORTER,
    *,
    username: str = "",
    since: date = date(2020, 1, 1),
    until: date | None = None,
) -> User:
    """Somebody with one membership, who can sign in with PASSWORD."""
    name = username or f"{organisation.code}.{role.lower()}"
    user = User.objects.create_user(username=name, display_name=name, password=PASSWORD)
    Membership.objects.create(
        user=user,
        organisation=organisation,
        role=role,
        position="Chuyên viên",
        valid_from=since,
        valid_until=until,
    )
    return user


def viewer(organisation: Organisation, role: Role = Role.REPORTER) -> Viewer:
    """Somebody of that role in the organisation, looking."""
    found = viewer_for(person(organisation, role).id, None, now=NOW)
    assert found is not None
    return found


def coordinator() -> Viewer:
    """Ban Dân tộc, looking."""
    return viewer(unit("Ban Dân tộc"), Role.COORDINATOR)


def decision(number: str = "1143/QĐ-UBND") -> LegalInstrument:
    """A decision that assigns."""
    return LegalInstrument.objects.get_or_create(
        code=slug(number),
        defaults={
            "number": number,
            "issued_on": date(2020, 4, 21),
            "issuer": "UBND tỉnh",
            "kind": InstrumentKind.DECISION,
            "title": "Phân công kết nghĩa",
            "abstract": "Ai giúp ai.",
            "source": "Bài báo.",
        },
    )[0]


def helps(
    by: Viewer,
    donor: Organisation,
    recipient: Organisation,
    *,
    part: AssignmentPart = AssignmentPart.LEAD,
    first_day: date = date(2020, 4, 21),
    last_day: date = date(2025, 12, 31),
) -> Assignment:
    """An assignment recorded by the coordinator."""
    return assign(
        viewer=by,
        donor_id=donor.id,
        recipient_id=recipient.id,
        part=part,
        first_day=first_day,
        last_day=last_day,
        instrument_id=decision().id,
        now=NOW,
    )


def campaign(year: int = 2021) -> Campaign:
    """A campaign of a year: screens belong to one."""
    cited = Citation.objects.get_or_create(
        instrument=decision(), code="han-nop", defaults={"sentence": "Từ ngày 01/11 đến ngày 30/11."}
    )[0]
    programme = Programme.objects.get_or_create(
        code="thu",
        defaults={"name": "Kết nghĩa", "province_name": "Quảng Nam", "first_year": 2020, "last_year": 2025},
    )[0]
    return Campaign.objects.create(
        programme=programme,
        year=year,
        name=f"Báo cáo năm {year}",
        instrument=cited.instrument,
        window_opens_at=datetime(year, 11, 1, tzinfo=UTC),
        window_closes_at=datetime(year, 12, 1, tzinfo=UTC),
        period_from=date(year, 1, 1),
        period_to=date(year, 12, 31),
        window_citation=cited,
        lateness_citation=cited,
    )


def also_called(organisation_id: int, name: str) -> None:
    """Give a unit an alias."""
    OrganisationAlias.objects.create(organisation_id=organisation_id, name=name, search_key=search_key(name))
