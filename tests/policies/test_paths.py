"""Path to more leads: found by replaying what was decided, with one fact changed."""

import json
from datetime import timedelta

import pytest

from partners.models import Partner, PartnerCertification, ProductCertification
from routing.models import PathReport
from routing.paths.selectors.path import path_report
from routing.paths.services.rebuild_paths import rebuild_paths
from tests.factories import (
    AgreementFactory,
    CertificationFactory,
    PartnerCertificationFactory,
    PartnerFactory,
    ProductFactory,
    TerritoryFactory,
)
from tests.policies.documents import simple
from tests.policies.routed import publish, route


@pytest.fixture
def larkspur(in_acme):
    return in_acme.larkspur.partner


def path(people, partner):
    rebuild_paths(vendor_id=people.vendor.id, partner_ids=[partner.id])
    return path_report(partner_id=partner.id)


def step(view, kind):
    return next(step for step in view.steps if step.kind == kind)


def test_a_missing_certification_is_told_with_what_it_would_have_brought(in_acme, larkspur):
    firewall, wanted = ProductFactory(slug="firewall"), CertificationFactory(name="Network security")
    ProductCertification.objects.create(product=firewall, certification=wanted)
    PartnerCertificationFactory(partner=in_acme.quillon.partner, certification=wanted)
    document = simple()
    document["pools"]["everyone"]["require"] = ["territory", "product_certification"]
    publish(in_acme, document)
    route(in_acme, 4)
    route(in_acme, 2, products=[])
    view = path(in_acme, larkspur)
    assert (view.leads, view.within_reach, view.expected) == (6, 2, 1)
    found = step(view, "certification")
    assert found.words == "Certified in Network security"
    assert (found.more_within_reach, found.more_expected) == (4, 2)


def test_what_the_path_promises_is_what_happens_once_the_change_is_made(in_acme, larkspur):
    larkspur.territories.all().delete()
    TerritoryFactory(partner=larkspur, country="DE")
    Partner.objects.filter(id=larkspur.id).update(country="US")
    publish(in_acme, simple())
    route(in_acme, 6)
    promised = step(path(in_acme, larkspur), "territory")
    assert (promised.subject, promised.more_within_reach, promised.more_expected) == ("US-TX", 6, 3)
    TerritoryFactory(partner=larkspur, country="US", region="US-TX")
    decisions = route(in_acme, 6)
    assert sum(decision.partner_id == larkspur.id for decision in decisions) == promised.more_expected


def test_more_capacity_is_told_to_who_was_full(in_acme, larkspur):
    Partner.objects.filter(id=larkspur.id).update(capacity=1)
    publish(in_acme, simple())
    route(in_acme, 5)
    found = step(path(in_acme, larkspur), "capacity")
    assert found.more_within_reach >= 2
    assert found.words == "Room for 5 more open leads"


def test_a_missing_signature_is_told(in_acme, larkspur, clock):
    AgreementFactory(published_at=clock.now() - timedelta(days=1))
    publish(in_acme, simple())
    route(in_acme, 3)
    assert step(path(in_acme, larkspur), "policy_signed").more_within_reach == 3


def test_a_change_that_lifts_one_of_two_obstacles_promises_nothing(in_acme, larkspur):
    Partner.objects.filter(id=larkspur.id).update(capacity=0)
    larkspur.territories.all().delete()
    TerritoryFactory(partner=larkspur, country="DE")
    publish(in_acme, simple())
    route(in_acme, 3)
    assert path(in_acme, larkspur).steps == []


def test_faster_first_action_is_told_where_performance_counts(in_acme, larkspur):
    document = simple()
    document["pools"]["everyone"]["method"] = "performance"
    publish(in_acme, document)
    route(in_acme, 4)
    view = path(in_acme, larkspur)
    assert view.expected == pytest.approx(2)
    assert [found.kind for found in view.steps] in ([], ["first_action"])


def test_a_path_names_no_rival(in_acme, larkspur):
    publish(in_acme, simple())
    Partner.objects.filter(id=larkspur.id).update(capacity=0)
    route(in_acme, 3)
    told = json.dumps(path(in_acme, larkspur).as_dict(), default=str).lower()
    assert "quillon" not in told and str(in_acme.quillon.partner.id) not in told


def test_every_partner_gets_a_report_the_oldest_first(in_acme, larkspur, clock):
    publish(in_acme, simple())
    route(in_acme, 1)
    assert rebuild_paths(vendor_id=in_acme.vendor.id, partner_ids=[larkspur.id]) == 1
    clock.move(days=1)
    assert rebuild_paths(vendor_id=in_acme.vendor.id) == 2
    assert PathReport.objects.filter(built_at=clock.now()).count() == 2


def test_before_the_first_report_there_is_none(in_acme, larkspur):
    assert path_report(partner_id=larkspur.id) is None


def test_old_decisions_and_newcomers_do_no_harm(in_acme, larkspur, clock):
    publish(in_acme, simple())
    route(in_acme, 2)
    clock.move(days=91)
    newcomer = PartnerFactory()
    view = path(in_acme, newcomer)
    assert (view.leads, view.within_reach, view.steps) == (0, 0, [])
    assert PartnerCertification.objects.count() == 0


def test_a_partner_in_dallas_is_not_told_of_england_or_paris(in_acme):
    dallas = PartnerFactory(
        name="Bexley", country_sold="", country="US", region="US-TX", latitude=32.78, longitude=-96.80
    )
    TerritoryFactory(partner=dallas, country="US", region="US-TX")
    publish(in_acme, simple())
    elsewhere = [
        {"country": "GB", "region": "GB-ENG", "latitude": 51.5, "longitude": -0.1},
        {"country": "FR", "region": "FR-75C", "latitude": 48.86, "longitude": 2.35},
    ]
    for place in elsewhere:
        TerritoryFactory(partner=in_acme.quillon.partner, country=place["country"], region=place["region"])
        route(in_acme, 6, **place)
    TerritoryFactory(partner=in_acme.quillon.partner, country="US")
    route(in_acme, 3, country="US", region="US-CA", latitude=34.05, longitude=-118.24)
    route(in_acme, 2, country="US", region="US-OK", latitude=35.47, longitude=-97.52)
    view = path(in_acme, dallas)
    steps = view.steps
    territories = [(found.subject, found.reach) for found in steps if found.kind == "territory"]
    assert territories == [("US-OK", "near"), ("US-CA", "far")]
    assert 290 < step(view, "territory").distance_km < 320
    assert step(view, "territory").words == "Sell in Oklahoma, United States"


def test_a_neighbour_across_the_border_is_told_of(in_acme):
    munich = PartnerFactory(
        name="Isar", country_sold="", country="DE", region="DE-BY", latitude=48.14, longitude=11.58
    )
    TerritoryFactory(partner=munich, country="DE")
    TerritoryFactory(partner=in_acme.quillon.partner, country="AT")
    publish(in_acme, simple())
    route(in_acme, 4, country="AT", region="AT-5", latitude=47.8, longitude=13.05)
    assert step(path(in_acme, munich), "territory").subject == "AT-5"


def test_what_can_be_done_now_comes_before_what_brings_more(in_acme, larkspur, clock):
    Partner.objects.filter(id=larkspur.id).update(capacity=1, country="US", latitude=30.27, longitude=-97.74)
    publish(in_acme, simple())
    route(in_acme, 3)
    TerritoryFactory(partner=in_acme.quillon.partner, country="US")
    Partner.objects.filter(id=larkspur.id).update(capacity=100)
    route(in_acme, 9, country="US", region="US-CA", latitude=34.05, longitude=-118.24)
    view = path(in_acme, larkspur)
    assert [found.reach for found in view.steps] == sorted(
        (found.reach for found in view.steps), key=["now", "near", "far"].index
    )
    assert view.groups[0][0] == "You can do this now"


def test_the_path_is_told_by_the_api_to_the_partner_and_to_the_vendor(in_acme, larkspur, client):
    larkspur.territories.all().delete()
    TerritoryFactory(partner=larkspur, country="DE")
    publish(in_acme, simple())
    route(in_acme, 2)
    assert client.get("/api/v1/path/", headers=in_acme.larkspur.bearer).status_code == 404
    rebuild_paths(vendor_id=in_acme.vendor.id, partner_ids=[larkspur.id])
    own = client.get("/api/v1/path/", headers=in_acme.larkspur.bearer).json()
    asked = client.get("/api/v1/path/", {"partner": str(larkspur.id)}, headers=in_acme.bearer).json()
    assert own == asked
    assert client.get("/api/v1/path/", headers=in_acme.bearer).status_code == 400
    quillons = {"partner": str(in_acme.quillon.partner.id)}
    assert client.get("/api/v1/path/", quillons, headers=in_acme.larkspur.bearer).json() == own


def test_a_region_of_a_country_that_one_sells_in_is_called_a_territory_of_its_own(in_acme, larkspur):
    TerritoryFactory(partner=in_acme.quillon.partner, country="US", region="US-TX")
    document = simple()
    document["pools"]["everyone"]["prefer"] = ["territory_specificity"]
    publish(in_acme, document)
    route(in_acme, 4)
    found = step(path(in_acme, larkspur), "territory")
    assert (found.words, found.is_inside) == ("Texas, United States as a territory of its own", True)
