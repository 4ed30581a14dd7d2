"""`GET /leads/{id}/timeline/`: the append-only history."""

from uuid import UUID

from django.db.models import QuerySet
from rest_framework import serializers

from leads.models import LeadEvent
from leads.selectors.find_lead import find_lead
from prm.platform.api.collection import Lists
from prm.platform.api.json_fields import JsonObject


class EventOut(serializers.ModelSerializer[LeadEvent]):
    """One thing that happened: what, when, by whom. `detail` holds ids, codes and numbers."""

    detail = JsonObject(read_only=True)

    class Meta:
        model = LeadEvent
        fields = ("id", "kind", "at", "actor_kind", "actor_id", "partner_id", "detail")
        read_only_fields = fields


class TimelineView(Lists):
    """The timeline of one lead."""

    operations = {"get": "lead_timeline"}
    tag = "Leads"
    gives = EventOut
    by = ("at", "id")
    newest_first = False
    orders = ("at",)

    def rows(self, lead_id: UUID) -> QuerySet[LeadEvent]:
        """List the history of a lead.

        Everything that happened to the lead, oldest first. Rows are never changed or removed.
        """
        return LeadEvent.objects.filter(lead=find_lead(lead_id))
