"""One unit with one form of a campaign about to be opened, and the groups its numbers are made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from ketnghia.organisations.states import OrganisationKind
from ketnghia.reportforms.states import Obligation


@dataclass(frozen=True, slots=True)
class ConsequenceLine:
    """``obligation`` is what the unit owes now, ``before`` what it owed in the campaign copied; "" is
    nothing. ``reason`` says why one that owed before owes nothing now. ``ending`` are its assignments that
    end inside the data period. ``district_id`` is 0 for who stands in no district.
    """

    form_id: int
    form: str
    organisation_id: int
    organisation: str
    kind: str
    district_id: int
    district: str
    sort_key: str
    obligation: str
    before: str
    reason: str
    has_writer: bool
    has_reviewer: bool
    ending: tuple[str, ...]

    @property
    def kind_label(self) -> str:
        return str(OrganisationKind(self.kind).label)

    @property
    def obligation_label(self) -> str:
        return str(Obligation(self.obligation).label) if self.obligation else ""

    @property
    def before_label(self) -> str:
        return str(Obligation(self.before).label) if self.before else ""


class Group(TextChoices):
    """What a number on the page of consequences counts."""

    MUST = "phai", _("Phải báo cáo")
    ENCOURAGED = "khuyen-khich", _("Được khuyến khích")
    NEW = "moi", _("Mới so với đợt trước")
    GONE = "khong-con", _("Không còn báo cáo")
    NOW_MUST = "thanh-phai", _("Từ khuyến khích thành phải")
    NOW_ENCOURAGED = "thanh-khuyen-khich", _("Từ phải thành khuyến khích")
    NO_ACCOUNT = "chua-co-tai-khoan", _("Phải báo cáo, chưa có tài khoản")
    NO_REVIEWER = "khong-co-nguoi-duyet", _("Phải báo cáo, không có người duyệt")
    ENDING = "phan-cong-het", _("Phân công kết thúc trong kỳ")


MEMBERS: Final[Mapping[Group, Callable[[ConsequenceLine], bool]]] = {
    Group.MUST: lambda line: line.obligation == Obligation.MUST,
    Group.ENCOURAGED: lambda line: line.obligation == Obligation.ENCOURAGED,
    Group.NEW: lambda line: bool(line.obligation) and not line.before,
    Group.GONE: lambda line: not line.obligation,
    Group.NOW_MUST: lambda line: (line.before, line.obligation) == (Obligation.ENCOURAGED, Obligation.MUST),
    Group.NOW_ENCOURAGED: lambda line: (
        (line.before, line.obligation) == (Obligation.MUST, Obligation.ENCOURAGED)
    ),
    Group.NO_ACCOUNT: lambda line: line.obligation == Obligation.MUST and not line.has_writer,
    Group.NO_REVIEWER: lambda line: (
        line.obligation == Obligation.MUST and line.has_writer and not line.has_reviewer
    ),
    Group.ENDING: lambda line: bool(line.obligation) and bool(line.ending),
}
