"""Settings of a pool: whom it is for, and how one of them is chosen."""

from collections.abc import Iterable
from typing import Final

from django.utils.translation import gettext_lazy as _

from partners.models import Certification, Tier, Vertical
from routing.policies.admin.method_settings import method_groups
from routing.policies.admin.setting_choices import named, partner_choices, words_of
from routing.policies.admin.setting_fields import Group, Setting
from routing.policies.admin.term_settings import lapses, terms
from routing.policies.selectors.choice_words import (
    DELIVERY_WORDS,
    FACTOR_WORDS,
    METHOD_WORDS,
    PREFERENCE_WORDS,
    REQUIREMENT_WORDS,
)

PREFERENCES: Final = (
    "territory_specificity",
    "specialisation",
    "certification",
    "conversion",
    "tier",
    "language",
)


def pool_groups(pools: Iterable[str]) -> tuple[Group, ...]:
    """A pool's settings."""
    others = list(pools)
    return (
        Group(
            _("How one is chosen"),
            (Setting("method", ("method",), "choice", _("Method"), "", words_of(METHOD_WORDS), None),),
            is_open=True,
        ),
        *method_groups(),
        Group(_("Whom the pool is for"), _filters(), _("Nothing ticked means everybody."), is_open=True),
        Group(_("Particular partners"), _particular()),
        Group(
            _("What a partner must have for the lead"),
            (
                Setting(
                    "require", ("require",), "several", _("Requirements"), "", words_of(REQUIREMENT_WORDS)
                ),
            ),
            is_open=True,
        ),
        Group(
            _("Who comes first when several qualify"),
            (
                Setting(
                    "prefer",
                    ("prefer",),
                    "ordered",
                    _("Preferences, the most important first"),
                    _("Only those who come first compete; the method then chooses among them."),
                    words_of(PREFERENCE_WORDS, PREFERENCES),
                ),
            ),
        ),
        Group(
            _("When nobody can take it"),
            (
                Setting(
                    "fallback",
                    ("fallback",),
                    "choice",
                    _("Fallback pool"),
                    "",
                    lambda: [(key, key) for key in others],
                    _("None: a person decides"),
                ),
            ),
        ),
        Group(_("Delivery and turns"), _turns()),
        Group(_("Limits for every partner of the pool"), _limits()),
        Group(
            _("New partners on probation"),
            _probation(),
            _("For partners on probation, or who joined within so many days."),
        ),
        Group(
            _("More weight for investment"),
            _factors(),
            _("0.2 with a cap of 0.2: up to a fifth more weight. Always shown in the explanation."),
        ),
        Group(_("Terms of this pool"), terms(), _("What is left empty comes from the policy.")),
    )


def _filters() -> tuple[Setting, ...]:
    return (
        Setting("tiers", ("partners", "tiers"), "several", _("Tiers"), "", named(Tier)),
        Setting(
            "certifications",
            ("partners", "certifications"),
            "several",
            _("Holding all of these certifications"),
            "",
            named(Certification),
        ),
        Setting(
            "specialisations",
            ("partners", "specialisations"),
            "several",
            _("Specialised in"),
            "",
            named(Vertical),
        ),
        Setting(
            "countries",
            ("partners", "countries"),
            "words",
            _("In countries"),
            _("Two letters each, such as US, DE."),
        ),
    )


def _particular() -> tuple[Setting, ...]:
    return (
        Setting(
            "only", ("partners", "external_ids"), "several", _("Only these partners"), "", partner_choices
        ),
        Setting(
            "exclude", ("partners", "exclude"), "several", _("But not these partners"), "", partner_choices
        ),
    )


def _turns() -> tuple[Setting, ...]:
    return (
        Setting(
            "deliver",
            ("deliver",),
            "choice",
            _("When the offer goes out"),
            "",
            words_of(DELIVERY_WORDS),
            _("At once"),
        ),
        Setting(
            "decline_counts",
            ("decline_counts",),
            "flag",
            _("A decline counts as a turn"),
            _("Yes keeps partners from waiting for a better one."),
            blank=_("Yes, as usual"),
        ),
        *lapses(),
    )


def _limits() -> tuple[Setting, ...]:
    return (
        Setting("cap_day", ("caps", "day"), "whole", _("Most offers a day")),
        Setting("cap_week", ("caps", "week"), "whole", _("Most offers a week")),
        Setting("cap_month", ("caps", "month"), "whole", _("Most offers a month")),
        Setting("max_per_account", ("max_per_account",), "whole", _("Most leads from one account")),
    )


def _probation() -> tuple[Setting, ...]:
    return (
        Setting("probation_days", ("probation", "days"), "whole", _("Days since joining")),
        Setting("probation_open", ("probation", "open"), "whole", _("Most open leads")),
        Setting("probation_week", ("probation", "week"), "whole", _("Most offers a week")),
    )


def _factors() -> tuple[Setting, ...]:
    return tuple(
        Setting(
            f"factor_{name}_{part}",
            ("factors", name, part),
            "number",
            _("%(what)s: %(part)s") % {"what": label, "part": words},
        )
        for name, label in FACTOR_WORDS.items()
        for part, words in (("per", _("raise")), ("cap", _("cap")))
    )
