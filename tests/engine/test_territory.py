"""Territories: the index agrees with checking every territory by hand."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.engine import LeadFacts, PartnerFacts, Territory
from routing.engine.geometry import kilometres, unit_vectors
from routing.engine.territory import CIRCLE, COUNTRY, POSTAL, REGION, WORLD, TerritoryIndex, fold_postal

territories = st.builds(
    Territory,
    country=st.sampled_from([None, "US", "DE", "GB"]),
    region=st.sampled_from([None, None, "US-TX", "DE-BE"]),
    postal_prefix=st.sampled_from([None, None, "7", "787", "10-1", "sw1"]),
)
circles = st.builds(
    Territory,
    country=st.sampled_from([None, "US"]),
    latitude=st.sampled_from([30.27, 52.52]),
    longitude=st.sampled_from([-97.74, 13.4]),
    radius_km=st.sampled_from([10.0, 300.0, 30_000.0]),
)
partners = st.lists(st.lists(st.one_of(territories, circles), max_size=4), min_size=1, max_size=6)
places = st.builds(
    LeadFacts,
    id=st.just("x"),
    country=st.sampled_from([None, "US", "DE", "GB"]),
    region=st.sampled_from([None, "US-TX", "DE-BE"]),
    postal_code=st.sampled_from([None, "78701", "787 01", "10-115", "SW1A 1AA"]),
    latitude=st.sampled_from([None, 30.0, 52.5]),
    longitude=st.just(-97.0),
)


def haversine(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    p1, p2 = math.radians(lat1), math.radians(lat2)
    half = (
        math.sin((p2 - p1) / 2) ** 2
        + math.cos(p1) * math.cos(p2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    )
    return 2 * 6371.0088 * math.asin(math.sqrt(half))


def by_hand(territory: Territory, lead: LeadFacts) -> int:
    if territory.country not in (None, lead.country) or territory.region not in (None, lead.region):
        return 0
    prefix = fold_postal(territory.postal_prefix)
    if prefix and not (fold_postal(lead.postal_code) or "").startswith(prefix):
        return 0
    level = POSTAL if prefix else REGION if territory.region else COUNTRY if territory.country else WORLD
    if territory.radius_km is None:
        return level
    if lead.latitude is None or lead.longitude is None:
        return 0
    assert territory.latitude is not None
    assert territory.longitude is not None
    far = haversine(territory.latitude, territory.longitude, lead.latitude, lead.longitude)
    return max(level, CIRCLE) if far <= territory.radius_km else 0


@given(partners, st.lists(places, min_size=1, max_size=5))
@settings(max_examples=400, deadline=None)
def test_the_index_agrees_with_checking_by_hand(areas: list[list[Territory]], leads: list[LeadFacts]) -> None:
    index = TerritoryIndex([PartnerFacts(id=str(n), territories=tuple(own)) for n, own in enumerate(areas)])
    for lead in [*leads, *leads]:
        expected = [max((by_hand(territory, lead) for territory in own), default=0) for own in areas]
        assert index.cover(lead).levels.tolist() == expected


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ((30.27, -97.74), (32.78, -96.80), 293),  # Austin to Dallas
        ((52.52, 13.40), (40.71, -74.01), 6385),  # Berlin to New York
        ((-36.85, 174.76), (-33.87, 151.21), 2156),  # Auckland to Sydney
        ((10.0, 179.9), (10.0, -179.9), 21.9),  # across the date line
        ((0.0, 0.0), (0.0, 180.0), 20015),  # to the other side
    ],
)
def test_distances_are_great_circles(a: tuple[float, float], b: tuple[float, float], expected: float) -> None:
    assert float(kilometres(unit_vectors([a[0]], [a[1]]), *b)[0]) == pytest.approx(expected, rel=0.005)
