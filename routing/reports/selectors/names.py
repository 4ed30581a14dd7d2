"""The words for the keys of a split."""

from collections.abc import Callable, Mapping
from typing import Final

from django.utils.translation import gettext as _

from leads.models import DeclineReason
from partners.models import Partner, Tier
from prm.platform.country_names import name_of_area
from routing.decisions.selectors.decision_words import method_words
from routing.policies.selectors.policy_names import pool_title

Words = Callable[[str], str]


def words_of(split: str) -> Words:
    """A function from a key to its name; lists are read once, now."""
    if split == "partner":
        return _named(Partner.objects.values_list("id", "name"))
    if split == "tier":
        return _named(Tier.objects.values_list("id", "name"))
    if split == "reason":
        return _named(DeclineReason.objects.values_list("slug", "name"))
    return WORDS.get(split, str)


def nobody(split: str) -> str:
    """What stands for rows without a key."""
    return _("No partner yet") if split in ("partner", "tier", "pool", "rule", "method") else _("Not stated")


def _named(rows: object) -> Words:
    names: Mapping[str, str] = {str(key): name for key, name in rows}  # type: ignore[attr-defined]
    return lambda key: names.get(key, key)


def _how(key: str) -> str:
    return _("Assigned by a person") if key == "manual" else _("Assigned by the rules")


WORDS: Final[Mapping[str, Words]] = {
    "pool": pool_title,
    "method": method_words,
    "region": name_of_area,
    "how": _how,
}
