"""When a partner is open: its own hours, or Monday to Friday 9 to 17, less holidays and absences."""

from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from partners.calendars import UnknownHolidayCalendar, default_week, half_holidays, public_holidays
from partners.models import Absence, Partner, WorkingHours
from routing.engine.business_time import BusinessCalendar, week_of

Shift = tuple[int, int, int]
DEFAULT_SHIFTS: tuple[Shift, ...] = tuple(
    (weekday, opens, closes) for weekday, blocks in enumerate(default_week()) for opens, closes in blocks
)
YEARS_AHEAD = 3


def business_calendars(partner_ids: Collection[UUID], now: datetime) -> dict[UUID, BusinessCalendar]:
    """The calendars of these partners, good for deadlines up to some years from `now`."""
    shifts = _shifts(partner_ids)
    absences = _absences(partner_ids, now.date())
    return {
        partner.id: BusinessCalendar(
            zone=partner.time_zone,
            week=week_of(sorted(shifts.get(partner.id, DEFAULT_SHIFTS))),
            holidays=holidays_of(partner, range(now.year, now.year + YEARS_AHEAD)),
            half_days=holidays_of(partner, range(now.year, now.year + YEARS_AHEAD), half_holidays),
            absences=tuple(sorted(absences.get(partner.id, ()))),
        )
        for partner in Partner.objects.filter(id__in=partner_ids)
    }


def holidays_of(
    partner: Partner, years: Iterable[int], find: Callable[..., frozenset[date]] = public_holidays
) -> frozenset[date]:
    """Holidays by the partner's calendar, or else by its address; none where there is no calendar."""
    country = partner.holiday_country or partner.country
    region = partner.holiday_region if partner.holiday_country else partner.region
    try:
        return find(country, region, tuple(years))
    except UnknownHolidayCalendar:
        return frozenset()


def _shifts(partner_ids: Collection[UUID]) -> dict[UUID, list[Shift]]:
    names = ("partner_id", "weekday", "opens_at_minute", "closes_at_minute")
    found: dict[UUID, list[Shift]] = {}
    for partner_id, *shift in WorkingHours.objects.filter(partner_id__in=partner_ids).values_list(*names):
        found.setdefault(partner_id, []).append((shift[0], shift[1], shift[2]))
    return found


def _absences(partner_ids: Collection[UUID], today: date) -> dict[UUID, list[tuple[date, date]]]:
    companies = Q(membership__isnull=True, partner_id__in=partner_ids, ends_on__gte=today)
    rows = Absence.objects.filter(companies).values_list("partner_id", "starts_on", "ends_on")
    found: dict[UUID, list[tuple[date, date]]] = {}
    for partner_id, starts_on, ends_on in rows:
        found.setdefault(partner_id, []).append((starts_on, ends_on))
    return found
