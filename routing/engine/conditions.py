"""Conditions on a lead: fields, operators, and what each means.

Text compares without regard to case. A missing value (none, or an empty list) meets only
`ne`, `not_in` and `exists: false`. On list fields `includes` wants every named value there,
`in` any of them, `not_in` none of them. A country or region is met by every place that the lead
lies in: `region eq GB-ENG` holds for a lead in London.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Final, Literal

from routing.engine.facts import LeadFacts

Kind = Literal["text", "number", "flag", "list", "any"]
Test = Callable[[Any], bool]

FIELDS: Final[Mapping[str, Kind]] = {
    "account": "text",
    "authority": "text",
    "budget_amount": "number",
    "budget_confirmed": "flag",
    "campaign": "text",
    "city": "text",
    "consent": "flag",
    "country": "text",
    "currency": "text",
    "employees": "number",
    "estimated_value": "number",
    "flags": "list",
    "industry": "text",
    "intent_score": "number",
    "job_title": "text",
    "languages": "list",
    "need_category": "text",
    "offers_made": "number",
    "partner_campaign": "text",
    "postal_code": "text",
    "product_categories": "list",
    "products": "list",
    "protected_partner_id": "text",
    "region": "text",
    "required_certifications": "list",
    "score": "number",
    "source": "text",
    "stage": "text",
    "sticky_partner_id": "text",
    "timeline": "text",
}
CUSTOM: Final = "custom."
PLACES: Final = frozenset({"country", "region"})
FIELD_LISTS: Final[Mapping[str, str]] = {
    "country": "countries",
    "flags": "flags",
    "industry": "verticals",
    "languages": "languages",
    "products": "products",
    "protected_partner_id": "partners",
    "region": "regions",
    "required_certifications": "certifications",
    "stage": "stages",
    "sticky_partner_id": "partners",
}
"""Fields whose values are codes, and the list that names them."""
MARKS: Final = (
    "cross_territory", "custom_product", "foreign_currency", "no_exchange_rate", "partner_sourced",
    "strategic_account",
)  # fmt: skip
"""What `flags` can hold."""

OPERATORS: Final[Mapping[Kind, tuple[str, ...]]] = {
    "text": ("eq", "ne", "in", "not_in", "starts_with", "exists"),
    "number": ("eq", "ne", "in", "not_in", "gt", "gte", "lt", "lte", "between", "exists"),
    "flag": ("eq", "ne", "exists"),
    "list": ("includes", "in", "not_in", "exists"),
    "any": (
        "eq", "ne", "in", "not_in", "gt", "gte", "lt", "lte", "between", "includes", "starts_with", "exists",
    ),
}  # fmt: skip
ALL_OPERATORS: Final = OPERATORS["any"]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One comparison of one field."""

    field: str
    op: str
    value: Any

    @property
    def key(self) -> str:
        """Equal for leaves that mean the same."""
        return json.dumps([self.field, self.op, self.value], sort_keys=True, default=str)

    def test(self) -> Test:
        """The comparison as a function of the field's value."""
        test = _TESTS[self.op](_folded(self.value))
        return _on_places(test, self.op) if self.field in PLACES else test


def kind_of(field: str) -> Kind | None:
    """What sort of values a field has, or None for a field that does not exist."""
    if field.startswith(CUSTOM) and len(field) > len(CUSTOM):
        return "any"
    return FIELDS.get(field)


def reader(field: str) -> Callable[[LeadFacts], Any]:
    """A function that reads the field from a lead."""
    if field.startswith(CUSTOM):
        name = field.removeprefix(CUSTOM)
        return lambda lead: lead.custom.get(name)
    if field in PLACES:
        return _countries if field == "country" else _regions
    return attrgetter(field)


def _countries(lead: LeadFacts) -> Any:
    return tuple(code for code in lead.places if "-" not in code) if lead.places else lead.country


def _regions(lead: LeadFacts) -> Any:
    return tuple(code for code in lead.places if "-" in code) if lead.places else lead.region


def _on_places(test: Test, op: str) -> Test:
    """A test that one of several places meets, or all of them where the operator says no."""
    met = all if op in ("ne", "not_in") else any
    return lambda found: met(map(test, found)) if isinstance(found, tuple) else test(found)


def _folded(value: Any) -> Any:
    if isinstance(value, str):
        return value.casefold()
    if isinstance(value, list | tuple):
        return tuple(_folded(item) for item in value)
    return value


def _same(found: Any, wanted: Any) -> bool:
    return isinstance(found, bool) == isinstance(wanted, bool) and bool(found == wanted)


def _any_of(found: Any, wanted: Any) -> bool:
    if isinstance(found, tuple):
        return any(_any_of(item, wanted) for item in found)
    return any(_same(found, item) for item in wanted)


def _missing(found: Any) -> bool:
    return found is None or found == () or found == [] or found == ""


def _number(found: Any) -> bool:
    return isinstance(found, int | float) and not isinstance(found, bool)


def _includes(found: Any, wanted: Any) -> bool:
    wanted = wanted if isinstance(wanted, tuple) else (wanted,)
    return isinstance(found, tuple) and all(_any_of(found, (item,)) for item in wanted)


def _on_value(compare: Callable[[Any, Any], bool]) -> Callable[[Any], Test]:
    """An operator that a missing value never meets."""
    return lambda wanted: lambda found: not _missing(found) and compare(_folded(found), wanted)


def _on_number(compare: Callable[[Any, Any], bool]) -> Callable[[Any], Test]:
    return lambda wanted: lambda found: _number(found) and compare(found, wanted)


def _negated(operator: Callable[[Any], Test]) -> Callable[[Any], Test]:
    def build(wanted: Any) -> Test:
        test = operator(wanted)
        return lambda found: not test(found)

    return build


_EQ: Final = _on_value(_same)
_IN: Final = _on_value(_any_of)
_TESTS: Final[Mapping[str, Callable[[Any], Test]]] = {
    "eq": _EQ,
    "ne": _negated(_EQ),
    "in": _IN,
    "not_in": _negated(_IN),
    "gt": _on_number(lambda found, wanted: found > wanted),
    "gte": _on_number(lambda found, wanted: found >= wanted),
    "lt": _on_number(lambda found, wanted: found < wanted),
    "lte": _on_number(lambda found, wanted: found <= wanted),
    "between": _on_number(lambda found, wanted: wanted[0] <= found <= wanted[1]),
    "includes": _on_value(_includes),
    "starts_with": _on_value(lambda found, wanted: isinstance(found, str) and found.startswith(wanted)),
    "exists": lambda wanted: lambda found: _missing(found) != wanted,
}
