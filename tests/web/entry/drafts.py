"""A department with one commune and its open draft of Form 1, on the real content of the programme."""

from dataclasses import dataclass
from pathlib import Path

from ketnghia.accounts.models import User
from ketnghia.accounts.queries import viewer_for
from ketnghia.accounts.states import Role
from ketnghia.accounts.viewer import Viewer
from ketnghia.legal.models import Citation
from ketnghia.organisations.models import Organisation
from ketnghia.organisations.states import OrganisationKind
from ketnghia.reportforms.content.loading import load_content
from ketnghia.reportforms.duties import Duty
from ketnghia.reportforms.models import ReportForm
from ketnghia.reportforms.states import Obligation
from ketnghia.reports import operations
from ketnghia.reports.models import Report
from tests.db.units import NOW, coordinator, helps, person, unit

CONTENT = Path(__file__).parents[3] / "content" / "quang-nam-2020-2025"


@dataclass(frozen=True, slots=True)
class Draft:
    """The report, who types it, and whom it may name."""

    report: Report
    user: User
    viewer: Viewer
    commune: Organisation
    stranger: User

    def stored(self) -> Report:
        """The report as the database has it now."""
        return Report.objects.get(pk=self.report.pk)

    @property
    def path(self) -> str:
        return f"/bao-cao/{self.report.pk}/nhap/"


def make_draft() -> Draft:
    """Load the content, make the units, and begin Form 1 of 2021."""
    loaded = load_content(CONTENT, NOW)
    department, commune = unit("Sở Y"), unit("Xã A Vương", OrganisationKind.MOUNTAIN_COMMUNE)
    user = person(department, username="so-y.nhap")
    viewer = viewer_for(user.pk, None, now=NOW)
    assert viewer is not None
    helps(coordinator(), department, commune)
    form = ReportForm.objects.get(code="bieu-1")
    sentence = Citation.objects.get(code="phai-bao-cao")
    operations.issue_duties(
        campaign_id=loaded.campaign_ids[0],
        duties=[Duty(form.pk, department.pk, Obligation.MUST, sentence.pk)],
    )
    report = operations.begin(viewer=viewer, form_code="bieu-1", year=2021, now=NOW)
    stranger = person(unit("Sở Z"), Role.REPORTER, username="so-z.nhap")
    return Draft(report, user, viewer, commune, stranger)
