"""Decisions in words, in the reader's language."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from routing.engine import BY_CODE, REVIEW_REASONS
from routing.engine.methods import METHODS
from routing.engine.prefer import PREFERENCES
from routing.models import Ground
from routing.policies.selectors.mark_words import MARK_SENTENCES
from routing.policies.selectors.policy_names import PolicyNames

PART_WORDS: Final[Mapping[str, Promise]] = {
    "chosen": _("Chosen"),
    "invited": _("Invited"),
    "eligible": _("Qualified"),
    "outranked": _("Others came first"),
    "excluded": _("Not possible"),
    "not_considered": _("Not considered"),
}
STEP_WORDS: Final[Mapping[str, Promise]] = {
    "protected_deal": _("A registered deal protects the account"),
    "own_campaign": _("The partner’s own campaign brought the lead"),
    "share_cap": _("Partners at their cap held back"),
    "least_over_cap": _("Everybody was at a cap: the partner least above it"),
    "share_floor": _("A minimum part that was due"),
    "sticky_owner": _("The partner that works with the account comes first"),
}
OUTCOME_WORDS: Final[Mapping[str, Promise]] = {
    "route": _("Offered to a partner"),
    "review": _("Held for a person to decide"),
    "nurture": _("Set aside to nurture"),
}
CHOSEN_BECAUSE: Final[Mapping[str, Promise]] = {
    Ground.RULES: _("A channel manager offered it to you: by the rules you came first."),
    Ground.CUSTOMER: _("A channel manager chose you: the customer asked for you or knows you."),
    Ground.SKILLS: _("A channel manager chose you: you have the knowledge that this lead needs."),
    Ground.NEAR: _("A channel manager chose you: you are close to the customer."),
    Ground.READY: _("A channel manager chose you: you can start at once."),
    Ground.FEW_LATELY: _("A channel manager chose you: you had few leads lately."),
    Ground.OTHER: _("A channel manager chose you for it."),
}
PASSED_BECAUSE: Final[Mapping[str, Promise]] = {
    Ground.RULES: _("A channel manager offered it to the partner that came first by the rules."),
    Ground.CUSTOMER: _("A channel manager chose another partner: the customer asked for it or knows it."),
    Ground.SKILLS: _("A channel manager chose another partner: it has the knowledge that this lead needs."),
    Ground.NEAR: _("A channel manager chose another partner: it is close to the customer."),
    Ground.READY: _("A channel manager chose another partner: it can start at once."),
    Ground.FEW_LATELY: _("A channel manager chose another partner: it had few leads lately."),
    Ground.OTHER: _("A channel manager chose another partner."),
}
MORE_REVIEW_REASONS: Final[Mapping[str, Promise]] = {
    "not_sql": _("It is not sales qualified, and only such leads are routed."),
    "no_policy": _("No routing policy is published."),
}


def part_words(part: str) -> str:
    """A partner's part in a decision."""
    return str(PART_WORDS[part])


def reason_words(code: str) -> str:
    """Why a partner was not chosen, for the vendor."""
    return gettext(BY_CODE[code].vendor_words)


def own_reason_words(code: str) -> str:
    """Why a partner was not chosen, for that partner."""
    return gettext(BY_CODE[code].partner_words)


def step_words(name: str) -> str:
    """What narrowed the contenders."""
    if name in STEP_WORDS:
        return str(STEP_WORDS[name])
    if name in PREFERENCES:
        return gettext(PREFERENCES[name].words)
    step = METHODS[name].step if name in METHODS else ""
    return gettext(step) if step else name.replace("_", " ")


def method_words(name: str | None) -> str:
    """How a pool chooses, in a word or two; one that there is no more as it is."""
    return gettext(METHODS[name].title) if name in METHODS else (name or "")


def mark_words(code: str, names: PolicyNames) -> str:
    """What a mark on the lead says: a sentence, or the name of one of the vendor's own."""
    return str(MARK_SENTENCES[code]) if code in MARK_SENTENCES else names.of("flags", code)


def outcome_words(outcome: str) -> str:
    """What was decided."""
    return str(OUTCOME_WORDS.get(outcome, outcome))


def review_words(code: str | None) -> str:
    """Why a lead waits for a person; a policy's own reasons as they are written."""
    if not code:
        return ""
    if code in REVIEW_REASONS:
        return gettext(REVIEW_REASONS[code])
    return str(MORE_REVIEW_REASONS.get(code, code.replace("_", " ")))


def chosen_because(ground: str) -> str:
    """Why a person chose a partner, for that partner."""
    return str(CHOSEN_BECAUSE[Ground(ground)])


def passed_because(ground: str) -> str:
    """Why a person chose somebody else, for a partner that was passed over."""
    return str(PASSED_BECAUSE[Ground(ground)])
