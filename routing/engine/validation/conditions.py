"""Problems in conditions: fields that do not exist, operators and values that do not fit them."""

from collections.abc import Iterator, Mapping
from math import isfinite
from typing import Any, Final

from routing.engine.conditions import ALL_OPERATORS, FIELDS, OPERATORS, Kind, kind_of
from routing.engine.validation.problems import Problem

DEEPEST: Final = 10
GROUPS: Final = ("all", "any", "not")
LISTS: Final = ("in", "not_in")
NUMERIC: Final = ("gt", "gte", "lt", "lte")


def condition_problems(document: Any) -> list[Problem]:
    """Every problem in every rule's `when`."""
    rules = document.get("rules") if isinstance(document, Mapping) else None
    if not isinstance(rules, list):
        return []
    return [
        problem
        for number, rule in enumerate(rules)
        if isinstance(rule, Mapping) and "when" in rule
        for problem in _tree(rule["when"], f"rules.{number}.when", 1)
    ]


def _tree(tree: Any, path: str, depth: int) -> Iterator[Problem]:
    if not isinstance(tree, Mapping):
        yield Problem(path, "wrong_type", "a condition has all, any or not, or else field, op and value")
    elif depth > DEEPEST:
        yield Problem(path, "out_of_range", f"conditions nest more than {DEEPEST} deep")
    elif len(tree) == 1 and next(iter(tree)) in GROUPS:
        yield from _group(tree, path, depth)
    else:
        yield from _leaf(tree, path)


def _group(tree: Mapping[str, Any], path: str, depth: int) -> Iterator[Problem]:
    word, inner = next(iter(tree.items()))
    if word == "not":
        yield from _tree(inner, f"{path}.not", depth + 1)
    elif not isinstance(inner, list) or not inner:
        yield Problem(f"{path}.{word}", "wrong_type", f"{word} takes a list of at least one condition")
    else:
        for number, part in enumerate(inner):
            yield from _tree(part, f"{path}.{word}.{number}", depth + 1)


def _leaf(leaf: Mapping[str, Any], path: str) -> Iterator[Problem]:
    for name in sorted(set(leaf) - {"field", "op", "value"}):
        yield Problem(f"{path}.{name}", "unknown_name", f"{name} is not known in a condition")
    missing = [name for name in ("field", "op", "value") if name not in leaf]
    for name in missing:
        yield Problem(f"{path}.{name}", "required", f"{name} is missing")
    if not missing:
        yield from _comparison(leaf, path)


def _comparison(leaf: Mapping[str, Any], path: str) -> Iterator[Problem]:
    field, op = leaf["field"], leaf["op"]
    kind = kind_of(field) if isinstance(field, str) else None
    if kind is None:
        known = ", ".join(FIELDS)
        yield Problem(f"{path}.field", "unknown_field", f"{field!r} is no field of a lead: {known}, custom.…")
    if op not in ALL_OPERATORS:
        yield Problem(f"{path}.op", "unknown_operator", f"{op!r} is not one of: {', '.join(ALL_OPERATORS)}")
    elif kind is not None and op not in OPERATORS[kind]:
        fitting = ", ".join(OPERATORS[kind])
        yield Problem(f"{path}.op", "unfit_operator", f"{op} does not fit {field}, which takes: {fitting}")
    elif kind is not None:
        wanted = _unfit_value(kind, op, leaf["value"])
        if wanted:
            yield Problem(f"{path}.value", "wrong_type", f"{op} on {field} takes {wanted}")


def _unfit_value(kind: Kind, op: str, value: Any) -> str | None:
    """What the value should have been, or None where it fits."""
    if op == "exists":
        return None if isinstance(value, bool) else "true or false"
    if op == "between":
        fits = (
            isinstance(value, list) and len(value) == 2 and all(map(_number, value)) and value[0] <= value[1]
        )
        return None if fits else "two numbers, the smaller first"
    if op in NUMERIC:
        return None if _number(value) else "a number"
    if op in LISTS or (op == "includes" and isinstance(value, list)):
        fits = isinstance(value, list) and value and all(_fits(kind, item) for item in value)
        return None if fits else "a list of values of the field's kind"
    return None if _fits(kind, value) else {"number": "a number", "flag": "true or false"}.get(kind, "a text")


def _fits(kind: Kind, value: Any) -> bool:
    if kind == "number":
        return _number(value)
    if kind == "flag":
        return isinstance(value, bool)
    if kind == "any":
        return isinstance(value, str | bool) or _number(value)
    return isinstance(value, str) and value != ""


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)
