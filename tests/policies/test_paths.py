"""Path to more leads: found by replaying what was decided, with one fact changed."""

import json
from datetime import timedelta

import pytest

from partners.models import Partner, PartnerCertification, ProductCertification
from routing.models import PathReport
from routing.selectors.path import path_report
from routing.services.rebuild_paths import rebuild_paths
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
