"""Policy documents: what is unknown or wrong is refused by name, at its place, all at once."""

import copy
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from routing.engine import (
    Catalogue,
    compile_policy,
    errors_of,
    format_duration,
    parse_duration,
    policy_schema,
    validate_document,
)

GOOD: dict[str, Any] = {
    "rules": [
        {
            "name": "Security, enterprise",
            "when": {
                "all": [
                    {"field": "products", "op": "includes", "value": "firewall"},
                    {"field": "estimated_value", "op": "gte", "value": 50000},
                ]
            },
            "then": "route",
            "pool": "security",
            "sla": {
                "accept_within": "4h",
                "warn_after": "24h",
                "revoke_after": "48h",
                "max_offers": 3,
                "clock": "business",
            },
        },
        {"name": "Everything else", "then": "route", "pool": "regional"},
    ],
    "pools": {
        "security": {
            "partners": {"tiers": ["platinum", "gold", "silver"], "certifications": ["network-security"]},
            "require": ["product_certification", "industry", "territory", "language"],
            "method": "tiered",
            "shares": {"platinum": 60, "gold": 25, "silver": 15},
            "prefer": ["territory_specificity", "specialisation", "conversion"],
            "decline_counts": True,
            "fallback": "regional",
        },
        "regional": {"partners": {}, "require": ["territory"], "method": "weighted"},
    },
    "sla": {
        "accept_within": "24h",
        "warn_after": "24h",
        "revoke_after": "48h",
        "max_offers": 5,
        "clock": "wall",
    },
}
CATALOGUE = Catalogue(
    tiers=frozenset({"platinum", "gold", "silver"}),
    certifications=frozenset({"network-security"}),
    products=frozenset({"firewall"}),
    verticals=frozenset({"health"}),
    partners=frozenset({"p1"}),
)


def put(path: str, value: Any) -> dict[str, Any]:
    """The good document with one value changed."""
    document = copy.deepcopy(GOOD)
    at: Any = document
    *way, last = path.split(".")
    for part in way:
        at = at[int(part)] if isinstance(at, list) else at[part]
    if isinstance(at, list):
        at[int(last)] = value
    else:
        at[last] = value
    return document


def found(document: Any) -> list[tuple[str, str]]:
    return [(problem.path, problem.code) for problem in validate_document(document, CATALOGUE)]


def test_the_document_of_the_fixed_interface_is_good() -> None:
    assert validate_document(GOOD, CATALOGUE) == []
    version = compile_policy(GOOD, number=4)
    assert version.terms[0, "security"].accept_within == 14_400
    assert version.pools["security"].decline_counts


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(policy_schema())


WRONG = [
    ("pools.security.method", "magic", "pools.security.method", "not_a_choice"),
    ("pools.security.require", ["territory", "luck"], "pools.security.require.1", "not_a_choice"),
    ("pools.security.prefer", ["taste"], "pools.security.prefer.0", "not_a_choice"),
    ("pools.security.colour", "red", "pools.security.colour", "unknown_name"),
    ("pools.security.partners.colour", "red", "pools.security.partners.colour", "unknown_name"),
    ("notes", "x", "notes", "unknown_name"),
    ("rules.0.priority", 1, "rules.0.priority", "unknown_name"),
    ("rules.0.then", "route!", "rules.0.then", "not_a_choice"),
    ("rules.0.name", "", "rules.0.name", "out_of_range"),
    ("rules.0.name", "Everything else", "rules.0.name", "repeated"),
    ("rules.0.pool", "nowhere", "rules.0.pool", "unknown_pool"),
    ("rules.0.when.all.0.field", "product", "rules.0.when.all.0.field", "unknown_field"),
    ("rules.0.when.all.0.field", "custom.", "rules.0.when.all.0.field", "unknown_field"),
    ("rules.0.when.all.0.op", "contains", "rules.0.when.all.0.op", "unknown_operator"),
    ("rules.0.when.all.0.op", "gte", "rules.0.when.all.0.op", "unfit_operator"),
    ("rules.0.when.all.1.value", "50000", "rules.0.when.all.1.value", "wrong_type"),
    ("rules.0.when.all.1.value", True, "rules.0.when.all.1.value", "wrong_type"),
    ("rules.0.when.all.1.value", float("nan"), "rules.0.when.all.1.value", "wrong_type"),
    ("rules.0.when.all.0.value", "firewal", "rules.0.when.all.0.value", "unknown_product"),
    ("rules.0.when", {"all": []}, "rules.0.when.all", "wrong_type"),
    ("rules.0.when", {}, "rules.0.when.field", "required"),
    ("rules.0.when", None, "rules.0.when", "wrong_type"),
    ("rules.1.when", {"field": "country", "op": "eq", "value": "US"}, "rules.1.when", "catch_all_missing"),
    ("rules.0.sla.accept_within", "4 hours", "rules.0.sla.accept_within", "malformed"),
    ("rules.0.sla.accept_within", 14400, "rules.0.sla.accept_within", "wrong_type"),
    ("rules.0.sla.max_offers", 0, "rules.0.sla.max_offers", "out_of_range"),
    ("rules.0.sla.clock", "moon", "rules.0.sla.clock", "not_a_choice"),
    ("pools.security.shares", {"platinum": 0}, "pools.security.shares", "out_of_range"),
    ("pools.security.shares", {"diamond": 100}, "pools.security.shares.diamond", "unknown_tier"),
    ("pools.security.shares", {"gold": -1}, "pools.security.shares.gold", "out_of_range"),
    ("pools.regional.shares", {"gold": 100}, "pools.regional.shares", "unused_setting"),
    ("pools.regional.method", "tiered", "pools.regional.shares", "required"),
    ("pools.regional.fallback", "security", "pools.regional.fallback", "circular"),
    ("pools.regional.fallback", "nowhere", "pools.regional.fallback", "unknown_pool"),
    ("pools.regional.partners", {"tiers": ["diamond"]}, "pools.regional.partners.tiers", "unknown_tier"),
    ("pools.regional.partners", {"ids": ["p9"]}, "pools.regional.partners.ids", "unknown_partner"),
    (
        "pools.regional.partners",
        {"specialisations": ["x"]},
        "pools.regional.partners.specialisations",
        "unknown_vertical",
    ),
    ("pools.regional.caps", {"year": 5}, "pools.regional.caps.year", "unknown_name"),
    ("pools.regional.probation", {"days": 5}, "pools.regional.probation", "required"),
    ("pools.regional.cooldown", "99999999d", "pools.regional.cooldown", "out_of_range"),
]


@pytest.mark.parametrize(("path", "value", "where", "code"), WRONG)
def test_what_is_wrong_is_refused_at_its_place(path: str, value: Any, where: str, code: str) -> None:
    problems = validate_document(put(path, value), CATALOGUE)
    assert (where, code) in [(problem.path, problem.code) for problem in problems]
    assert errors_of(problems)


def test_everything_wrong_is_named_at_once() -> None:
    document = put("pools.security.method", "magic")
    document["rules"][0]["when"]["all"][0]["op"] = "like"
    document["sla"]["clock"] = "moon"
    assert {path for path, _ in found(document)} == {
        "pools.security.method",
        "rules.0.when.all.0.op",
        "sla.clock",
    }


def test_a_rule_behind_a_catch_all_is_unreachable_and_one_behind_a_wider_rule_doubtful() -> None:
    document = put("rules.0", {"name": "first", "then": "route", "pool": "security"})
    assert ("rules.1", "unreachable_rule") in found(document)
    narrow = {
        "all": [
            {"field": "country", "op": "eq", "value": "US"},
            {"field": "stage", "op": "eq", "value": "sql"},
        ]
    }
    document = copy.deepcopy(GOOD)
    document["rules"][:1] = [
        {"name": "us", "when": narrow["all"][0], "then": "route", "pool": "security"},
        {"name": "us sql", "when": narrow, "then": "route", "pool": "security"},
    ]
    problems = validate_document(document, CATALOGUE)
    assert [(p.path, p.code, p.severity) for p in problems] == [("rules.1", "unreachable_rule", "warning")]


def test_warnings_do_not_forbid_publishing() -> None:
    problems = validate_document(put("pools.security.shares", {"platinum": 2, "gold": 1}), CATALOGUE)
    assert [problem.code for problem in problems] == ["shares_do_not_sum"]
    assert errors_of(problems) == []


@pytest.mark.parametrize(
    "document", [None, [], "rules", 7, {"rules": 1, "pools": 2}, {"rules": [None], "pools": {"p": None}}]
)
def test_nonsense_is_refused_without_an_exception(document: Any) -> None:
    assert errors_of(validate_document(document, CATALOGUE))


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 5)
    | st.sampled_from([10**400, -(10**400)])
    | st.floats(allow_nan=True)
    | st.text(max_size=5),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["all", "field", "op", "value", "not", "x"]), inner, max_size=3),
    ),
    max_leaves=8,
)
places = st.sampled_from(sorted({path for path, *_ in WRONG}))


@given(places, json_values)
@example("rules.0.when.all.1.value", 10**400)
@settings(max_examples=300, deadline=None)
def test_no_value_anywhere_makes_validation_fail_or_slip_through_to_the_compiler(
    path: str, value: Any
) -> None:
    document = put(path, value)
    if not errors_of(validate_document(document, CATALOGUE)):
        compile_policy(document, number=1)


@pytest.mark.parametrize(
    ("text", "seconds"), [("90s", 90), ("15m", 900), ("4h", 14_400), ("2d", 172_800), ("1w", 604_800)]
)
def test_durations_are_read_and_written(text: str, seconds: int) -> None:
    assert parse_duration(text) == seconds
    assert parse_duration(format_duration(seconds)) == seconds


@pytest.mark.parametrize("text", ["", "4", "4 h", "-4h", "0h", "4.5h", "h", "4y", "４h", "4h\n"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a duration"):
        parse_duration(text)
