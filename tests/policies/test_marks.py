"""Marks on leads, which only the vendor's own lists can tell; and what money is worth."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from leads.intake.normalise import clean_lead
from leads.models import ExchangeRate, LeadMark, StrategicAccount
from leads.services.save_exchange_rate import add_exchange_rate
from leads.services.save_strategic_account import add_strategic_account
from partners.models import Product
from prm.platform import clock
from prm.platform.errors import InvalidInput
from routing.decisions.selectors.decision_view import decision_for_vendor
from routing.decisions.selectors.replayed import replay_since
from routing.policies.selectors.policy_check import check_document
from routing.policies.selectors.policy_names import PolicyNames
from routing.policies.selectors.policy_words import condition_words
from routing.policies.services.create_draft import create_draft
from routing.simulation.services.try_lead import try_lead
from tests.factories import DealRegistrationFactory, TerritoryFactory
from tests.policies.documents import simple
from tests.policies.routed import publish, route

START = datetime(2026, 3, 10, 9, tzinfo=UTC)
EVERYWHERE = {"everyone": {"method": "round_robin"}}


def asking_for(mark: str) -> dict[str, Any]:
    marked = {"field": "flags", "op": "includes", "value": [mark]}
    held = {"name": "Marked", "when": marked, "then": "review", "reason": mark}
    rest = {"name": "Rest", "then": "route", "pool": "everyone"}
    return simple(rules=[held, rest], pools=EVERYWHERE)


@pytest.mark.parametrize(
    ("website", "lead"),
    [
        (
            "https://www.vast.example.com/about",
            {"account_key": "vast.example.com", "company_fold": "vast of texas"},
        ),
        ("", {"account_key": "elsewhere.example", "company_fold": "vast"}),
    ],
)
def test_a_strategic_account_is_known_by_its_domain_and_by_its_name(
    in_acme, website: str, lead: dict[str, str]
) -> None:
    add_strategic_account(company="Vast, Inc.", website=website)
    publish(in_acme, asking_for("strategic_account"))
    [marked] = route(in_acme, **lead)
    [other] = route(in_acme, account_key="small.example", company_fold="small mills")
    assert (marked.outcome, marked.review_reason) == ("review", "strategic_account")
    assert other.outcome == "route"
    told = decision_for_vendor(decision_id=marked.id).marks
    assert [mark.words for mark in told] == ["Its company is one of your strategic accounts."]


def test_a_company_is_on_the_list_once_and_has_a_name(in_acme) -> None:
    add_strategic_account(company="Vast Inc.")
    for company in ("VAST, Incorporated", "  "):
        with pytest.raises(InvalidInput):
            add_strategic_account(company=company)
    assert StrategicAccount.objects.count() == 1


def test_a_product_made_to_order_marks_its_leads(in_acme) -> None:
    publish(in_acme, asking_for("custom_product"))
    [before] = route(in_acme, products=["firewall"])
    Product.objects.update_or_create(slug="firewall", defaults={"name": "Firewall", "is_custom": True})
    [after] = route(in_acme, products=["firewall"])
    assert (before.outcome, after.outcome) == ("route", "review")


@pytest.mark.parametrize("tie", ["campaign", "deal"])
def test_a_lead_outside_the_territories_of_a_partner_with_a_tie_to_it_is_marked(in_acme, tie: str) -> None:
    publish(in_acme, asking_for("cross_territory"))
    larkspur = in_acme.larkspur.partner
    larkspur.territories.all().delete()
    TerritoryFactory(partner=larkspur, country="US", region="US-TX")
    lead: dict[str, Any] = {"account_key": "tied.example"}
    if tie == "campaign":
        lead["partner_campaign"] = larkspur.name.upper()
    else:
        until = clock.now().date() + timedelta(days=30)
        DealRegistrationFactory(
            partner=larkspur, account_key="tied.example", state="approved", protected_until_on=until
        )
    [inside] = route(in_acme, **lead, region="US-TX", postal_code="78701")
    [outside] = route(in_acme, **lead, country="DE", region="", postal_code="", latitude=None, longitude=None)
    assert "cross_territory" not in inside.lead_facts.get("flags", [])
    assert "cross_territory" in outside.lead_facts["flags"]
    if tie == "deal":
        assert (outside.outcome, outside.review_reason) == ("review", "cross_territory")
    else:  # what a partner's own campaign brought is its own, before every rule
        assert (outside.outcome, outside.partner_id) == ("route", larkspur.id)


def test_a_lead_without_ties_crosses_no_territory(in_acme) -> None:
    publish(in_acme, asking_for("cross_territory"))
    [decision] = route(in_acme, country="DE", region="", postal_code="", partner_campaign="spring fair")
    assert decision.outcome == "route"


def large(in_acme, **lead: Any) -> Any:
    [decision] = route(in_acme, **lead)
    return decision


def test_a_value_in_another_currency_counts_at_the_rate_of_the_day_it_came_in(in_acme, clock) -> None:
    clock.set(START)
    today = START.date()
    add_exchange_rate(currency="EUR", rate=Decimal("1.5"), valid_from_on=today - timedelta(days=30))
    add_exchange_rate(currency="eur", rate=Decimal("0.5"), valid_from_on=today - timedelta(days=1))
    publish(in_acme, simple())
    now = large(in_acme, estimated_value=60_000, currency="EUR")
    earlier = large(in_acme, estimated_value=60_000, currency="EUR", received_at=START - timedelta(days=3))
    assert (now.lead_facts["estimated_value"], now.rule_name) == (30_000.0, "Everything else")
    assert (earlier.lead_facts["estimated_value"], earlier.rule_name) == (90_000.0, "Large")
    assert now.lead_facts["flags"] == ["foreign_currency"]


def test_without_a_rate_the_value_is_unknown_and_the_decision_says_so(in_acme) -> None:
    add_exchange_rate(
        currency="EUR", rate=Decimal("1.1"), valid_from_on=clock.now().date() + timedelta(days=1)
    )
    publish(in_acme, simple())
    decision = large(in_acme, estimated_value=60_000, currency="EUR")
    assert "estimated_value" not in decision.lead_facts
    words = " ".join(mark.words for mark in decision_for_vendor(decision_id=decision.id).marks)
    assert "no exchange rate" in words and "count as unknown" in words


@pytest.mark.parametrize("code", ["USD", "XXQ", ""])
def test_ones_own_currency_and_unknown_ones_have_no_rate(in_acme, code: str) -> None:
    with pytest.raises(InvalidInput):
        add_exchange_rate(currency=code, rate=Decimal(1), valid_from_on=date(2026, 1, 1))


def test_what_was_decided_with_lists_and_rates_of_the_day_comes_out_the_same_without_them(in_acme) -> None:
    add_strategic_account(company="Vast Inc.")
    add_exchange_rate(currency="EUR", rate=Decimal("1.5"), valid_from_on=date(2000, 1, 1))
    publish(in_acme, asking_for("strategic_account"))
    route(in_acme, company_fold="vast", estimated_value=60_000, currency="EUR")
    StrategicAccount.objects.all().delete()
    ExchangeRate.objects.all().delete()
    replayed = replay_since()
    assert (replayed.decisions, replayed.difference) == (1, None)


def test_a_lead_on_trial_carries_marks_too(in_acme) -> None:
    add_strategic_account(company="Vast Inc.")
    draft = create_draft(actor=in_acme.alice_actor, document=asking_for("strategic_account"))
    told = try_lead(version_id=draft.id, lead={"company": "Vast", "country": "US", "currency": "JPY"})
    assert (told.outcome, told.review_reason) == ("review", "strategic_account")
    assert [mark.code for mark in told.marks] == [
        "foreign_currency",
        "no_exchange_rate",
        "strategic_account",
    ]


def test_a_mark_that_nothing_sets_is_refused_at_its_place_and_the_others_have_words(in_acme) -> None:
    [problem] = [each for each in check_document(asking_for("vip")) if each.code == "unknown_mark"]
    assert problem.path == "rules.0.when.value" and "vip" in problem.words
    assert condition_words(asking_for("cross_territory")["rules"][0]["when"], PolicyNames()) == (
        "marks includes crosses territories"
    )


def test_a_mark_of_the_vendors_own_holds_a_lead_and_has_its_name_in_the_decision(in_acme) -> None:
    LeadMark.objects.create(slug="competitive-displacement", name="Competitive displacement")
    document = asking_for("competitive-displacement")
    assert not [each for each in check_document(document) if each.code == "unknown_mark"]
    publish(in_acme, document)
    [marked] = route(in_acme, marks=["competitive-displacement", "new-segment"])
    [other] = route(in_acme, marks=["new-segment"])
    assert (marked.outcome, other.outcome) == ("review", "route")
    told = decision_for_vendor(decision_id=marked.id).marks
    assert [mark.words for mark in told] == ["Competitive displacement", "new-segment"]
    assert condition_words(document["rules"][0]["when"], PolicyNames()) == (
        "marks includes Competitive displacement"
    )
    assert replay_since().difference is None


def test_a_posted_mark_is_read_as_a_slug_and_cannot_pass_for_one_of_ours(in_acme) -> None:
    posted = {"company": "Vast", "country": "US", "marks": ["New Segment", "strategic_account"]}
    assert clean_lead(posted).values["marks"] == ("new-segment", "strategic-account")
