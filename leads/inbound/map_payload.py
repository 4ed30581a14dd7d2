"""A payload becomes the fields of leads, by the mapping of its source."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from leads.inbound.expression import Found, is_blank, read_expression
from leads.inbound.paths import Place, find, leaves, read_path, written

MOST_LEADS: Final = 500
_MOST_CUSTOM_BYTES: Final = 14 * 1024
_LONGEST_NAME: Final = 100


@dataclass(frozen=True)
class FieldMapping:
    """How a source's payloads are read: see `InboundSource`."""

    fields: Mapping[str, str] = field(default_factory=dict)
    custom: Mapping[str, str] = field(default_factory=dict)
    leads_path: str = ""
    keeps_others: bool = True
    left_out: tuple[str, ...] = ()


def leads_in(body: Any, leads_path: str) -> list[Any]:
    """The parts of a payload that are leads. Where no path leads to any, the payload is one; a list, many."""
    for path in filter(None, map(str.strip, leads_path.split("|"))):
        found = [value for _, value in find(body, read_path(path))]
        if found:
            return found[0] if len(found) == 1 and isinstance(found[0], list) else found
    return body if isinstance(body, list) else [body]


def fields_of(lead: Any, mapping: FieldMapping) -> dict[str, Any]:
    """The fields of one lead, raw as they came; what no field takes is kept in `custom`."""
    found = Found(lead)
    values = {name: read_expression(text).value(found) for name, text in mapping.fields.items()}
    custom = {name: read_expression(text).value(found) for name, text in mapping.custom.items()}
    kept = {name: value for name, value in custom.items() if not is_blank(value)}
    if mapping.keeps_others:
        kept = dict(_within(kept, _others(found, mapping.left_out)))
    fields = {name: value for name, value in values.items() if not is_blank(value)}
    return {**fields, "custom": kept} if kept else fields


def _others(found: Found, left_out: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    """What no expression has used, by its path."""
    patterns = [_pattern(line) for line in left_out]
    for place, value in leaves(found.data):
        name = written(place) or "value"
        if is_blank(value) or _is_used(place, found.used) or any(p.match(name) for p in patterns):
            continue
        yield name[:_LONGEST_NAME], value


def _is_used(place: Place, used: set[Place]) -> bool:
    """Whether an expression led to the value, to what it is in, or to an item of it."""
    return any(one[: len(place)] == place[: len(one)] for one in used)


def _pattern(line: str) -> re.Pattern[str]:
    """A path with `*` for anything; what is below it is meant, too."""
    return re.compile(re.escape(line.strip()).replace(r"\*", ".*") + r"(?=$|[.\[])")


def _within(kept: dict[str, Any], others: Iterator[tuple[str, Any]]) -> Iterator[tuple[str, Any]]:
    """As many as fit among the custom fields of a lead."""
    room = _MOST_CUSTOM_BYTES
    for name, value in [*kept.items(), *((n, v) for n, v in others if n not in kept)]:
        room -= len(json.dumps({name: value}, ensure_ascii=False).encode("utf-8", "replace"))
        if room > 0:
            yield name, value
