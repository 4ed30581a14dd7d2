"""Regions (ISO 3166-2): which there are, which lies in which, which are countries of their own besides."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import pycountry


def region_codes() -> Collection[str]:
    """Every region's code, old codes left out."""
    return outer_regions().keys()


def regions_of(country: str) -> tuple[str, ...]:
    """The codes of a country's regions, outer ones and inner ones."""
    return _by_country().get(country, ())


def outer_region(region: str) -> str:
    """The region around this one, where there is one, else ""."""
    return outer_regions().get(region, "")


def with_outer_regions(region: str) -> list[str]:
    """The region and those around it: FR-75C lies in FR-IDF."""
    found = [region]
    while outer := outer_region(found[-1]):
        found.append(outer)
    return found


@lru_cache(maxsize=50_000)
def places_of(country: str, region: str) -> tuple[str, ...]:
    """Every code that covers a place, outer ones first: FR, FR-IDF, FR-75C.

    Places that have two codes have both: a lead in US-PR is in PR, and one in PR is in US-PR. Not in the US
    though, as long as nobody said so: who sells in China does not sell in Hong Kong for that.
    """
    if not country:
        return ()
    inner = with_outer_regions(region) if region else []
    twins = [twin for code in inner for twin in twins_of(code)]
    return tuple(dict.fromkeys([country, *reversed(inner), *(twins or twins_of(country))]))


def current_codes(code: str) -> tuple[str, ...]:
    """What has become of a code: the codes that took its place; the code itself when it is in use."""
    if code in region_codes():
        return (code,)
    return tuple(old_codes().get(code, ()))


def twins_of(code: str) -> tuple[str, ...]:
    """The other codes of a place: HK of CN-HK, and CN-HK of HK."""
    return _twins().get(code, ())


def is_same_place(region: str, country: str) -> bool:
    """Whether a region and a country are two codes of one place, such as CN-HK and HK."""
    return country in twins_of(region)


@cache
def outer_regions() -> Mapping[str, str]:
    """Each region with the one around it, or ""."""
    usual = usual_data()
    outer = {each.code: each.parent_code or "" for each in pycountry.subdivisions}
    by_type = usual["outer_by_type"]
    outer |= {each.code: by_type[each.type] for each in pycountry.subdivisions if each.type in by_type}
    added: dict[str, str] = dict.fromkeys(usual["added"], "")
    return {**outer, **added, **usual["outer"]}


@cache
def old_codes() -> Mapping[str, list[str]]:
    """Codes no longer in use, with the regions that took their place; CN-91 is CN-HK, though CLDR says HK."""
    found = {
        code: [inside for new in codes for inside in ([new] if "-" in new else _inside(code[:3], new))]
        for code, codes in (region_data()["old_codes"] | usual_data()["old_codes"]).items()
    }
    return {code: codes for code, codes in found.items() if codes and code not in outer_regions()}


@cache
def region_data() -> Mapping[str, Any]:
    """regions.json, see data/README.md."""
    return read_data("regions.json")


@cache
def usual_data() -> Mapping[str, Any]:
    """usual.json, see data/README.md."""
    return read_data("usual.json")


@cache
def _twins() -> Mapping[str, tuple[str, ...]]:
    """Two codes of one place, in both directions."""
    pairs = [(code, new) for code, codes in region_data()["old_codes"].items() for new in codes]
    pairs = [pair for pair in pairs if pair[0] in outer_regions() and "-" not in pair[1]]
    found: dict[str, set[str]] = defaultdict(set)
    pairs += [(code, twin) for code, twins in usual_data()["twins"].items() for twin in twins.split()]
    for region, twin in pairs:
        found[region].add(twin)
        found[twin].add(region)
    return {code: tuple(sorted(codes)) for code, codes in found.items()}


def _inside(beginning: str, country: str) -> list[str]:
    return [twin for twin in twins_of(country) if twin.startswith(beginning)]


@cache
def _by_country() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for code in outer_regions():
        found[code.partition("-")[0]].append(code)
    return {country: tuple(sorted(codes)) for country, codes in found.items()}


def read_data(name: str) -> Mapping[str, Any]:
    """A file of the folder `data`."""
    text = (files("prm.platform.cleaning.data") / name).read_text(encoding="utf-8")
    read: Mapping[str, Any] = json.loads(text)
    return read
