"""How points make a stage, by the defaults and by a vendor's own criteria."""

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leads.intake.criteria import CRITERIA
from leads.intake.normalise import clean_lead
from leads.intake.qualify import DEFAULT, Qualification, Weight, qualify

LEADS = st.builds(
    SimpleNamespace,
    budget_amount=st.none() | st.integers(0, 10**6),
    budget_confirmed=st.sampled_from([None, True, False]),
    authority=st.sampled_from(["", "CIO"]),
    need=st.sampled_from(["", "a firewall"]),
    need_category=st.sampled_from(["", "security"]),
    timeline=st.sampled_from(["", "3 months"]),
    intent_score=st.none() | st.integers(0, 100),
)


def expected(lead: Any) -> str:
    """BANT, said plainly."""
    has_need = bool(lead.need or lead.need_category)
    if lead.budget_confirmed and lead.authority and has_need and lead.timeline:
        return "sql"
    has_budget = lead.budget_confirmed or lead.budget_amount is not None
    known = sum(map(bool, (has_budget, lead.authority, has_need, lead.timeline)))
    return "mql" if known >= 2 or (lead.intent_score or 0) >= 60 else "raw"


@given(LEADS)
def test_by_default_budget_authority_need_and_timeline_decide(lead: Any) -> None:
    assert qualify(lead).stage == expected(lead)


def test_points_are_named_and_add_up() -> None:
    lead = clean_lead(
        {"email": "a@b-example.com", "authority": "CIO", "timeline": "asap", "intent_score": 60}
    )
    judged = qualify(lead)
    assert judged.points == {"authority": 25, "timeline": 25, "intent_score": 50}
    assert judged.stage == "mql"  # enough points, but no confirmed budget


@pytest.mark.parametrize(
    ("code", "figure", "met", "missed"),
    [
        ("budget_amount", 5_000, {"budget_amount": 5_000}, {"budget_amount": 4_999}),
        ("timeline_within", 3, {"timeline": "90 days"}, {"timeline": "next year"}),
        ("timeline_within", 3, {"timeline": "asap"}, {"timeline": "not urgent"}),
        ("employees", 50, {"employees": "51-200"}, {"employees": 49}),
        ("estimated_value", 1, {"estimated_value": 1}, {}),
        ("business_email", None, {"email": "a@b-example.com"}, {"email": "a@gmail.com"}),
        ("consent", None, {"consent": True}, {"consent": False}),
        ("phone", None, {"phone": "+15125550100"}, {}),
        ("products", None, {"products": ["firewall"]}, {"products": []}),
        ("company", None, {"company": "Example Mills"}, {}),
    ],
)
def test_a_criterion_compares_with_its_figure(
    code: str, figure: int | None, met: dict[str, Any], missed: dict[str, Any]
) -> None:
    by = Qualification({code: Weight(10, figure=figure)}, mql_at=10, sql_at=20)
    assert qualify(clean_lead({"external_id": "x", **met}), by).stage == "mql"
    assert qualify(clean_lead({"external_id": "x", **missed}), by).stage == "raw"


def test_every_default_criterion_exists() -> None:
    assert set(DEFAULT.weights) <= set(CRITERIA)
