"""Which partners' territories cover a place, and how closely: postal over circle over region over country.

Areas with the same (country, region, postal prefix) form one group, found by dictionary
look-ups; circles are tested together by one matrix product. Places that fall into the same
groups and circles share one cached answer, so that thousands of postal codes cost little.

A lead lies in the `places` and under the `postal_keys` that its facts name. Where they name none, it lies
in its country and region, and under everything that its postal code begins with.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.engine.facts import LeadFacts, PartnerFacts, Territory
from routing.engine.geometry import cosine_of_km, unit_vectors
from routing.engine.memo import Memo

WORLD: Final = 1
COUNTRY: Final = 2
REGION: Final = 3
CIRCLE: Final = 4
POSTAL: Final = 5

Levels = NDArray[np.int8]
Area = tuple[str | None, str | None, str | None]


class Coverage(NamedTuple):
    """How closely each partner covers a place (0 = not at all); `key` is equal for equal coverage."""

    key: tuple[int, ...]
    levels: Levels


class Circles(NamedTuple):
    """All territories with a radius, side by side."""

    centres: NDArray[np.float64]
    cosines: NDArray[np.float64]
    partners: NDArray[np.intp]
    areas: list[Area]


class TerritoryIndex:
    """The territories of a whole partner table, arranged for look-up."""

    __slots__ = (
        "_by_key", "_by_place", "_circles", "_folded", "_groups", "_lengths", "_members", "_partner_count",
    )  # fmt: skip

    def __init__(self, partners: Sequence[PartnerFacts]) -> None:
        self._partner_count = len(partners)
        members: dict[Area, list[int]] = {}
        circles: list[tuple[int, Territory]] = []
        for position, partner in enumerate(partners):
            for territory in partner.territories:
                if territory.radius_km is None:
                    members.setdefault(named_area(territory), []).append(position)
                else:
                    circles.append((position, territory))
        self._groups = {area: number for number, area in enumerate(members)}
        self._members = [(np.array(where, dtype=np.intp), level_of(area)) for area, where in members.items()]
        self._folded: dict[Area, list[int]] = {}
        for area, number in self._groups.items():
            self._folded.setdefault((*area[:2], fold_postal(area[2])), []).append(number)
        self._lengths = sorted({len(area[2]) for area in self._folded if area[2]})
        self._circles = _gather(circles)
        self._by_place: Memo[Coverage] = Memo(8 * 2**20)
        self._by_key: Memo[Coverage] = Memo(32 * 2**20)

    def cover(self, lead: LeadFacts) -> Coverage:
        """Which partners cover the lead's place; the levels array is shared and must not be written."""
        place = (
            lead.country, lead.region, lead.postal_code, lead.latitude, lead.longitude,
            lead.places, lead.postal_keys,
        )  # fmt: skip
        found = self._by_place.get(place)
        if found is None:
            found = self._by_place.put(place, self._find(lead), 300)
        return found

    def _find(self, lead: LeadFacts) -> Coverage:
        groups = tuple(self._groups_of(lead))
        circles = self._circles_of(lead)
        key = (*groups, -1, *circles)
        found = self._by_key.get(key)
        if found is None:
            levels = self._levels(groups, circles)
            found = self._by_key.put(key, Coverage(key, levels), levels.nbytes)
        return found

    def _groups_of(self, lead: LeadFacts) -> Iterator[int]:
        postal = fold_postal(lead.postal_code) or ""
        prefixes = [postal[:length] for length in self._lengths if length <= len(postal)]
        for country, region in _places(lead):
            if not lead.postal_keys:
                for prefix in (None, *prefixes):
                    yield from self._folded.get((country, region, prefix), ())
                continue
            for key in (None, *lead.postal_keys):
                number = self._groups.get((country, region, key))
                if number is not None:
                    yield number

    def _circles_of(self, lead: LeadFacts) -> list[int]:
        circles = self._circles
        if lead.latitude is None or lead.longitude is None or not circles.areas:
            return []
        here = unit_vectors(lead.latitude, lead.longitude)
        inside = np.flatnonzero(circles.centres @ here >= circles.cosines)
        return [hit for hit in inside.tolist() if _within(lead, circles.areas[hit])]

    def _levels(self, groups: Sequence[int], circles: Sequence[int]) -> Levels:
        levels = np.zeros(self._partner_count, dtype=np.int8)
        for number in groups:
            where, level = self._members[number]
            levels[where] = np.maximum(levels[where], level)
        for hit in circles:
            position = self._circles.partners[hit]
            level = max(CIRCLE, level_of(self._circles.areas[hit]))
            levels[position] = max(levels[position], level)
        levels.flags.writeable = False
        return levels


def named_area(territory: Territory) -> Area:
    """The named part of a territory, as it is written."""
    return territory.country, territory.region, territory.postal_prefix or None


def level_of(area: Area) -> int:
    """How specific an area is."""
    country, region, postal = area
    if postal:
        return POSTAL
    if region:
        return REGION
    return COUNTRY if country else WORLD


def fold_postal(code: str | None) -> str | None:
    """Postal codes compare without spaces or hyphens and in capitals."""
    return code.replace(" ", "").replace("-", "").upper() or None if code else None


def _places(lead: LeadFacts) -> Iterator[tuple[str | None, str | None]]:
    """Every (country, region) that covers the lead; regions say which country they are in."""
    if not lead.places:
        for country in _with_none(lead.country):
            for region in _with_none(lead.region):
                yield country, region
        return
    yield None, None
    for code in lead.places:
        country, _, region = code.partition("-")
        if region:
            yield None, code
        yield country, code if region else None


def _with_none(value: str | None) -> tuple[str | None, ...]:
    return (None, value) if value else (None,)


def _within(lead: LeadFacts, area: Area) -> bool:
    country, region, prefix = area
    if (country, region) not in _places(lead):
        return False
    if lead.postal_keys:
        return prefix is None or prefix in lead.postal_keys
    return (fold_postal(lead.postal_code) or "").startswith(fold_postal(prefix) or "")


def _gather(circles: Sequence[tuple[int, Territory]]) -> Circles:
    centres = unit_vectors(
        [territory.latitude or 0.0 for _, territory in circles],
        [territory.longitude or 0.0 for _, territory in circles],
    ).reshape(-1, 3)
    return Circles(
        centres,
        cosine_of_km([territory.radius_km or 0.0 for _, territory in circles]),
        np.array([position for position, _ in circles], dtype=np.intp),
        [named_area(territory) for _, territory in circles],
    )
