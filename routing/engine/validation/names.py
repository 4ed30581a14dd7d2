"""Names that do not exist: tiers, certifications, products, verticals, partners."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from routing.engine.conditions import FIELD_LISTS
from routing.engine.model.kinds import AnyOf, NumberForEach
from routing.engine.model.setting import Part, Setting, _, settings_of
from routing.engine.policy import pool_settings
from routing.engine.problems import Catalogue, Problem

KINDS: Final = {
    "tiers": "tier",
    "certifications": "certification",
    "products": "product",
    "verticals": "vertical",
    "partners": "partner",
    "flags": "mark",
}
NAMED_IN_CONDITIONS: Final = ("certifications", "flags", "products", "verticals")
NOTHING_CALLED: Final = {
    "tiers": _("there is no tier called “%(name)s”"),
    "certifications": _("there is no certification called “%(name)s”"),
    "products": _("there is no product called “%(name)s”"),
    "verticals": _("there is no vertical called “%(name)s”"),
    "partners": _("there is no partner called “%(name)s”"),
    "flags": _("there is no mark called “%(name)s”"),
}


def name_problems(document: Mapping[str, Any], catalogue: Catalogue) -> list[Problem]:
    """Every name the document uses that is not in the catalogue."""
    return [
        Problem(path, f"unknown_{KINDS[kind]}", NOTHING_CALLED[kind], values={"name": name, "list": kind})
        for path, kind, name in _names(document)
        if (name.casefold() if kind == "flags" else name) not in getattr(catalogue, kind)
    ]


def _names(document: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for key, pool in document["pools"].items():
        yield from _setting_names(pool_settings(), pool, f"pools.{key}")
    for number, rule in enumerate(document["rules"]):
        if "when" in rule:
            yield from _condition_names(rule["when"], f"rules.{number}.when")


def _setting_names(
    settings: Iterable[Setting], part: Mapping[str, Any], path: str
) -> Iterator[tuple[str, str, str]]:
    """Names in a part's settings, however deep: the kind of a setting says of which list they are."""
    for each in settings:
        given, at = part.get(each.name), f"{path}.{each.name}"
        match each.kind:
            case Part(of=inner) if given:
                yield from _setting_names(settings_of(inner), given, at)
            case AnyOf(of=kind) if kind in KINDS:
                yield from ((at, kind, name) for name in given or ())
            case NumberForEach(of=kind) if kind in KINDS:
                yield from ((f"{at}.{name}", kind, name) for name in given or ())


def _condition_names(tree: Mapping[str, Any], path: str) -> Iterator[tuple[str, str, str]]:
    for word in ("all", "any"):
        for number, part in enumerate(tree.get(word, ())):
            yield from _condition_names(part, f"{path}.{word}.{number}")
    if "not" in tree:
        yield from _condition_names(tree["not"], f"{path}.not")
    kind = FIELD_LISTS.get(tree.get("field", ""))
    if kind in NAMED_IN_CONDITIONS and tree["op"] in ("eq", "ne", "in", "not_in", "includes"):
        value = tree["value"]
        for name in value if isinstance(value, list) else [value]:
            yield f"{path}.value", kind, name
