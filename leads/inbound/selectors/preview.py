"""What a mapping makes of a payload, before it is used."""

from dataclasses import dataclass
from typing import Any

from leads.fields.catalogue import LABELS, LEAD, LEAD_FIELDS
from leads.inbound.expression import is_blank
from leads.inbound.map_payload import FieldMapping, fields_of, leads_in
from leads.inbound.paths import as_text, leaves, written
from leads.intake.normalise import read_lead
from leads.selectors.catalogue import lists_for
from leads.sheets import lead_columns
from prm.platform.errors import FieldError
from prm.platform.sheets.guess import guess_columns

_MOST_PLACES = 300


@dataclass(frozen=True)
class FieldPreview:
    """One field: what came, how it is read, and what is wrong with it."""

    label: str
    came: str
    read: str
    problems: list[str]


@dataclass(frozen=True)
class Preview:
    """A lead as it would be taken. `errors`: it would not be, for these reasons."""

    fields: list[FieldPreview]
    custom: dict[str, Any]
    errors: list[FieldError]
    others: int


def preview_of(body: Any, mapping: FieldMapping) -> Preview | None:
    """What becomes of the first lead in a payload; None if there is none. Raises WrongPath."""
    leads = leads_in(body, mapping.leads_path)
    if not leads:
        return None
    raw = fields_of(leads[0], mapping)
    reading = read_lead(raw, lists_for([raw]))
    values = reading.lead.as_input()
    fields = [
        _field(name, raw.get(name), values[name], reading.problems)
        for name in LEAD_FIELDS
        if name != "custom" and (name in raw or values[name] != LEAD[name].absent)
    ]
    errors = [] if reading.names_somebody else reading.problems
    return Preview(fields, values["custom"], errors, len(leads) - 1)


def _field(name: str, came: Any, read: Any, problems: list[FieldError]) -> FieldPreview:
    words = [problem.message for problem in problems if problem.field == name]
    text = "" if read == LEAD[name].absent else as_text(list(read) if isinstance(read, tuple) else read)
    return FieldPreview(str(LABELS[name]), as_text(came), text or (str(read) if read else ""), words)


@dataclass(frozen=True)
class PlaceOf:
    """A value in a payload and the path that leads to it."""

    path: str
    text: str


def places_in(body: Any, leads_path: str) -> list[PlaceOf]:
    """Every value of the first lead in a payload."""
    leads = leads_in(body, leads_path)
    found = [(written(place), value) for place, value in leaves(leads[0])] if leads else []
    return [PlaceOf(path, as_text(value)) for path, value in found[:_MOST_PLACES] if path]


def guessed(body: Any, leads_path: str) -> dict[str, str]:
    """A mapping for a payload that nobody has described: each field from the name that fits it."""
    paths = [place.path for place in places_in(body, leads_path) if not is_blank(place.text)]
    names = [path.removesuffix(".value").rpartition(".")[2] for path in paths]
    fields = guess_columns(names, lead_columns())
    return {field: path for field, path in zip(fields, paths, strict=True) if field}
