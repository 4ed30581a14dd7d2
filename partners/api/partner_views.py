"""The partners calls."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from rest_framework import serializers

from partners.api.fields import PlainText
from partners.api.partner_input import PartnerChange, PartnerInput
from partners.api.partner_output import PartnerOut
from partners.models import Partner, PartnerStatus
from partners.selectors.find_partner import find_partner, partners_in_full
from partners.selectors.lists import entries_by_slug
from partners.services.save_partner import change_partner, create_partner
from prm.platform.api.audit import Audited
from prm.platform.api.calls import Call
from prm.platform.api.collection import Creates, Lists
from prm.platform.api.inputs import Input
from prm.platform.api.item import Changes, Reads

EXAMPLE = {
    "external_id": "p1",
    "name": "Larkspur Networks",
    "tier": "gold",
    "status": "active",
    "weight": 2,
    "capacity": 20,
    "certifications": [{"slug": "network-security", "expires_on": "2027-06-30"}],
    "specialisations": ["manufacturing"],
    "languages": ["en"],
    "territories": [
        {"country": "US", "region": "US-TX"},
        {"country": "US", "postal_prefix": "787"},
        {"latitude": 30.27, "longitude": -97.74, "radius_km": 150},
    ],
    "latitude": 30.27,
    "longitude": -97.74,
    "time_zone": "America/Chicago",
}


class PartnerFilters(Input):
    """What a list of partners can be narrowed by."""

    external_id = PlainText(max_length=100, required=False)
    status = serializers.ChoiceField(choices=PartnerStatus.choices, required=False)
    tier = PlainText(max_length=80, required=False, help_text="A tier's slug.")


class PartnerCall(Call):
    """What the calls of partners share."""

    name = "partner"
    tag = "Partners"
    audited = Audited("partners.partner")
    gives = PartnerOut

    def find(self, partner_id: UUID) -> Partner:
        """Read a partner."""
        return find_partner(partner_id)

    def body(self) -> Any:
        return self.read(
            self.takes, lists=entries_by_slug("tier", "certification", "vertical"), **self.known()
        )

    def known(self) -> dict[str, str]:
        """What the body is read with, beside the vendor's lists."""
        return {}


class PartnersView(Lists, Creates, PartnerCall):
    """All partners of the vendor."""

    by = ("name", "id")
    newest_first = False
    orders = ("name", "created_at", "updated_at")
    query = {"get": PartnerFilters}
    lookups = {"tier": "tier__slug"}
    takes = PartnerInput
    examples = {"A partner": EXAMPLE}

    def rows(self) -> QuerySet[Partner]:
        """List partners.

        By name.
        """
        return partners_in_full()

    def create(self) -> Partner:
        """Create a partner.

        With its certifications, territories, hours and absences. Tier, certifications and verticals
        must exist.
        """
        return find_partner(create_partner(fields=self.given).pk)


class PartnerView(Reads, Changes, PartnerCall):
    """One partner."""

    examples = {"More capacity": {"capacity": 30, "weight": 3}}
    takes = PartnerChange

    def known(self) -> dict[str, str]:
        """A region is read with the country that the partner has."""
        return {"country": find_partner(self.kwargs["partner_id"]).country}

    def change(self, partner_id: UUID) -> Partner:
        """Change a partner.

        Replaces the fields that are sent. A list replaces the whole list. Set a partner that leaves
        to `inactive`.
        """
        change_partner(partner_id=partner_id, fields=self.given)
        return find_partner(partner_id)
