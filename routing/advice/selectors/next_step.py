"""The policy that would assign leads as the advice says, made from the one in force."""

from collections.abc import Mapping
from copy import deepcopy
from decimal import Decimal
from typing import Any, Final

from django.db.models import Aggregate, FloatField
from django.utils.translation import gettext

from leads.models import Lead
from routing.advice.selectors.suits import Way
from routing.policies.selectors.policy import published_row

Document = dict[str, Any]
TOP_PART: Final = 0.8
USUAL_VALUE: Final = 25_000


class UpperValue(Aggregate):
    """The value that four of five leads stay below."""

    template = f"percentile_cont({TOP_PART}) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


def next_document(way: Way) -> Document | None:
    """A policy to begin with; None where the one in force already does as advised, or is missing."""
    row = published_row()
    if row is None:
        return None
    document: Document = deepcopy(row.document)
    found = {Way.MANUAL: _by_hand, Way.HYBRID: _both, Way.AUTOMATIC: _by_rules}[way](document)
    return found if found["rules"] != row.document["rules"] else None


def _by_hand(document: Document) -> Document:
    """Every rule keeps its conditions and its pool to suggest from; a person decides."""
    document["rules"] = [_held(rule) if rule.get("then") == "route" else rule for rule in document["rules"]]
    return document


def _both(document: Document) -> Document:
    """The most valuable leads are held first; all others go on as they did, those held today too."""
    rules = document["rules"]
    if any(rule.get("then") == "review" for rule in rules):
        return document
    when = {"field": "estimated_value", "op": "gte", "value": _upper_value()}
    pool = next((rule["pool"] for rule in reversed(rules) if rule.get("pool")), None)
    held: Document = {"name": gettext("Large deals: a person decides"), "when": when, "then": "review"}
    document["rules"] = [held | ({"pool": pool} if pool else {}), *rules]
    return document


def _by_rules(document: Document) -> Document:
    """Rules that hold leads let them go to the pool that they suggest from, where there is one."""
    document["rules"] = [_routed(rule) if _can_route(rule) else rule for rule in document["rules"]]
    return document


def _held(rule: Mapping[str, Any]) -> Document:
    return {name: value for name, value in rule.items() if name != "sla"} | {"then": "review"}


def _can_route(rule: Mapping[str, Any]) -> bool:
    return rule.get("then") == "review" and bool(rule.get("pool"))


def _routed(rule: Mapping[str, Any]) -> Document:
    return {name: value for name, value in rule.items() if name != "reason"} | {"then": "route"}


def _upper_value() -> int:
    """What four of five leads with a value stay below, to the next thousand; a usual one without any."""
    valued = Lead.objects.filter(estimated_value__gt=Decimal(0))
    found = valued.aggregate(at=UpperValue("estimated_value"))["at"]
    return max(1000, round(found / 1000) * 1000) if found else USUAL_VALUE
