"""What `now` means for each partner: its own date, and whether it is open."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from routing.engine.business_calendar import NOON
from routing.engine.facts import PartnerFacts
from routing.engine.partner_table import Flags, PartnerTable

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


def moment_of(partner_table: PartnerTable, now: datetime) -> Moment:
    """Dates, pauses and absences at an aware instant, and how long they stay as they are."""
    if now.tzinfo is None:
        raise ValueError("now must carry a time zone")
    here = [now.astimezone(ZoneInfo(name)) for name in partner_table.zones]
    days = np.array([local.toordinal() for local in here], dtype=np.int32)
    today = days[partner_table.zone_of_each] if len(partner_table) else np.zeros(0, dtype=np.int32)
    pauses = [(position, end) for position, end in partner_table.pauses if end > now]
    changes = [_next_midnight(local) for local in here] + [end for _, end in pauses]
    return Moment(
        since=now,
        until=min((at for at in changes if at > now), default=now + timedelta(days=1)),
        today=today,
        paused=_marked(partner_table, [position for position, _ in pauses]),
        away=_marked(
            partner_table, [p for p, first, last in partner_table.absences if first <= today[p] <= last]
        ),
    )


def open_now(partner_table: PartnerTable, now: datetime) -> Flags:
    """Who is within working hours; partners with the same hours and zone are asked once."""
    known: dict[tuple[object, ...], bool] = {}
    answers = []
    for partner in partner_table.partners:
        key = (partner.time_zone, partner.working_hours, partner.holidays, partner.half_days)
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
    if minute >= NOON and local.date() in partner.half_days:
        return False
    return local.date() not in partner.holidays and any(
        weekday == local.weekday() and start <= minute < end for weekday, start, end in partner.working_hours
    )


def _next_midnight(local: datetime) -> datetime:
    tomorrow = local.date() + timedelta(days=1)
    return datetime.combine(tomorrow, time.min, local.tzinfo).astimezone(UTC)


def _marked(partner_table: PartnerTable, positions: list[int]) -> Flags:
    marks = np.zeros(len(partner_table), dtype=np.bool_)
    marks[positions] = True
    return marks
