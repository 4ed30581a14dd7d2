"""The settings of a policy and their values in the reader's language, from what each setting declares."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import formats
from django.utils.translation import gettext

from prm.platform.formats import duration
from routing.engine import parse_duration
from routing.engine.factors import INVESTMENTS, Factors
from routing.engine.model.kinds import (
    AnyOf,
    Choice,
    Duration,
    InOrder,
    Kind,
    NumberForEach,
    OneOf,
    Several,
    WholeForEach,
)
from routing.engine.model.setting import Part, Setting, settings_of
from routing.engine.policy import Policy, pool_settings
from routing.engine.rule import Rule
from routing.policies.selectors.policy_names import PolicyNames

Inside = Mapping[str, tuple[str, Kind]]
"""What stands below a setting, by its name in the document: its words and its kind."""


def inside(kind: Kind, names: PolicyNames) -> Inside:
    """The words and kinds below a setting; empty for one that is a single value."""
    match kind:
        case Part(of=part):
            return told(settings_of(part))
        case NumberForEach(of=of, number=number):
            return {code: (str(name), number) for code, name in names.all(of).items()}
        case WholeForEach(words=words, number=number):
            return {code: (gettext(name), number) for code, name in words().items()}
        case Factors():
            return {code: (gettext(each.term), Kind()) for code, each in INVESTMENTS.items()}
    return {}


def told(settings: Sequence[Setting]) -> Inside:
    """Settings by name, with their terms in the reader's language."""
    return {each.name: (gettext(each.term), each.kind) for each in settings}


def policy_terms() -> Inside:
    """The settings of the whole policy."""
    return told(settings_of(Policy))


def rule_terms() -> Inside:
    """The settings of a rule."""
    return told(settings_of(Rule))


def pool_terms() -> Inside:
    """The settings of a pool, those of every method among them."""
    return told(pool_settings())


def value_words(kind: Kind, value: Any, names: PolicyNames) -> str:
    """A value of a setting: names for codes, words for choices, numbers with grouping, nothing as a dash."""
    match kind:
        case Duration() if isinstance(value, str):
            return span_words(value)
        case Choice(words=words) if isinstance(value, str):
            return gettext(words().get(value, value))
        case Several(words=words) | InOrder(words=words) if isinstance(value, list):
            return ", ".join(gettext(words().get(each, each)) for each in value) or "–"
        case AnyOf(of=of) if isinstance(value, list):
            return ", ".join(names.of(of, each) for each in value) or "–"
        case OneOf(of=of) if isinstance(value, str):
            return names.of(of, value)
    if isinstance(value, Mapping):
        return mapping_words(inside(kind, names), value, names)
    return plain_words(value)


def mapping_words(terms: Inside, part: Mapping[str, Any], names: PolicyNames) -> str:
    """Several settings in a line: "tiers: Gold, Silver; countries: Germany"."""
    unknown, order = Kind(), {name: place for place, name in enumerate(terms)}
    named = sorted(part.items(), key=lambda pair: order.get(pair[0], len(order)))
    given = ((name, value) for name, value in named if value not in ({}, []))
    pairs = [(*terms.get(name, (name, unknown)), value) for name, value in given]
    return "; ".join(f"{term}: {value_words(kind, value, names)}" for term, kind, value in pairs) or "–"


def plain_words(value: Any) -> str:
    """A value that no setting describes."""
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, int | float):
        return formats.number_format(value, use_l10n=True, force_grouping=True)
    if isinstance(value, list | tuple):
        return ", ".join(plain_words(item) for item in value) or "–"
    return "–" if value is None else str(value)


def span_words(text: str) -> str:
    """ "24h" as "24 hours"; what cannot be read as it is."""
    try:
        return duration(parse_duration(text))
    except (ValueError, StopIteration):
        return text


def place_words(path: str, document: Mapping[str, Any], names: PolicyNames) -> str:
    """Where in a document a problem lies: "Rule 3 (Large): pool"."""
    first, *rest = path.split(".")
    if first == "rules" and rest and rest[0].isdigit():
        return _joined(rule_place(int(rest[0]), document), rest[1:], rule_terms(), names)
    if first == "pools" and rest:
        where = gettext("Pool %(pool)s") % {"pool": names.of("pools", rest[0])}
        return _joined(where, rest[1:], pool_terms(), names)
    return _joined("", [first, *rest], policy_terms(), names)


def rule_place(position: int, document: Mapping[str, Any]) -> str:
    """A rule by its number and name."""
    rules = document.get("rules", [])
    rule = rules[position] if position < len(rules) else None
    name = rule.get("name", "") if isinstance(rule, Mapping) else ""
    return gettext("Rule %(number)s (%(name)s)") % {"number": position + 1, "name": name}


def _joined(where: str, rest: Sequence[str], terms: Inside, names: PolicyNames) -> str:
    inner = []
    for part in rest:
        if part == "when":
            break
        term, kind = terms.get(part, (part, Kind()))
        inner.append(term)
        terms = inside(kind, names)
    return ": ".join(part for part in (where, ", ".join(inner)) if part)
