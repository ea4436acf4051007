"""Who may see which assignment and unit, and what an assignment may be."""

from datetime import date

from django.utils.translation import gettext as _

from ketnghia.accounts.viewer import Viewer
from ketnghia.kernel.dates import vn_date
from ketnghia.kernel.refusals import Invisible, NotAllowed
from ketnghia.organisations.models import Organisation
from ketnghia.organisations.states import DONORS, RECIPIENTS, OrganisationKind
from ketnghia.twinning.models import Assignment


def may_assign(viewer: Viewer) -> bool:
    """Ban Dân tộc enters what the decisions assign."""
    return viewer.is_coordinator


def check_assign(viewer: Viewer) -> None:
    """Raises ``NotAllowed`` for anybody but a coordinator."""
    if not may_assign(viewer):
        raise NotAllowed(
            "ASSIGN_ONLY_COORDINATOR",
            _("Chỉ Ban Dân tộc ghi phân công kết nghĩa."),
            help=_("Liên hệ Ban Dân tộc tỉnh."),
        )


def check_pair(donor: Organisation, recipient: Organisation) -> None:
    """A donor helps, a mountain commune or district is helped. Raises ``NotAllowed``."""
    if donor.kind not in DONORS:
        raise NotAllowed("NOT_A_DONOR", _("%s không thuộc loại đơn vị nhận kết nghĩa.") % donor.name)
    if recipient.kind not in RECIPIENTS:
        raise NotAllowed("NOT_A_RECIPIENT", _("%s không phải huyện, xã miền núi.") % recipient.name)


def check_days(first_day: date, last_day: date) -> None:
    """An assignment lasts at least a day. Raises ``NotAllowed``."""
    if last_day < first_day:
        raise NotAllowed("ENDS_BEFORE_START", _("Ngày kết thúc phải từ ngày bắt đầu trở đi."))


def check_free(overlapping: Assignment | None) -> None:
    """A pair is assigned once at a time. Raises ``NotAllowed``."""
    if overlapping is not None:
        first_day = overlapping.validity.lower
        raise NotAllowed(
            "PAIR_ASSIGNED",
            _("Hai đơn vị này đã được phân công trong thời gian đó (từ %s).") % vn_date(first_day),
            rule=overlapping.instrument.number,
        )


def may_see_recipients(viewer: Viewer) -> bool:
    """The page of one's own recipients belongs to donors."""
    return viewer.organisation_kind in DONORS and not viewer.sees_everything


def check_see_recipients(viewer: Viewer) -> None:
    """Raises ``Invisible`` for who is no donor."""
    if not may_see_recipients(viewer):
        raise Invisible("NOT_A_DONOR", _("Trang này dành cho đơn vị nhận kết nghĩa."))


def may_see_donors(viewer: Viewer) -> bool:
    """The page of one's own donors belongs to mountain communes and districts."""
    return viewer.organisation_kind in RECIPIENTS


def check_see_donors(viewer: Viewer) -> None:
    """Raises ``Invisible`` for who is helped by nobody."""
    if not may_see_donors(viewer):
        raise Invisible("NOT_A_RECIPIENT", _("Trang này dành cho huyện, xã được nhận kết nghĩa."))


def sees_its_communes(viewer: Viewer) -> bool:
    """A mountain district sees what concerns its communes."""
    return viewer.organisation_kind == OrganisationKind.MOUNTAIN_DISTRICT
