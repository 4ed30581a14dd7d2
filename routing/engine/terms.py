"""Terms under which an offer stands, and when a lead in review is escalated."""

from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from routing.engine.model.kinds import Choice, Duration, Text, Whole
from routing.engine.model.setting import Group, _, setting

Clock = Literal["wall", "business"]
DURATION_HELP: Final = _("Such as 90s, 15m, 4h or 2d.")
INHERITED: Final = _("As the policy says")
CLOCKS: Final = {
    "wall": _("Every hour counts"),
    "business": _("Only the partner’s open hours count"),
}


@dataclass(frozen=True, slots=True)
class SlaTerms:
    """How long an offer stands. Times are seconds, counted on `clock`."""

    accept_within: int = setting(
        Duration(), 24 * 3600, label=_("Accept within"), term=_("time to accept"), help=DURATION_HELP
    )
    warn_after: int = setting(
        Duration(), 24 * 3600, label=_("Warn after silence of"), term=_("warning after"), help=DURATION_HELP
    )
    revoke_after: int = setting(
        Duration(),
        48 * 3600,
        label=_("Take back after silence of"),
        term=_("taken back after"),
        help=DURATION_HELP,
    )
    max_offers: int = setting(
        Whole(1, 100), 5, label=_("Most offers"), term=_("most offers"), help=_("Then a person decides.")
    )
    clock: Clock = setting(Choice(lambda: CLOCKS), "wall", label=_("Clock"), term=_("clock"))

    def changed(self, given: dict[str, Any]) -> "SlaTerms":
        """These terms, but for what is given."""
        return replace(self, **given)


@dataclass(frozen=True, slots=True)
class Escalation:
    """Whom to tell of a lead still in review after so many seconds."""

    after: int = setting(Duration(), label=_("Escalate after"), term=_("after"), help=DURATION_HELP)
    to: str = setting(Text(), label=_("Escalate to"), term=_("to"), help=_("An e-mail address."))


def cooldown(group: Group) -> Any:
    """For how long a partner that lost a lead, or let it lapse, is not offered it again; in seconds."""
    return setting(
        Duration(),
        None,
        label=_("Cooldown after a lead was lost or an offer was missed"),
        term=_("cooldown"),
        help=DURATION_HELP,
        group=group,
    )


def pause_after_missed(group: Group) -> Any:
    """After how many missed windows in a row a partner is paused."""
    return setting(
        Whole(1, 100),
        None,
        label=_("Pause after missed windows"),
        term=_("missed windows before a pause"),
        help=_("That many in a row."),
        group=group,
    )
