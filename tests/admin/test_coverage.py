"""The map of territories and of gaps."""

import pytest
from django.test import Client

from routing.batches.selectors.coverage import coverage_of_countries, coverage_of_regions
from routing.batches.selectors.coverage_map import map_of
from tests.factories import LeadFactory, PartnerFactory, TerritoryFactory
from tests.people import VendorPeople


@pytest.fixture
def programme(in_acme: VendorPeople) -> VendorPeople:
    for partner in (in_acme.larkspur.partner, in_acme.quillon.partner):
        partner.territories.all().delete()
    sells = [("US", "US-TX", ""), ("GB", "", "E1"), ("FR", "FR-IDF", ""), ("DE", "", "")]
    for country, region, prefix in sells:
        TerritoryFactory(
            partner=in_acme.larkspur.partner, country=country, region=region, postal_prefix=prefix
        )
    asleep = PartnerFactory(status="paused", country_sold="")
    TerritoryFactory(partner=asleep, country="US", region="US-CA")
    came = [("US", "US-TX", ""), ("US", "US-CA", ""), ("US", "US-CA", ""), ("GB", "GB-LND", "E1 4AB")]
    came += [("GB", "GB-LND", "E14 5AB"), ("FR", "FR-75C", ""), ("DE", "", "")]
    for country, region, code in came:
        LeadFactory(country=country, region=region, postal_code=code, latitude=None, longitude=None)
    return in_acme


def test_gaps_are_leads_that_no_active_partner_covers(programme: VendorPeople, clock) -> None:
    found = {row.country: row for row in coverage_of_countries(clock.now())}
    assert (found["US"].leads, found["US"].missed, found["US"].whole, found["US"].part) == (3, 2, 0, 1)
    assert (found["GB"].leads, found["GB"].missed, found["GB"].part) == (2, 1, 1)
    assert (found["FR"].leads, found["FR"].missed) == (1, 0)
    assert (found["DE"].whole, found["DE"].kind) == (1, "covered")
    assert next(row.country for row in coverage_of_countries(clock.now())) == "US"


def test_regions_show_what_is_covered_whole_in_part_or_not(programme: VendorPeople, clock) -> None:
    states = {row.region: row for row in coverage_of_regions("US", clock.now())}
    assert (states["US-TX"].kind, states["US-TX"].whole) == ("covered", 1)
    assert (states["US-CA"].kind, states["US-CA"].missed, states["US-CA"].name) == ("gap", 2, "California")
    london = {row.region: row for row in coverage_of_regions("GB", clock.now())}["GB-LND"]
    assert (london.whole, london.part, london.missed) == (0, 1, 1)
    assert {row.region: row.kind for row in coverage_of_regions("FR", clock.now())}["FR-75C"] == "covered"


def test_the_map_shows_each_region_where_its_people_live(programme: VendorPeople, clock) -> None:
    drawn = map_of("US", coverage_of_regions("US", clock.now()))
    assert drawn is not None
    places = {mark.area.region: (mark.x, mark.y) for mark in drawn.marks}
    assert places["US-CA"][0] < places["US-TX"][0]
    assert places["US-CA"][1] < places["US-TX"][1], "north is up"
    assert map_of("LI", []) is None, "too few cities to show a country's shape"


def test_the_page_names_places_and_opens_a_country(programme: VendorPeople, client: Client) -> None:
    client.force_login(programme.bob)
    world = client.get(programme.url("admin/coverage/")).content.decode()
    assert "United States" in world
    assert "?country=US" in world
    states = client.get(programme.url("admin/coverage/?country=US")).content.decode()
    assert "California" in states
    assert "US-CA" not in states
    assert "<svg" in states
    assert client.get(programme.url("admin/coverage/?country=ZZ")).status_code == 404


def test_an_empty_programme_says_so(in_acme: VendorPeople, client: Client) -> None:
    for partner in (in_acme.larkspur.partner, in_acme.quillon.partner):
        partner.territories.all().delete()
    client.force_login(in_acme.bob)
    assert "No partner has a territory yet" in client.get(in_acme.url("admin/coverage/")).content.decode()
