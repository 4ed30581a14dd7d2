"""What `now` means for each partner: its own date, and whether it is open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from routing.engine.facts import PartnerFacts
from routing.engine.roster import Flags, Roster

Days = NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """Facts about the partners that stay true from `since` up to, not including, `until`."""

    since: datetime
    until: datetime
    today: Days
    paused: Flags
    away: Flags

    def covers(self, now: datetime) -> bool:
        """Whether these facts hold at that instant."""
        return self.since <= now < self.until


def moment_of(roster: Roster, now: datetime) -> Moment:
    """Dates, pauses and absences at an aware instant, and how long they stay as they are."""
    if now.tzinfo is None:
        raise ValueError("now must carry a time zone")
    days, midnights = _days(roster.partners, now)
    pauses = [partner.paused_until for partner in roster.partners]
    ends = [end for end in pauses if end is not None and end > now]
    return Moment(
        since=now,
        until=min([*midnights, *ends], default=now + timedelta(days=1)),
        today=np.array(days, dtype=np.int32),
        paused=np.array([end is not None and end > now for end in pauses], dtype=np.bool_),
        away=np.array([_away(p, day) for p, day in zip(roster.partners, days, strict=True)], dtype=np.bool_),
    )


def open_now(roster: Roster, now: datetime) -> Flags:
    """Who is within working hours; partners with the same hours and zone are asked once."""
    known: dict[tuple[object, ...], bool] = {}
    answers = []
    for partner in roster.partners:
        key = (partner.time_zone, partner.working_hours, partner.holidays)
        if key not in known:
            known[key] = is_open(partner, now)
        answers.append(known[key])
    return np.array(answers, dtype=np.bool_)


def is_open(partner: PartnerFacts, now: datetime) -> bool:
    """Whether an instant lies in a partner's working hours; no hours given means always."""
    if not partner.working_hours:
        return True
    local = now.astimezone(ZoneInfo(partner.time_zone))
    minute = local.hour * 60 + local.minute
    return local.date() not in partner.holidays and any(
        weekday == local.weekday() and start <= minute < end for weekday, start, end in partner.working_hours
    )


def _days(partners: Sequence[PartnerFacts], now: datetime) -> tuple[list[int], list[datetime]]:
    """Each partner's date as an ordinal, and the next midnight of every zone."""
    known = {name: now.astimezone(ZoneInfo(name)) for name in {partner.time_zone for partner in partners}}
    ordinals = {name: local.toordinal() for name, local in known.items()}
    midnights = [
        datetime.combine(local.date() + timedelta(days=1), time.min, local.tzinfo).astimezone(UTC)
        for local in known.values()
    ]
    return [ordinals[partner.time_zone] for partner in partners], [m for m in midnights if m > now]


def _away(partner: PartnerFacts, day: int) -> bool:
    return any(first.toordinal() <= day <= last.toordinal() for first, last in partner.absences)
