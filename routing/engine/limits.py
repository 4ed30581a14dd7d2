"""What a pool caps for every partner: offers a day, week and month, and less while on probation."""

from dataclasses import dataclass
from typing import Final, NamedTuple

from routing.engine.model.kinds import Whole
from routing.engine.model.setting import _, setting


@dataclass(frozen=True, slots=True)
class Caps:
    """Most offers for each partner of a pool, over and above the partner's own."""

    day: int | None = setting(Whole(1), None, label=_("Most offers a day"), term=_("a day"))
    week: int | None = setting(Whole(1), None, label=_("Most offers a week"), term=_("a week"))
    month: int | None = setting(Whole(1), None, label=_("Most offers a month"), term=_("a month"))


@dataclass(frozen=True, slots=True)
class Probation:
    """Limits for partners whose status is `probation` or who joined within `days`."""

    days: int = setting(Whole(0, 3660), 0, label=_("Days since joining"), term=_("days"))
    open: int | None = setting(Whole(0), None, label=_("Most open leads"), term=_("open leads"))
    week: int | None = setting(Whole(0), None, label=_("Most offers a week"), term=_("a week"))


class Limits(NamedTuple):
    """What a pool caps, all together."""

    day: int | None = None
    week: int | None = None
    month: int | None = None
    probation: Probation | None = None


NO_LIMITS: Final = Limits()


def limits_of(caps: Caps, most_a_day: int | None, probation: Probation | None) -> Limits:
    """A pool's caps with what its method caps (`most_a_day`)."""
    days = [cap for cap in (caps.day, most_a_day) if cap is not None]
    return Limits(min(days, default=None), caps.week, caps.month, probation)
