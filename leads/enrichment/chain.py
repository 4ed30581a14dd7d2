"""The chain: each provider fills what is still empty; what was sent is never changed."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Final

from leads.enrichment import offline
from leads.enrichment.provider import Provider
from leads.fields.catalogue import LEAD
from leads.intake.normalise import CleanLead

# A country first: places and time zones need one.
ORDER: Final = ("phone_country", "domain_country", "place", "time_zone", "company", "employees")


@dataclass(frozen=True)
class Enriched:
    """A lead with what was added, and a record of each addition, fit for JSON."""

    lead: CleanLead
    records: list[dict[str, Any]] = field(default_factory=list)


@cache
def providers() -> tuple[Provider, ...]:
    """All that ask nobody: those of ORDER first."""
    found = {
        module.name: import_module(f"{offline.__name__}.{module.name}").PROVIDER
        for module in iter_modules(offline.__path__)
    }
    rest = sorted(set(found) - set(ORDER))
    return tuple(found[name] for name in (*ORDER, *rest))


def enrich(lead: CleanLead, *, off: Collection[str] = ()) -> Enriched:
    """The lead with its gaps filled, without the providers that are off."""
    values = dict(lead.values)
    records: list[dict[str, Any]] = []
    for provider in providers():
        if provider.name in off and provider.is_optional:
            continue
        if any(_is_empty(values, name) for name in provider.adds):
            records += _added(provider, values)
    return Enriched(CleanLead(values), records)


def _added(provider: Provider, values: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for addition in list(provider.find(CleanLead(values))):
        if _is_empty(values, addition.field):
            values[addition.field] = addition.value
            yield record_of(addition.field, addition.value, provider.name, addition.source)


def record_of(name: str, value: Any, provider: str, source: str) -> dict[str, Any]:
    """What is kept of an addition."""
    return {"field": name, "value": value, "provider": provider, "source": source}


def _is_empty(values: dict[str, Any], name: str) -> bool:
    return bool(values[name] == LEAD[name].absent)
