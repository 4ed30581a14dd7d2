"""What was filled in on a lead, in words."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from leads.enrichment.selectors.records import ASKED
from leads.fields.catalogue import LABELS
from leads.models import Lead


@dataclass(frozen=True)
class FilledIn:
    """A field with the value that was filled in, and where it comes from."""

    label: str
    value: str
    origin: str


def filled_in(lead: Lead) -> list[FilledIn]:
    """Values that nobody sent, in the order in which they were found."""
    return [
        FilledIn(str(LABELS[record["field"]]), _text(record["value"]), _origin(record))
        for record in lead.enrichment
    ]


def _text(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _origin(record: dict[str, str]) -> str:
    if record["provider"] == ASKED:
        return gettext("answered by %(source)s") % {"source": record["source"]}
    name = record["source"].removeprefix("custom.")
    return gettext("from the field “%(field)s”") % {"field": LABELS.get(name, name)}
