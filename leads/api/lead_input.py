"""The lead fields in, as the schema shows them. `leads.intake.normalise` reads and judges them."""

from typing import TYPE_CHECKING, Any

from rest_framework import serializers

from leads.api.field_shapes import shapes_in
from leads.fields.catalogue import LEAD

_WORDS = (
    "A lead as it is posted. Every field may be left out or null, but something must say who the lead is."
)

if TYPE_CHECKING:
    LeadInput = serializers.Serializer[Any]
else:
    LeadInput = type("LeadInput", (serializers.Serializer,), {**shapes_in(LEAD), "__doc__": _WORDS})

EXAMPLE = {name: posted.example for name, posted in LEAD.items() if posted.example is not None}
