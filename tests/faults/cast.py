"""Who sits at the browsers of the fault tests."""

from __future__ import annotations

from typing import Final

from ketnghia.accounts.models import User
from ketnghia.accounts.queries import viewer_for
from ketnghia.legal.models import Citation
from ketnghia.organisations.states import OrganisationKind
from ketnghia.reportforms.content.loading import load_content
from ketnghia.reportforms.duties import Duty
from ketnghia.reportforms.models import ReportForm
from ketnghia.reportforms.states import Obligation
from ketnghia.reports import operations
from ketnghia.reports.models import Report
from tests.db.units import coordinator, helps, person, unit
from tests.web.entry.drafts import CONTENT
from tests.world import OPEN, YEAR, clean, save

HOW_MANY: Final = 12


def drafts() -> list[tuple[Report, User]]:
    """Departments with one person each, who may send alone; their drafts of Form 1 are in order."""
    loaded = load_content(CONTENT, OPEN)
    board, commune = coordinator(), unit("Xã A Vương", OrganisationKind.MOUNTAIN_COMMUNE)
    form = ReportForm.objects.get(code="bieu-1")
    sentence = Citation.objects.get(code="phai-bao-cao")
    people = {}
    for number in range(HOW_MANY):
        department = unit(f"Sở {number}")
        people[department.pk] = person(department)
        helps(board, department, commune)
    duties = [Duty(form.pk, pk, Obligation.MUST, sentence.pk) for pk in people]
    operations.issue_duties(campaign_id=loaded.campaign_ids[0], duties=duties)
    return [(_draft(user), user) for user in people.values()]


def _draft(user: User) -> Report:
    viewer = viewer_for(user.pk, None, now=OPEN)
    assert viewer is not None
    report = operations.begin(viewer=viewer, form_code="bieu-1", year=YEAR, now=OPEN)
    save(viewer, report, clean(report))
    return report
