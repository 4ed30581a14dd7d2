"""A guard of a pool: at most, or at least, so much of its leads for a partner, a tier or newcomers.

It looks back over a window of the pool's leads. `docs/fairness.md` says what it promises; `hold_guard`
applies it.
"""

from dataclasses import dataclass
from typing import Final

from routing.engine.model.kinds import Choice, Number, NumberFor, NumberForEach, Whole
from routing.engine.model.setting import Group, _, setting

MOST_LEADS: Final = 5000
"""The longest window, also of one that is given in days."""
PARTS: Final = 100_000
"""A whole in thousandths of a percent: what percentages are counted in."""

Shares = tuple[tuple[str, float], ...]
PERCENT: Final = Number(1, 100)
GUARD: Final = Group(
    _("Monopoly guard"),
    _(
        "Percentages of this pool’s leads over the window. A partner at its cap is passed over; a minimum "
        "that is due goes before everything but claims on the account. Say how long the window is, in leads "
        "or in days."
    ),
)
OTHERWISE: Final = {
    "least_over": _("The partner least above its cap gets the lead"),
    "elsewhere": _("The fallback pool, or a person if there is none"),
}


@dataclass(frozen=True, slots=True)
class Guard:
    """Percentages of a pool's leads over a window: `leads` of them, or those of `days`."""

    leads: int | None = setting(
        Whole(2, MOST_LEADS), None, label=_("Window: the last … leads"), term=_("window (leads)")
    )
    days: int | None = setting(
        Whole(1, 366), None, label=_("Window: the last … days"), term=_("window (days)")
    )
    most: float | None = setting(
        PERCENT, None, label=_("Every partner at most (%)"), term=_("every partner at most (%)")
    )
    least: float | None = setting(
        PERCENT, None, label=_("Every partner at least (%)"), term=_("every partner at least (%)")
    )
    newcomer_days: int = setting(
        Whole(1, 3660),
        90,
        label=_("A newcomer joined within (days)"),
        term=_("newcomers joined within (days)"),
        help=_("90 unless stated."),
    )
    newcomers_most: float | None = setting(
        PERCENT, None, label=_("Newcomers together at most (%)"), term=_("newcomers at most (%)")
    )
    newcomers_least: float | None = setting(
        PERCENT, None, label=_("Newcomers together at least (%)"), term=_("newcomers at least (%)")
    )
    tiers_most: Shares = setting(
        NumberForEach("tiers", PERCENT, _("at most (%)")),
        (),
        label=_("Tiers at most (%)"),
        term=_("tiers at most (%)"),
    )
    tiers_least: Shares = setting(
        NumberForEach("tiers", PERCENT, _("at least (%)")),
        (),
        label=_("Tiers at least (%)"),
        term=_("tiers at least (%)"),
    )
    partners_most: Shares = setting(
        NumberFor("partners", PERCENT),
        (),
        label=_("These partners at most (%)"),
        term=_("named partners at most (%)"),
        help=_("One a line, such as “Larkspur Networks: 30”. Holds instead of the cap for every partner."),
    )
    partners_least: Shares = setting(
        NumberFor("partners", PERCENT),
        (),
        label=_("These partners at least (%)"),
        term=_("named partners at least (%)"),
        help=_("One a line, such as “Larkspur Networks: 5”. Holds instead of the minimum for every partner."),
    )
    otherwise: str = setting(
        Choice(lambda: OTHERWISE),
        "least_over",
        label=_("When every partner that qualifies is at its cap"),
        term=_("when everybody is at the cap"),
    )


CAPS: Final = ("most", "newcomers_most", "tiers_most", "partners_most")
FLOORS: Final = ("least", "newcomers_least", "tiers_least", "partners_least")


def parts_of(percent: float | None) -> int:
    """A percentage in whole thousandths; 0 for none."""
    return 0 if percent is None else round(percent * PARTS / 100)


def most_of(parts: int, leads: int) -> int:
    """How many of so many leads a cap allows: rounded down, and one always."""
    return max(1, parts * leads // PARTS)
