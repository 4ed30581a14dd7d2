"""Settings of the whole policy, and those that rules and pools may give for themselves."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from routing.policies.admin.setting_choices import words_of
from routing.policies.admin.setting_fields import Group, Setting
from routing.policies.selectors.choice_words import CLOCK_WORDS

INHERITED: Final = _("As the policy says")
DURATION_HELP: Final = _("Such as 90s, 15m, 4h or 2d.")


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


def escalation() -> tuple[Setting, ...]:
    """When a lead has waited for a person too long, and who hears of it."""
    return (
        Setting("escalate_after", ("escalate", "after"), "duration", _("Escalate after"), DURATION_HELP),
        Setting("escalate_to", ("escalate", "to"), "text", _("Escalate to"), _("An e-mail address.")),
    )


def lapses() -> tuple[Setting, ...]:
    """What follows for a partner that let leads lapse."""
    return (
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


def policy_groups() -> tuple[Group, ...]:
    """What holds for the whole policy."""
    return (
        Group(_("Terms"), terms(blank="–"), is_open=True),
        Group(
            _("Left in review too long"),
            escalation(),
            is_open=True,
        ),
        Group(
            _("For every pool that says nothing else"),
            lapses(),
            is_open=True,
        ),
    )
