"""Settings of a rule, apart from its conditions."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from routing.policies.admin.setting_choices import words_of
from routing.policies.admin.setting_fields import Group, Setting
from routing.policies.admin.term_settings import escalation, terms
from routing.policies.selectors.choice_words import OUTCOME_WORDS


def rule_groups(pools: Iterable[str]) -> tuple[Group, ...]:
    """A rule's settings, apart from its conditions."""
    keys = list(pools)
    return (
        Group(
            _("What happens"),
            (
                Setting(
                    "then",
                    ("then",),
                    "choice",
                    _("What happens to such a lead"),
                    "",
                    words_of(OUTCOME_WORDS),
                    None,
                ),
                Setting(
                    "pool",
                    ("pool",),
                    "choice",
                    _("Pool"),
                    _("Who may have it. For a person’s decision: whom to suggest."),
                    lambda: [(key, key) for key in keys],
                ),
            ),
            is_open=True,
        ),
        Group(
            _("For a person’s decision"),
            (
                Setting(
                    "reason",
                    ("reason",),
                    "text",
                    _("Reason"),
                    _("A word or two, such as high_value: shown in the review queue."),
                ),
                *escalation(),
            ),
        ),
        Group(
            _("Terms of this rule"),
            terms(),
            _("What is left empty comes from the pool, then from the policy."),
        ),
    )
