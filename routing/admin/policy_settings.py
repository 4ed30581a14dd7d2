"""Which settings rules, pools and terms have, and how they are asked for."""

from collections.abc import Iterable
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from partners.models import Certification, Partner, Tier, Vertical
from routing.admin.setting_fields import Group, Setting
from routing.selectors.choice_words import (
    CAPABILITY_WORDS,
    CLOCK_WORDS,
    DELIVERY_WORDS,
    FACTOR_WORDS,
    METHOD_WORDS,
    OUTCOME_WORDS,
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
INHERITED: Final = _("As the policy says")
DURATION_HELP: Final = _("Such as 90s, 15m, 4h or 2d.")


def named(model: Any) -> Any:
    """The entries of one of the vendor's lists, by slug."""
    return lambda: list(model.objects.values_list("slug", "name"))


def partner_choices() -> list[tuple[str, str]]:
    """Partners by the name that policies use: the external ID, else the id."""
    rows = Partner.objects.values_list("external_id", "id", "name").order_by("name")
    return [(external_id or str(id_), name) for external_id, id_, name in rows]


def words_of(words: Any, only: Iterable[str] | None = None) -> Any:
    """Choices from a table of words."""
    return lambda: [(name, words[name]) for name in (only or words)]


def terms(*, under: tuple[str, ...] = ("sla",), blank: Any = INHERITED) -> tuple[Setting, ...]:
    """The SLA terms."""
    return (
        Setting("accept_within", (*under, "accept_within"), "duration", _("Accept within"), DURATION_HELP),
        Setting("warn_after", (*under, "warn_after"), "duration", _("Warn after silence of"), DURATION_HELP),
        Setting(
            "revoke_after",
            (*under, "revoke_after"),
            "duration",
            _("Take back after silence of"),
            DURATION_HELP,
        ),
        Setting("max_offers", (*under, "max_offers"), "whole", _("Most offers"), _("Then a person decides.")),
        Setting("clock", (*under, "clock"), "choice", _("Clock"), "", words_of(CLOCK_WORDS), blank),
    )


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
                Setting(
                    "escalate_after", ("escalate", "after"), "duration", _("Escalate after"), DURATION_HELP
                ),
                Setting("escalate_to", ("escalate", "to"), "text", _("Escalate to"), _("An e-mail address.")),
            ),
        ),
        Group(
            _("Terms of this rule"),
            terms(),
            _("What is left empty comes from the pool, then from the policy."),
        ),
    )


def pool_groups(pools: Iterable[str]) -> tuple[Group, ...]:
    """A pool's settings."""
    others = list(pools)
    tiers = list(Tier.objects.values_list("slug", "name"))
    return (
        Group(
            _("How one is chosen"),
            (Setting("method", ("method",), "choice", _("Method"), "", words_of(METHOD_WORDS), None),),
            is_open=True,
        ),
        Group(
            _("Shares of the tiers"),
            _shares(tiers),
            _(
                "In parts of 100. An empty or full tier’s share goes to the "
                "next tier in the order and is not owed later."
            ),
            ("tiered",),
            is_open=True,
        ),
        Group(_("Distance"), _nearest(), "", ("nearest",), is_open=True),
        Group(
            _("Performance"),
            _performance(),
            _(
                "Win rates are smoothed, so that one lucky win does not "
                "turn the pool, and newcomers keep a floor."
            ),
            ("performance",),
            is_open=True,
        ),
        Group(
            _("Points"),
            _points(),
            _("The partner with the most points gets the lead."),
            ("best_match", "broadcast"),
            is_open=True,
        ),
        Group(_("Invitations"), _invitations("claim"), "", ("claim",), is_open=True),
        Group(_("Invitations"), _invitations("broadcast"), "", ("broadcast",), is_open=True),
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


def policy_groups() -> tuple[Group, ...]:
    """What holds for the whole policy."""
    return (
        Group(_("Terms"), terms(blank="–"), is_open=True),
        Group(
            _("Left in review too long"),
            (
                Setting(
                    "escalate_after", ("escalate", "after"), "duration", _("Escalate after"), DURATION_HELP
                ),
                Setting("escalate_to", ("escalate", "to"), "text", _("Escalate to"), _("An e-mail address.")),
            ),
            is_open=True,
        ),
        Group(
            _("For every pool that says nothing else"),
            (
                Setting(
                    "cooldown",
                    ("cooldown",),
                    "duration",
                    _("Cooldown after a lead was lost or let lapse"),
                    DURATION_HELP,
                ),
                Setting(
                    "pause_after_missed",
                    ("pause_after_missed",),
                    "whole",
                    _("Pause after missed windows"),
                    _("That many in a row."),
                ),
            ),
            is_open=True,
        ),
    )


def _shares(tiers: list[tuple[str, str]]) -> tuple[Setting, ...]:
    each = tuple(Setting(f"share_{slug}", ("shares", slug), "number", name) for slug, name in tiers)
    return (
        *each,
        Setting(
            "tier_order",
            ("tier_order",),
            "ordered",
            _("Order in which an empty tier’s share passes on"),
            "",
            lambda: tiers,
        ),
    )


def _nearest() -> tuple[Setting, ...]:
    return (
        Setting(
            "bands_km",
            ("nearest", "bands_km"),
            "numbers",
            _("Bands (km)"),
            _("Within a band nobody is nearer than another, such as 50, 150, 500."),
        ),
        Setting("radius_km", ("nearest", "radius_km"), "number", _("Farthest (km)")),
    )


def _performance() -> tuple[Setting, ...]:
    at = "performance"
    return (
        Setting("window_days", (at, "window_days"), "whole", _("Weights stay for (days)")),
        Setting(
            "floor_share",
            (at, "floor_share"),
            "number",
            _("Floor share"),
            _("Part of an even share that everybody keeps, such as 0.2."),
        ),
        Setting(
            "below_win_rate",
            (at, "below_win_rate"),
            "number",
            _("Low win rate"),
            _("Below this, such as 0.1, …"),
        ),
        Setting("step", (at, "step"), "number", _("… the weight falls by"), _("Such as 0.5.")),
        Setting(
            "prior_strength",
            (at, "prior_strength"),
            "number",
            _("Weight of the expectation"),
            _("In closed leads."),
        ),
        Setting(
            "prior_rate", (at, "prior_rate"), "number", _("Expected win rate"), _("Empty: the pool’s own.")
        ),
    )


def _points() -> tuple[Setting, ...]:
    return tuple(
        Setting(f"points_{name}", ("best_match", "points", name), "whole", label)
        for name, label in CAPABILITY_WORDS.items()
    )


def _invitations(method: str) -> tuple[Setting, ...]:
    return (
        Setting(f"{method}_invite", (method, "invite"), "whole", _("Invited at once")),
        Setting(f"{method}_per_day", (method, "per_day"), "whole", _("Most a day for a partner")),
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
        Setting(
            "cooldown",
            ("cooldown",),
            "duration",
            _("Cooldown after a lead was lost or let lapse"),
            DURATION_HELP,
        ),
        Setting(
            "pause_after_missed",
            ("pause_after_missed",),
            "whole",
            _("Pause after missed windows"),
            _("That many in a row."),
        ),
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
