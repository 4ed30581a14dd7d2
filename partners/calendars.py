"""Time zones, public holidays by country and region, and the hours of somebody who has set none."""

import zoneinfo
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache, lru_cache
from unicodedata import normalize

import holidays
from babel import Locale

from prm.platform.cleaning.subdivisions import with_outer_regions
from prm.platform.country_names import regions_by_name

Week = tuple[tuple[tuple[int, int], ...], ...]

_NINE, _SEVENTEEN = 9 * 60, 17 * 60
_CLOSED_KINDS = ("de_facto",)
_ALSO = {"JP": ("bank",)}
# What the calendars do not know: days on which offices are closed, or close at noon, by custom or agreement.
_CHRISTMAS_EVE, _NEW_YEARS_EVE = (12, 24), (12, 31)
_CLOSED_BY_CUSTOM = {"DK": (_CHRISTMAS_EVE, _NEW_YEARS_EVE)}
_HALF_BY_CUSTOM = dict.fromkeys(("AT", "DE", "LU", "NO"), (_CHRISTMAS_EVE, _NEW_YEARS_EVE))
_HALF_FOR_SOME = frozenset(("CN",))
"""Half days for women, children or soldiers only."""


class UnknownHolidayCalendar(ValueError):
    """There is no holiday calendar for that country."""


def default_week() -> Week:
    """Monday to Friday, 9 to 17: blocks of (start, end) minutes for each weekday, Monday first."""
    working_day = ((_NINE, _SEVENTEEN),)
    return (working_day,) * 5 + ((), ())


@cache
def time_zones() -> list[str]:
    """Every zone that stands for a place, by name, and UTC; read from the disk once a process."""
    return sorted(zone for zone in zoneinfo.available_timezones() if "/" in zone or zone == "UTC")


def public_holidays(country: str, region: str | None, years: Iterable[int]) -> frozenset[date]:
    """The days in those years on which a country (ISO 3166-1) does no business, days in lieu included.

    Those are its public holidays, and the days that are none by law but by custom, such as Christmas Eve in
    Sweden.

    With a region (ISO 3166-2, US-TX, or its last part), those of the region as well; a region without a
    calendar of its own keeps the country's. No country, no holidays. A deadline near the end of a year needs
    the following year too. Raises UnknownHolidayCalendar.
    """
    return _days(_holidays_of, country, region, years)


def half_holidays(country: str, region: str | None, years: Iterable[int]) -> frozenset[date]:
    """The days on which business ends at noon, by law or custom; otherwise as `public_holidays`."""
    return _days(_half_days_of, country, region, years)


@cache
def holiday_countries(language: str = "en") -> list[tuple[str, str]]:
    """Every country with a calendar as (ISO code, name in that language), by name: choices for a form."""
    names = Locale.parse(language, sep="-").territories
    return sorted(((code, names.get(code, code)) for code in _subdivisions()), key=_in_alphabet)


@cache
def holiday_regions(country: str, language: str = "en") -> list[tuple[str, str]]:
    """The country's regions with holidays of their own as (ISO 3166-2 code, name), by name."""
    codes = {f"{country}-{part}" for part in _subdivisions().get(country, ())}
    return [pair for pair in regions_by_name(country, language) if pair[0] in codes]


def _in_alphabet(choice: tuple[str, str]) -> str:
    return normalize("NFKD", choice[1])


@cache
def _subdivisions() -> dict[str, list[str]]:
    return holidays.list_supported_countries(include_aliases=False)


def _days(
    find: Callable[[str, str | None, int], frozenset[date]],
    country: str,
    region: str | None,
    years: Iterable[int],
) -> frozenset[date]:
    if not country:
        return frozenset()
    if country not in _subdivisions():
        raise UnknownHolidayCalendar(f"There is no holiday calendar for {country!r}.")
    part = _part(country, region or "")
    return frozenset[date]().union(*(find(country, part, year) for year in years))


@lru_cache(maxsize=4096)
def _part(country: str, region: str) -> str | None:
    """The region, or the nearest one around it, that has a calendar; its last part."""
    code = region if region.startswith(f"{country}-") or not region else f"{country}-{region}"
    parts = (each.removeprefix(f"{country}-") for each in with_outer_regions(code))
    return next((part for part in parts if part in _subdivisions()[country]), None)


@lru_cache(maxsize=4096)
def _holidays_of(country: str, part: str | None, year: int) -> frozenset[date]:
    kinds = ("public", *(kind for kind in _CLOSED_KINDS if kind in _kinds(country)), *_ALSO.get(country, ()))
    found = holidays.country_holidays(country, subdiv=part, years=year, categories=kinds)
    customary = (date(year, month, day) for month, day in _CLOSED_BY_CUSTOM.get(country, ()))
    return frozenset((*found, *customary))


@lru_cache(maxsize=4096)
def _half_days_of(country: str, part: str | None, year: int) -> frozenset[date]:
    customary = frozenset(date(year, month, day) for month, day in _HALF_BY_CUSTOM.get(country, ()))
    if "half_day" not in _kinds(country) or country in _HALF_FOR_SOME:
        return customary
    found = holidays.country_holidays(country, subdiv=part, years=year, categories=("half_day",))
    return customary | frozenset(found)


@cache
def _kinds(country: str) -> tuple[str, ...]:
    """The kinds of holidays that the calendar of a country tells apart."""
    return tuple(holidays.country_holidays(country).supported_categories)
