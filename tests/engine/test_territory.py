"""Territories: the index agrees with checking every territory by hand."""

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.engine import LeadFacts, PartnerFacts, Territory
from routing.engine.geometry import kilometres, unit_vectors
from routing.engine.match import Matcher
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
    places=st.sampled_from([(), (), ("US", "US-TX"), ("GB", "GB-ENG", "GB-LND"), ("DE", "DE-BE", "US-TX")]),
    postal_keys=st.sampled_from([(), (), ("SW", "SW1", "SW1A"), ("7",), ("sw1", "787")]),
)


def haversine(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    p1, p2 = math.radians(lat1), math.radians(lat2)
    half = (
        math.sin((p2 - p1) / 2) ** 2
        + math.cos(p1) * math.cos(p2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    )
    return 2 * 6371.0088 * math.asin(math.sqrt(half))


def by_hand(territory: Territory, lead: LeadFacts) -> int:
    if lead.places and territory.region:
        if territory.region not in lead.places or territory.country not in (None, territory.region[:2]):
            return 0
    elif territory.country not in (None, *(lead.places or (lead.country,))) or territory.region not in (
        None,
        lead.region,
    ):
        return 0
    prefix = fold_postal(territory.postal_prefix)
    if prefix and lead.postal_keys and territory.postal_prefix not in lead.postal_keys:
        return 0
    if prefix and not lead.postal_keys and not (fold_postal(lead.postal_code) or "").startswith(prefix):
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


@pytest.mark.parametrize(
    ("territory", "lead", "is_inside"),
    [
        (Territory("GB", "GB-ENG"), {"places": ("GB", "GB-ENG", "GB-LND"), "region": "GB-LND"}, True),
        (Territory("GB", "GB-LND"), {"region": "GB-ENG"}, False),
        (Territory("PR"), {"country": "US", "region": "US-PR", "places": ("US", "US-PR", "PR")}, True),
        (Territory("US", "US-PR"), {"country": "PR", "places": ("PR", "US-PR")}, True),
        (Territory("US"), {"country": "PR", "places": ("PR", "US-PR")}, False),
        (Territory("GB", postal_prefix="B"), {"postal_code": "BT1 1AA", "postal_keys": ("BT", "BT1")}, False),
        (Territory("GB", postal_prefix="B"), {"postal_code": "BT1 1AA"}, True),
        (Territory("GB", postal_prefix="E1"), {"postal_code": "E14 5AB", "postal_keys": ("E", "E14")}, False),
        (Territory("GB", postal_prefix="E14"), {"postal_code": "E14 5AB", "postal_keys": ("E", "E14")}, True),
        (Territory("GB", "GB-ENG", "E"), {"places": ("GB", "GB-ENG"), "postal_keys": ("E",)}, True),
    ],
)
def test_a_lead_lies_where_its_facts_say(territory: Territory, lead: dict[str, Any], is_inside: bool) -> None:
    index = TerritoryIndex([PartnerFacts(id="p", territories=(territory,))])
    facts = LeadFacts(**{"id": "x", "country": "GB", **lead})
    assert bool(index.cover(facts).levels[0]) is is_inside


@pytest.mark.parametrize(
    ("op", "value", "holds"),
    [
        ("eq", "GB-ENG", True), ("eq", "GB-LND", True), ("eq", "GB-SCT", False), ("ne", "GB-ENG", False),
        ("in", ["GB-ENG", "US-TX"], True), ("not_in", ["GB-ENG"], False), ("not_in", ["US-TX"], True),
        ("starts_with", "GB-E", True), ("exists", True, True), ("exists", False, False),
    ],
)  # fmt: skip
def test_a_condition_on_a_region_holds_for_what_lies_in_it(op: str, value: Any, holds: bool) -> None:
    matcher = Matcher([("rule", {"field": "region", "op": op, "value": value})])
    lead = LeadFacts(id="x", country="GB", region="GB-LND", places=("GB", "GB-ENG", "GB-LND"))
    assert (matcher.match(lead)[0] == 0) is holds


def test_facts_without_places_are_written_as_before() -> None:
    facts = LeadFacts(id="x", country="US", region="US-TX", postal_code="78701")
    assert not {"places", "postal_keys"} & facts.to_json().keys()
    full = LeadFacts(id="x", places=("GB", "GB-ENG"), postal_keys=("E",))
    assert LeadFacts.from_json(full.to_json()) == full
