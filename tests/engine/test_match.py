"""Rules and conditions: what each operator means, and that the fast way agrees with the plain one."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.engine import LeadFacts
from routing.engine.conditions import Leaf, reader
from routing.engine.match import Matcher
from tests.engine.builders import lead

FACTS: dict[str, Any] = {
    "country": "US",
    "products": ("firewall", "vpn"),
    "estimated_value": 50_000.0,
    "budget_confirmed": True,
    "postal_code": "78701",
    "custom": {"segment": "Public", "seats": 12, "tags": ["a", "b"], "vip": True},
}
TABLE = [
    ("country", "eq", "us", True),
    ("country", "ne", "DE", True),
    ("country", "in", ["CA", "US"], True),
    ("country", "not_in", ["CA", "US"], False),
    ("country", "exists", True, True),
    ("region", "exists", True, False),
    ("region", "exists", False, True),
    ("region", "eq", "US-TX", False),
    ("region", "ne", "US-TX", True),
    ("region", "not_in", ["US-TX"], True),
    ("region", "starts_with", "US", False),
    ("postal_code", "starts_with", "787", True),
    ("products", "includes", "firewall", True),
    ("products", "includes", ["firewall", "vpn"], True),
    ("products", "includes", ["firewall", "siem"], False),
    ("products", "in", ["siem", "vpn"], True),
    ("products", "not_in", ["siem"], True),
    ("languages", "exists", True, False),
    ("languages", "includes", "en", False),
    ("estimated_value", "gte", 50_000, True),
    ("estimated_value", "gt", 50_000, False),
    ("estimated_value", "lt", 50_000.01, True),
    ("estimated_value", "lte", 49_999, False),
    ("estimated_value", "between", [50_000, 60_000], True),
    ("estimated_value", "eq", 50_000, True),
    ("estimated_value", "in", [1, 50_000], True),
    ("employees", "gte", 0, False),
    ("employees", "lt", 10, False),
    ("budget_confirmed", "eq", True, True),
    ("budget_confirmed", "ne", True, False),
    ("custom.segment", "eq", "public", True),
    ("custom.seats", "gte", 12, True),
    ("custom.seats", "eq", True, False),
    ("custom.tags", "includes", "b", True),
    ("custom.vip", "eq", True, True),
    ("custom.vip", "gte", 1, False),
    ("custom.nothing", "exists", False, True),
]


@pytest.mark.parametrize(("field", "op", "value", "expected"), TABLE)
def test_operators_mean_what_the_table_says(field: str, op: str, value: Any, expected: bool) -> None:
    when = {"field": field, "op": op, "value": value}
    matched, _ = Matcher([("rule", when)]).match(lead(0, **FACTS))
    assert (matched == 0) is expected


def plainly(tree: dict[str, Any] | None, facts: LeadFacts) -> bool:
    """Conditions evaluated the slow, obvious way."""
    if tree is None:
        return True
    if "all" in tree:
        return all(plainly(part, facts) for part in tree["all"])
    if "any" in tree:
        return any(plainly(part, facts) for part in tree["any"])
    if "not" in tree:
        return not plainly(tree["not"], facts)
    return Leaf(tree["field"], tree["op"], tree["value"]).test()(reader(tree["field"])(facts))


numbers = st.one_of(st.integers(-3, 3), st.sampled_from([0.5, -1.5, 2.25]))
numeric = st.one_of(
    st.builds(
        lambda field, op, value: {"field": field, "op": op, "value": value},
        st.sampled_from(["estimated_value", "employees", "custom.n"]),
        st.sampled_from(["gt", "gte", "lt", "lte", "eq", "ne"]),
        numbers,
    ),
    st.builds(
        lambda field, low, high: {"field": field, "op": "between", "value": sorted([low, high])},
        st.sampled_from(["estimated_value", "employees"]),
        numbers,
        numbers,
    ),
)
textual = st.one_of(
    st.builds(
        lambda op, value: {"field": "country", "op": op, "value": value},
        st.sampled_from(["eq", "ne", "starts_with"]),
        st.sampled_from(["US", "us", "U", "DE"]),
    ),
    st.builds(
        lambda op, value: {"field": "products", "op": op, "value": value},
        st.sampled_from(["includes", "in", "not_in"]),
        st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=2),
    ),
    st.builds(
        lambda field, value: {"field": field, "op": "exists", "value": value},
        st.sampled_from(["country", "products", "estimated_value", "custom.n"]),
        st.booleans(),
    ),
)
trees = st.recursive(
    st.one_of(numeric, textual),
    lambda inner: st.one_of(
        st.builds(lambda parts: {"all": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda parts: {"any": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda part: {"not": part}, inner),
    ),
    max_leaves=6,
)
facts = st.builds(
    LeadFacts,
    id=st.just("x"),
    country=st.sampled_from([None, "US", "DE"]),
    products=st.sampled_from([(), ("a",), ("a", "B"), ("c",)]),
    estimated_value=st.one_of(st.none(), numbers.map(float)),
    employees=st.one_of(st.none(), st.integers(-3, 3)),
    custom=st.one_of(st.just({}), numbers.map(lambda n: {"n": n}), st.just({"n": True})),
)


@given(st.lists(trees, min_size=1, max_size=5), st.lists(facts, min_size=1, max_size=6))
@settings(max_examples=300, deadline=None)
def test_the_fast_match_agrees_with_the_plain_one(
    rules: list[dict[str, Any]], found: list[LeadFacts]
) -> None:
    matcher = Matcher([(f"rule {number}", tree) for number, tree in enumerate(rules)])
    for one in [*found, *found]:
        expected = next((n for n, tree in enumerate(rules) if plainly(tree, one)), -1)
        matched, truth = matcher.match(one)
        assert matched == expected
        failures = matcher.failures(truth, matched if matched >= 0 else len(rules))
        assert all(failure.failed for failure in failures)


def test_the_trace_names_what_kept_each_rule_from_matching() -> None:
    rules = [
        (
            "big",
            {
                "all": [
                    {"field": "country", "op": "eq", "value": "US"},
                    {"field": "estimated_value", "op": "gte", "value": 10},
                ]
            },
        ),
        ("not us", {"not": {"field": "country", "op": "eq", "value": "US"}}),
        ("rest", None),
    ]
    matcher = Matcher(rules)
    matched, truth = matcher.match(lead(0, country="US", estimated_value=5.0))
    assert matched == 2
    big, not_us = matcher.failures(truth, matched)
    assert [leaf.field for leaf in big.failed] == ["estimated_value"]
    assert [leaf.field for leaf in not_us.failed] == ["country"]
