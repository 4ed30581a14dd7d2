"""Territories, one by one: the same rows that hang on the partners."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from rest_framework import serializers

from partners.api.fields import PlainText
from partners.api.part_inputs import TerritoryInput
from partners.api.partner_output import TerritoryPartOut
from partners.models import Territory
from partners.services.save_territory import add_territory, remove_territory
from prm.platform.api.audit import Audited
from prm.platform.api.calls import Call
from prm.platform.api.collection import Creates, Lists
from prm.platform.api.inputs import Input
from prm.platform.api.item import Reads, Removes
from prm.platform.errors import NotFound


class NewTerritoryInput(TerritoryInput):
    """A territory of a partner."""

    partner = serializers.UUIDField(help_text="The partner's ID.")


class TerritoryOut(TerritoryPartOut):
    """A territory of a partner."""

    partner = serializers.UUIDField(source="partner_id")

    class Meta(TerritoryPartOut.Meta):
        fields: Any = ("id", "partner", *TerritoryPartOut.Meta.fields[1:])


class TerritoryFilters(Input):
    """What a list of territories can be narrowed by."""

    partner = serializers.UUIDField(required=False)
    country = PlainText(max_length=2, required=False, help_text="ISO 3166-1 alpha-2.")


class TerritoryCall(Call):
    """What the calls of territories share."""

    name = "territory"
    tag = "Partners"
    audited = Audited("partners.territory")
    gives = TerritoryOut

    def find(self, territory_id: UUID) -> Territory:
        """Read a territory."""
        territory = Territory.objects.filter(pk=territory_id).first()
        if territory is None:
            raise NotFound("There is no such territory.")
        return territory


class TerritoriesView(Lists, Creates, TerritoryCall):
    """All territories."""

    examples = {
        "A region": {"partner": "0199f1c2-0000-7000-8000-000000000000", "country": "US", "region": "US-TX"}
    }
    by = ("id",)
    newest_first = False
    orders = ("id", "country")
    query = {"get": TerritoryFilters}
    takes = NewTerritoryInput

    def rows(self) -> QuerySet[Territory]:
        """List territories."""
        return Territory.objects.all()

    def create(self) -> Territory:
        """Add a territory to a partner."""
        fields = dict(self.given)
        return add_territory(partner_id=fields.pop("partner"), fields=fields)


class TerritoryView(Reads, Removes, TerritoryCall):
    """One territory."""

    def remove(self, territory_id: UUID) -> None:
        """Remove a territory from its partner."""
        remove_territory(territory_id=territory_id)
