"""Problems of a policy that show only beside the vendor's own partners and names."""

import pytest

from partners.models import ProductCertification
from routing.policies.selectors.policy_check import check_document
from tests.factories import CertificationFactory, PartnerCertificationFactory, PartnerFactory, ProductFactory
from tests.policies.documents import simple


def codes(document):
    return [(problem.path, problem.code, problem.severity) for problem in check_document(document)]


def test_a_sound_policy_has_no_problems(in_acme):
    assert codes(simple()) == []


def test_unknown_names_are_errors_at_their_place(in_acme):
    document = simple()
    document["pools"]["strong"]["partners"] = {"tiers": ["diamond"], "certifications": ["nope"]}
    assert codes(document) == [
        ("pools.strong.partners.tiers", "unknown_tier", "error"),
        ("pools.strong.partners.certifications", "unknown_certification", "error"),
    ]


def test_a_missing_catch_all_and_unreachable_rules_are_told(in_acme):
    document = simple()
    document["rules"].insert(0, document["rules"].pop())
    assert ("rules.1", "unreachable_rule", "error") in codes(document)
    assert ("rules.1.when", "catch_all_missing", "error") in codes(document)


def test_a_rule_that_nobody_can_serve_today_is_told_with_the_reasons(in_acme):
    firewall = ProductFactory(slug="firewall")
    ProductCertification.objects.create(product=firewall, certification=CertificationFactory())
    document = simple()
    document["rules"][0]["when"]["all"].append({"field": "products", "op": "includes", "value": "firewall"})
    document["pools"]["strong"]["require"] = ["product_certification"]
    document["pools"]["everyone"]["require"] = ["product_certification", "territory"]
    assert ("rules.0", "no_eligible_partner", "warning") in codes(document)
    PartnerCertificationFactory(partner=in_acme.larkspur.partner)
    assert ("rules.0", "no_eligible_partner", "warning") not in codes(document)


def test_a_country_without_partners_is_told(in_acme):
    document = simple()
    document["rules"][0]["when"]["all"].append({"field": "country", "op": "eq", "value": "NO"})
    document["pools"]["strong"]["require"] = ["territory"]
    assert ("rules.0", "no_eligible_partner", "warning") in codes(document)


def test_a_weight_of_zero_is_told(in_acme):
    PartnerFactory(weight=0)
    assert codes(simple()) == [("pools.strong", "weight_zero", "warning")]


def test_pools_that_share_partners_are_told(in_acme):
    document = simple()
    del document["pools"]["strong"]["fallback"]
    assert codes(document) == [("pools", "overlapping_pools", "warning")]


@pytest.mark.parametrize("total", [90, 110])
def test_shares_that_do_not_sum_are_told(in_acme, total):
    document = simple()
    document["pools"]["strong"] |= {"method": "tiered", "shares": {"gold": total}}
    assert ("pools.strong.shares", "shares_do_not_sum", "warning") in codes(document)
