"""Kinds of organisation, and the groups of kinds that rules speak of."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OrganisationKind(TextChoices):
    """What an organisation is in the programme; its rights come from roles, never from its kind."""

    PROVINCE = "PROVINCE", _("UBND tỉnh")
    PARTY_COMMITTEE = "PARTY_COMMITTEE", _("Tỉnh ủy")
    PROVINCIAL_AGENCY = "PROVINCIAL_AGENCY", _("Sở, ban, ngành")
    SUBORDINATE_UNIT = "SUBORDINATE_UNIT", _("Đơn vị trực thuộc")
    MASS_ORGANISATION = "MASS_ORGANISATION", _("Mặt trận, đoàn thể")
    ENTERPRISE = "ENTERPRISE", _("Doanh nghiệp")
    OTHER_DONOR = "OTHER_DONOR", _("Đơn vị khác")
    LOWLAND_DISTRICT = "LOWLAND_DISTRICT", _("Huyện, thị xã, thành phố đồng bằng")
    MOUNTAIN_DISTRICT = "MOUNTAIN_DISTRICT", _("Huyện miền núi")
    LOWLAND_COMMUNE = "LOWLAND_COMMUNE", _("Xã, phường, thị trấn đồng bằng")
    MOUNTAIN_COMMUNE = "MOUNTAIN_COMMUNE", _("Xã, thị trấn miền núi")


DISTRICTS = frozenset({OrganisationKind.LOWLAND_DISTRICT, OrganisationKind.MOUNTAIN_DISTRICT})
COMMUNES = frozenset({OrganisationKind.LOWLAND_COMMUNE, OrganisationKind.MOUNTAIN_COMMUNE})
RECIPIENTS = frozenset({OrganisationKind.MOUNTAIN_DISTRICT, OrganisationKind.MOUNTAIN_COMMUNE})
DONORS = frozenset(
    {
        OrganisationKind.PROVINCIAL_AGENCY,
        OrganisationKind.SUBORDINATE_UNIT,
        OrganisationKind.MASS_ORGANISATION,
        OrganisationKind.ENTERPRISE,
        OrganisationKind.OTHER_DONOR,
        OrganisationKind.LOWLAND_DISTRICT,
    }
)
