"""The leads calls."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from rest_framework.response import Response

from leads.api.lead_input import EXAMPLE, FORM_EXAMPLE, LeadInput
from leads.models import Lead
from leads.services.correct_lead import correct_lead
from leads.services.receive_leads import receive_post
from prm.platform.api.collection import Creates, Lists
from prm.platform.api.form_parser import FormFieldsParser
from prm.platform.api.item import Changes, Reads
from prm.platform.api.parsers import StrictJsonParser
from prm.platform.errors import FieldError, InvalidInput
from routing.lead_pages.api.lead_actions import LeadCall
from routing.lead_pages.api.lead_query import ReadingQuery, strictness
from routing.lead_pages.api.lead_serializers import LeadFilters, LeadOut, ReceivedOut, lead_out, leads_out
from routing.models import Offer
from routing.offers.models import LIVE_STATES


class LeadsView(Lists, Creates):
    """All leads of the vendor."""

    name = "lead"
    tag = "Leads"
    parser_classes = (StrictJsonParser, FormFieldsParser)
    by = ("received_at", "id")
    orders = ("received_at", "changed_at")
    query = {"get": LeadFilters, "post": ReadingQuery}
    lookups = {
        "received_after": "received_at__gte",
        "received_before": "received_at__lt",
        "email": "email__iexact",
    }
    in_list = LeadOut
    examples = {"A lead": EXAMPLE}
    examples_as = {FormFieldsParser.media_type: {"A form": FORM_EXAMPLE}}
    is_duplicate = False
    documented = {
        "post": {
            "request": {"application/json": LeadInput, FormFieldsParser.media_type: LeadInput},
            "responses": {201: ReceivedOut, 200: ReceivedOut},
        }
    }

    def rows(self) -> QuerySet[Lead]:
        """List leads.

        Newest first.
        """
        return Lead.objects.all()

    def narrow(self, rows: QuerySet[Lead], asked: dict[str, Any]) -> QuerySet[Lead]:
        partner, product = asked.pop("partner", None), asked.pop("product", None)
        rows = super().narrow(rows, asked)
        if product is not None:
            rows = rows.filter(products__contains=[product])
        if partner is not None:
            live = Offer.objects.filter(partner_id=partner, state__in=LIVE_STATES)
            rows = rows.filter(id__in=live.values("lead_id"))
        return rows

    def show_rows(self, rows: Sequence[Lead]) -> Any:
        return leads_out(rows)

    def body(self) -> Any:
        return self.request.data

    def create(self) -> Lead:
        """Post a lead.

        201: the lead is stored. It is offered to a partner within a second. A field that cannot be read is
        left empty, and `warnings` names it.

        200 with `"duplicate": true`: the lead exists already. It has the same `external_id`, or it is
        an open lead about the same person (same e-mail, phone, or name and company domain) that came
        in within the days of your settings. The post is stored with the lead and shown to the partner
        that has it. The lead is not offered again.

        A web form may send its fields as `application/x-www-form-urlencoded`: several values of one
        name are a list, and `custom[size]=L` goes into `custom`.
        """
        received = receive_post(data=self.given, actor=self.caller.actor, strict=strictness(self))
        self.is_duplicate = received.is_duplicate
        return received.lead_or_refuse()

    def answer(self, found: Lead, status: int = 201) -> Response:
        shown = leads_out([found])[0] if self.is_duplicate else lead_out(found)
        return Response(shown | {"duplicate": self.is_duplicate}, status=200 if self.is_duplicate else status)


class LeadView(Reads, Changes, LeadCall):
    """One lead."""

    examples = {"A better phone number": {"phone": "+1 512 555 0123", "employees": 300}}
    operations = {"patch": "lead_correct"}
    query = {"patch": ReadingQuery}
    takes = LeadInput

    def body(self) -> Any:
        if not isinstance(self.request.data, dict):
            raise InvalidInput([FieldError("", "invalid_type", "Send an object with the fields to change.")])
        return self.request.data

    def change(self, lead_id: UUID) -> Lead:
        """Correct a lead.

        Replaces the fields sent; null clears one. A field that cannot be read stays as it was, and
        `warnings` names it. The lead's state and its offers stay as they are.
        """
        return correct_lead(
            lead_id=lead_id, changes=self.given, actor=self.caller.actor, strict=strictness(self)
        )
