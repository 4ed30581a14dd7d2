"""Time zones, public holidays by country and region, and the hours of somebody who has set none."""

import zoneinfo
from collections.abc import Iterable
from datetime import date
from functools import cache, lru_cache
from unicodedata import normalize

import holidays
import pycountry
from babel import Locale

Week = tuple[tuple[tuple[int, int], ...], ...]

_NINE, _SEVENTEEN = 9 * 60, 17 * 60


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
    """The public holidays of a country (ISO 3166-1) in those years, days in lieu included.

    With a region (ISO 3166-2, US-TX, or its last part), those of the region as well; a region without a
    calendar of its own keeps the country's. No country, no holidays. A deadline near the end of a year needs
    the following year too. Raises UnknownHolidayCalendar.
    """
    if not country:
        return frozenset()
    if country not in _subdivisions():
        raise UnknownHolidayCalendar(f"There is no holiday calendar for {country!r}.")
    part = (region or "").removeprefix(f"{country}-")
    known = part if part in _subdivisions()[country] else None
    return frozenset[date]().union(*(_holidays_of(country, known, year) for year in years))


@cache
def holiday_countries(language: str = "en") -> list[tuple[str, str]]:
    """Every country with a calendar as (ISO code, name in that language), by name: choices for a form."""
    names = Locale.parse(language, sep="-").territories
    return sorted(((code, names.get(code, code)) for code in _subdivisions()), key=_in_alphabet)


@cache
def holiday_regions(country: str) -> list[tuple[str, str]]:
    """The country's regions with holidays of their own as (ISO 3166-2 code, name), by name."""
    codes = (f"{country}-{part}" for part in _subdivisions().get(country, ()))
    names = _region_names()
    return sorted(((code, names[code]) for code in codes if code in names), key=_in_alphabet)


def _in_alphabet(choice: tuple[str, str]) -> str:
    return normalize("NFKD", choice[1])


@cache
def _subdivisions() -> dict[str, list[str]]:
    return holidays.list_supported_countries(include_aliases=False)


@cache
def _region_names() -> dict[str, str]:
    return {region.code: region.name for region in pycountry.subdivisions}


@lru_cache(maxsize=4096)
def _holidays_of(country: str, part: str | None, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays(country, subdiv=part, years=year))
