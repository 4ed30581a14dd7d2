"""The lead fields in, as the schema shows them. `leads.intake.normalise` reads and judges them."""

from typing import Any

from rest_framework import serializers

from leads.api.field_shapes import shapes_in
from leads.fields.catalogue import LEAD


class LeadInput(serializers.Serializer[Any]):
    """A lead as it is posted.

    Every field may be left out or null, but at least one must identify the person or company.
    """

    def get_fields(self) -> dict[str, Any]:
        return shapes_in(LEAD)


EXAMPLE = {name: posted.example for name, posted in LEAD.items() if posted.example is not None}
FORM_EXAMPLE = {name: EXAMPLE[name] for name in ("email", "company", "country", "products")}
