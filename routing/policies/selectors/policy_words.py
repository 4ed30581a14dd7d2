"""Policies in words: fields, operators, settings and whole conditions, in the reader's language."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from leads.fields.about import Engine
from leads.fields.catalogue import LABELS, known_to_engine
from prm.platform.country_names import name_of_area
from routing.policies.selectors.choice_words import MARK_WORDS

FIELD_WORDS: Final[Mapping[str, Promise | str]] = {
    name: LABELS[name] for name in known_to_engine(Engine.CONDITION, Engine.ASKED) if name != "custom"
} | {
    "account": _("account"),
    "estimated_value": _("value"),
    "flags": _("marks"),
    "offers_made": _("offers made"),
    "product_categories": _("product categories"),
    "protected_partner_id": _("partner with a registered deal"),
    "required_certifications": _("required certifications"),
    "stage": _("stage"),
    "sticky_partner_id": _("partner that works with the account"),
}
OPERATOR_WORDS: Final[Mapping[str, Promise]] = {
    "eq": _("is"),
    "ne": _("is not"),
    "in": _("is one of"),
    "not_in": _("is none of"),
    "gt": _("above"),
    "gte": _("at least"),
    "lt": _("below"),
    "lte": _("at most"),
    "between": _("between"),
    "includes": _("includes"),
    "starts_with": _("starts with"),
    "exists": _("is given"),
}
SETTING_WORDS: Final[Mapping[str, Promise]] = {
    "accept_within": _("time to accept"),
    "after": _("after"),
    "bands_km": _("distance bands (km)"),
    "below_win_rate": _("win rate below which the weight falls"),
    "best_match": _("best match"),
    "broadcast": _("broadcast"),
    "cap": _("cap"),
    "caps": _("limits"),
    "certifications": _("certifications"),
    "claim": _("first to accept"),
    "clock": _("clock"),
    "cooldown": _("cooldown"),
    "countries": _("countries"),
    "day": _("a day"),
    "days": _("days"),
    "decline_counts": _("a decline counts as a turn"),
    "deliver": _("delivery"),
    "escalate": _("escalation"),
    "exclude": _("excluded partners"),
    "external_ids": _("partners (external IDs)"),
    "extra_certifications": _("further certifications"),
    "factors": _("weight for investment"),
    "fallback": _("fallback pool"),
    "floor_share": _("floor share"),
    "ids": _("partners"),
    "invite": _("invited at once"),
    "max_offers": _("most offers"),
    "max_per_account": _("most leads from one account"),
    "mdf": _("marketing funds"),
    "method": _("method"),
    "month": _("a month"),
    "nearest": _("nearest"),
    "open": _("open leads"),
    "partners": _("partners"),
    "pause_after_missed": _("missed windows before a pause"),
    "per": _("for each"),
    "per_day": _("a day and partner"),
    "performance": _("performance"),
    "points": _("points"),
    "pool": _("pool"),
    "prefer": _("preferences"),
    "prior_rate": _("expected win rate"),
    "prior_strength": _("strength of the expectation"),
    "probation": _("probation"),
    "radius_km": _("radius (km)"),
    "reason": _("reason"),
    "require": _("requirements"),
    "revoke_after": _("taken back after"),
    "shares": _("shares"),
    "sla": _("terms"),
    "specialisations": _("specialisations"),
    "step": _("step"),
    "then": _("what happens"),
    "tier_order": _("order of tiers"),
    "tiers": _("tiers"),
    "to": _("to"),
    "training": _("training"),
    "warn_after": _("warning after"),
    "week": _("a week"),
    "window_days": _("window (days)"),
}


def field_words(field: str) -> str:
    """A lead's field; custom fields by their own name."""
    return str(FIELD_WORDS.get(field, field.removeprefix("custom.")))


def setting_words(name: str) -> str:
    """A setting; a name of the vendor's own (a tier, a pool) as it is."""
    return str(SETTING_WORDS.get(name, name))


def value_words(value: Any) -> str:
    """A value: numbers with grouping, lists with commas, nothing as a dash."""
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, int | float):
        return formats.number_format(value, use_l10n=True, force_grouping=True)
    if isinstance(value, list | tuple):
        return ", ".join(value_words(item) for item in value) or "–"
    if isinstance(value, Mapping):
        return (
            "; ".join(f"{setting_words(name)}: {value_words(inner)}" for name, inner in value.items()) or "–"
        )
    return "–" if value is None else str(value)


def leaf_words(leaf: Mapping[str, Any]) -> str:
    """One comparison: "value at least 50,000"."""
    field, op, value = str(leaf.get("field", "?")), str(leaf.get("op", "?")), leaf.get("value")
    if op == "exists":
        words = gettext("%(field)s is given") if value else gettext("%(field)s is not given")
        return words % {"field": field_words(field)}
    if op == "between" and isinstance(value, list) and len(value) == 2:
        words = gettext("%(field)s between %(least)s and %(most)s")
        return words % {
            "field": field_words(field),
            "least": value_words(value[0]),
            "most": value_words(value[1]),
        }
    told = NAMES[field](value) if field in NAMES else value_words(value)
    return f"{field_words(field)} {OPERATOR_WORDS.get(op, op)} {told}"


def mark_words(value: Any) -> str:
    """Marks by their names."""
    marks = value if isinstance(value, list) else [value]
    return ", ".join(str(MARK_WORDS.get(str(mark).casefold(), mark)) for mark in marks)


def area_words(value: Any) -> str:
    """Countries and regions by their names."""
    codes = value if isinstance(value, list) else [value]
    return ", ".join(name_of_area(str(code).upper()) for code in codes)


NAMES: Final[Mapping[str, Callable[[Any], str]]] = {
    "country": area_words,
    "flags": mark_words,
    "region": area_words,
}


def condition_words(tree: Mapping[str, Any] | None) -> str:
    """A whole condition: "(a and b) or not c"."""
    if not tree:
        return gettext("every lead")
    if "not" in tree:
        return gettext("not (%(condition)s)") % {"condition": condition_words(tree["not"])}
    for word, joint in (("all", gettext(" and ")), ("any", gettext(" or "))):
        if word in tree:
            return joint.join(_part_words(part) for part in tree[word])
    return leaf_words(tree)


def _part_words(part: Mapping[str, Any]) -> str:
    words = condition_words(part)
    return f"({words})" if "all" in part or "any" in part else words
