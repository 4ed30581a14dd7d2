"""Problems in conditions: fields that do not exist, operators and values that do not fit them."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from routing.engine.conditions import ALL_OPERATORS, FIELDS, OPERATORS, Kind, kind_of
from routing.engine.model.setting import _
from routing.engine.problems import Problem

LARGEST: Final = 1e300
DEEPEST: Final = 10
GROUPS: Final = ("all", "any", "not")
LISTS: Final = ("in", "not_in")
NUMERIC: Final = ("gt", "gte", "lt", "lte")
TAKES_NUMBER: Final = _("%(op)s on %(field)s takes a number")
TAKES_FLAG: Final = _("%(op)s on %(field)s takes true or false")
TAKES_TEXT: Final = _("%(op)s on %(field)s takes a text")


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
        words = _("a condition has all, any or not, or else field, op and value")
        yield Problem(path, "wrong_type", words)
    elif depth > DEEPEST:
        words = _("conditions nest more than %(deepest)s deep")
        yield Problem(path, "out_of_range", words, values={"deepest": DEEPEST})
    elif len(tree) == 1 and next(iter(tree)) in GROUPS:
        yield from _group(tree, path, depth)
    else:
        yield from _leaf(tree, path)


def _group(tree: Mapping[str, Any], path: str, depth: int) -> Iterator[Problem]:
    word, inner = next(iter(tree.items()))
    if word == "not":
        yield from _tree(inner, f"{path}.not", depth + 1)
    elif not isinstance(inner, list) or not inner:
        words = _("%(word)s takes a list of at least one condition")
        yield Problem(f"{path}.{word}", "wrong_type", words, values={"word": word})
    else:
        for number, part in enumerate(inner):
            yield from _tree(part, f"{path}.{word}.{number}", depth + 1)


def _leaf(leaf: Mapping[str, Any], path: str) -> Iterator[Problem]:
    for name in sorted(set(leaf) - {"field", "op", "value"}):
        words = _("%(name)s is not known in a condition")
        yield Problem(f"{path}.{name}", "unknown_name", words, values={"name": name})
    missing = [name for name in ("field", "op", "value") if name not in leaf]
    for name in missing:
        yield Problem(f"{path}.{name}", "required", _("%(name)s is missing"), values={"name": name})
    if not missing:
        yield from _comparison(leaf, path)


def _comparison(leaf: Mapping[str, Any], path: str) -> Iterator[Problem]:
    field, op = leaf["field"], leaf["op"]
    kind = kind_of(field) if isinstance(field, str) else None
    if kind is None:
        values = {"field": field, "known": ", ".join(FIELDS)}
        words = _("“%(field)s” is no field of a lead: %(known)s, custom.…")
        yield Problem(f"{path}.field", "unknown_field", words, values=values)
    if op not in ALL_OPERATORS:
        values = {"given": op, "choices": ", ".join(ALL_OPERATORS)}
        yield Problem(
            f"{path}.op", "unknown_operator", _("“%(given)s” is not one of: %(choices)s"), values=values
        )
    elif kind is not None and op not in OPERATORS[kind]:
        values = {"op": op, "field": field, "fitting": ", ".join(OPERATORS[kind])}
        words = _("%(op)s does not fit %(field)s, which takes: %(fitting)s")
        yield Problem(f"{path}.op", "unfit_operator", words, values=values)
    elif kind is not None:
        wanted = _unfit_value(kind, op, leaf["value"])
        if wanted:
            yield Problem(f"{path}.value", "wrong_type", wanted, values={"op": op, "field": field})


def _unfit_value(kind: Kind, op: str, value: Any) -> str | None:
    """Words for what the value should have been, or None where it fits."""
    if op == "exists":
        return None if isinstance(value, bool) else TAKES_FLAG
    if op == "between":
        fits = (
            isinstance(value, list) and len(value) == 2 and all(map(_number, value)) and value[0] <= value[1]
        )
        return None if fits else _("%(op)s on %(field)s takes two numbers, the smaller first")
    if op in NUMERIC:
        return None if _number(value) else TAKES_NUMBER
    if op in LISTS or (op == "includes" and isinstance(value, list)):
        fits = isinstance(value, list) and value and all(_fits(kind, item) for item in value)
        return None if fits else _("%(op)s on %(field)s takes a list of values of the field's kind")
    return None if _fits(kind, value) else {"number": TAKES_NUMBER, "flag": TAKES_FLAG}.get(kind, TAKES_TEXT)


def _fits(kind: Kind, value: Any) -> bool:
    if kind == "number":
        return _number(value)
    if kind == "flag":
        return isinstance(value, bool)
    if kind == "any":
        return isinstance(value, str | bool) or _number(value)
    return isinstance(value, str) and value != ""


def _number(value: Any) -> bool:
    """A number that a float can hold; compared, since turning a huge whole number into one would fail."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= LARGEST
