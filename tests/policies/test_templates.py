"""A policy from a template: which tier gets which leads."""

from typing import Any

import pytest

from leads.services.receive_leads import receive_lead
from partners.models import Partner, Tier
from prm.platform.errors import InvalidInput, NotPossible
from routing.engine import errors_of
from routing.policies.selectors.policy_check import check_document
from routing.policies.services.create_draft import create_draft
from routing.policies.services.publish import publish_draft
from routing.policies.services.templates import TEMPLATES, draft_from_template
from routing.simulation.services.try_lead import try_lead
from tests.factories import TierFactory

TIERS = ("platinum", "gold", "silver", "bronze")


@pytest.fixture
def tiers(in_acme: Any) -> Any:
    for rank, slug in enumerate(TIERS, start=1):
        TierFactory(slug=slug, name=slug.capitalize(), rank=rank)
    return in_acme


@pytest.mark.parametrize(
    ("lead", "pool"),
    [
        ({"budget_confirmed": True, "authority": "CIO"}, "upper"),
        ({"budget_confirmed": True}, "lower"),
        ({"employees": "51-200"}, "middle"),
        ({"estimated_value": "$60k", "employees": 5000}, "middle"),
        ({"need": "What does it cost?"}, "lower"),
    ],
)
def test_each_kind_of_lead_goes_to_its_tiers(tiers: Any, lead: dict[str, Any], pool: str) -> None:
    draft = draft_from_template(name="by_tier", actor=tiers.alice_actor)
    assert [draft.document["pools"][name]["partners"]["tiers"] for name in ("upper", "middle", "lower")] == [
        ["platinum", "gold"], ["silver"], ["bronze"],
    ]  # fmt: skip
    view = try_lead(version_id=draft.id, lead={"company": "Example Mills", **lead})
    assert view.rule_name == {"upper": "Qualified, with a confirmed budget", "middle": "Mid-market"}.get(
        pool, "Early inquiries"
    )


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("count", [1, 2, 3])
def test_it_can_be_published_with_any_number_of_tiers(in_acme: Any, count: int, name: str) -> None:
    for rank in range(count):
        TierFactory(slug=f"tier-{rank}", rank=rank + 1)
    draft = draft_from_template(name=name, actor=in_acme.alice_actor)
    assert errors_of(check_document(draft.document)) == []
    publish_draft(version_id=draft.id, actor=in_acme.alice_actor, note="by tier")
    assert receive_lead(data={"company": "Example Mills"}, actor=in_acme.alice_actor).state == "new"


def test_a_rule_can_ask_for_points(tiers: Any) -> None:
    document = draft_from_template(name="by_tier", actor=tiers.alice_actor).document
    document["rules"][0]["when"] = {"field": "score", "op": "gte", "value": 50}
    draft = create_draft(actor=tiers.alice_actor, document=document)
    for lead, rule in (({"intent_score": 70}, document["rules"][0]["name"]), ({}, "Early inquiries")):
        assert try_lead(version_id=draft.id, lead={"company": "Example Mills", **lead}).rule_name == rule


def test_without_tiers_or_such_a_template_nothing_is_made(in_acme: Any) -> None:
    Partner.objects.all().delete()
    Tier.objects.all().delete()
    with pytest.raises(NotPossible):
        draft_from_template(name="by_tier", actor=in_acme.alice_actor)
    with pytest.raises(InvalidInput):
        draft_from_template(name="by_star_sign", actor=in_acme.alice_actor)


def test_tiers_share_sixty_twenty_five_and_fifteen_of_a_hundred_and_fewer_still_a_hundred(tiers: Any) -> None:
    draft = draft_from_template(name="tiered", actor=tiers.alice_actor)
    assert draft.document["pools"]["everyone"]["shares"] == {"platinum": 60, "gold": 25, "silver": 15}
    Partner.objects.all().delete()
    Tier.objects.exclude(slug__in=("platinum", "gold")).delete()
    draft = draft_from_template(name="tiered", actor=tiers.alice_actor)
    assert sum(draft.document["pools"]["everyone"]["shares"].values()) == 100
