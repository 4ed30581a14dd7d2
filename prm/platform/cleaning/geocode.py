"""Where a lead is, from its postal code or city, without asking anybody: all data comes with packages."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

import zipcodes

from prm.platform.cleaning.cities import City, cities_by_name, cities_by_other_name, cities_of, fold_city
from prm.platform.cleaning.postal_regions import lies_within, region_of_clean_code
from prm.platform.cleaning.regions import iso_region

Precision = Literal["postal", "city"]
# They use the United States' ZIP codes and are countries of their own to ISO.
_ZIP_COUNTRIES = frozenset(("US", "PR", "GU", "VI", "AS", "MP"))
_FIVE_DIGITS = re.compile(r"\d{5}", re.ASCII)
_NAMESAKE_RATIO = 4
_SAME_PLACE_DEGREES = 0.4
_AROUND_DEGREES = 0.3


@dataclass(frozen=True)
class Location:
    """Degrees north and east; `region` is ISO 3166-2, or "" when it does not follow."""

    latitude: float
    longitude: float
    region: str
    precision: Precision


def locate(country: str, region: str, city: str, postal_code: str) -> Location | None:
    """The place of clean fields, each of which may be ""; None when it is unknown or could be several.

    The postal code decides before the city. Of namesakes (places of 15,000 people and more) the one is taken
    whose region fits, else the one at least four times as large as the next; its region is given only when
    all namesakes share it.
    """
    if not country:
        return None
    by_postal_code = _locate_zip(country, postal_code)
    if by_postal_code or not city:
        return by_postal_code
    return _locate_city(country, region or region_of_postal_code(country, postal_code), city)


def region_of_postal_code(country: str, postal_code: str) -> str:
    """The ISO 3166-2 region a clean postal code lies in, for the countries whose codes tell it, else ""."""
    location = _locate_zip(country, postal_code) if country == "US" else None
    if location is not None and location.region:
        return location.region
    return region_of_clean_code(country, postal_code) if postal_code else ""


def region_of_city(country: str, city: str) -> str:
    """The region of the one place that this name can mean in the country, else ""."""
    location = _locate_city(country, "", city)
    return location.region if location else ""


def region_of_largest_city(country: str) -> str:
    """A region that people know, for an example; "" where none is known."""
    cities = sorted(cities_of(country), key=lambda city: -city.population)
    return next((city.region for city in cities if city.region), "")


@lru_cache(maxsize=4096)
def nearest_city(country: str, latitude: float, longitude: float) -> str:
    """The name of the country's city within 30 km or so that most people know; "" where there is none."""
    around = [
        city
        for city in cities_of(country)
        if max(abs(city.latitude - latitude), abs(city.longitude - longitude)) < _AROUND_DEGREES
    ]
    return max(around, key=lambda city: city.population).name if around else ""


def region_of_address(country: str, city: str, postal_code: str) -> str:
    """The region that follows from the postal code, else from the city, else ""."""
    if found := region_of_postal_code(country, postal_code):
        return found
    place = locate(country, "", city, postal_code)
    return place.region if place else ""


def zone_of_zip(postal_code: str) -> str:
    """The IANA time zone of a US ZIP code; "" where it is unknown."""
    if not _FIVE_DIGITS.match(postal_code):
        return ""
    found = _zips(postal_code[:3]).get(postal_code[:5])
    return found[3] if found else ""


def warm() -> None:
    """Loads the ZIP codes now (a third of a second), so that no request has to wait for them."""
    _zips("100")


def _locate_zip(country: str, postal_code: str) -> Location | None:
    if country not in _ZIP_COUNTRIES or not _FIVE_DIGITS.match(postal_code):
        return None
    found = _zips(postal_code[:3]).get(postal_code[:5])
    if found is None:
        return None
    latitude, longitude, state, _zone = found
    return Location(latitude, longitude, iso_region("US", state) if country == "US" else "", "postal")


def _locate_city(country: str, region: str, name: str) -> Location | None:
    wanted = fold_city(name)
    for index in (cities_by_name, cities_by_other_name):
        fitting = [city for city in index(country).get(wanted, ()) if _fits(city, region)]
        if fitting:
            return _largest(fitting, is_region_known=bool(region))
    return None


def _fits(city: City, region: str) -> bool:
    return (
        not region or not city.region or lies_within(region, city.region) or lies_within(city.region, region)
    )


def _largest(cities: list[City], *, is_region_known: bool) -> Location | None:
    first, *others = sorted(cities, key=lambda city: -city.population)
    elsewhere = [city.population for city in others if not _is_same_place(first, city)]
    if elsewhere and not is_region_known and first.population < _NAMESAKE_RATIO * max(elsewhere):
        return None
    regions = {city.region for city in cities}
    return Location(first.latitude, first.longitude, first.region if len(regions) == 1 else "", "city")


def _is_same_place(a: City, b: City) -> bool:
    return max(abs(a.latitude - b.latitude), abs(a.longitude - b.longitude)) < _SAME_PLACE_DEGREES


@cache
def _zips(prefix: str) -> dict[str, tuple[float, float, str, str]]:
    """ZIP to (latitude, longitude, state, IANA zone), for all that begin with these three digits."""
    return {
        row["zip_code"]: (float(row["lat"]), float(row["long"]), row["state"], row["timezone"] or "")
        for row in zipcodes.similar_to(prefix)
        if float(row["lat"] or 0) or float(row["long"] or 0)
    }
