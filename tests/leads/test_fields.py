"""Every field of a lead says who may know it, and what follows from that holds everywhere."""

import json
from collections.abc import Iterable
from dataclasses import fields
from typing import Any

import pytest
from django.db import connection, models

from leads.api.lead_input import EXAMPLE, LeadInput
from leads.fields.about import Engine, Partner
from leads.fields.catalogue import LEAD, LEAD_FIELDS, PERSONAL, known_to_engine
from leads.intake.normalise import clean_lead
from leads.models import Lead
from leads.selectors.blind import BANDS, CODES, HELD
from leads.services.forget_lead import FOLLOWING, forget_lead
from routing.engine import LeadFacts
from routing.engine.conditions import FIELDS
from routing.lead_pages.api.lead_output import LEAD_FIELDS_OUT
from tests.factories import LeadFactory

# Conditions may ask for these, too; they are no posted fields.
OF_ROUTING = {
    "account", "flags", "offers_made", "product_categories", "protected_partner_id",
    "required_certifications", "score", "stage", "sticky_partner_id",
}  # fmt: skip
CONDITION_KINDS = {"text": "text", "number": "number", "money": "number", "flag": "flag", "list": "list"}
CONDITION_KINDS |= {"json": "flag"}
NOT_PERSONAL = (models.DateTimeField, models.ForeignKey, models.UUIDField, models.PositiveSmallIntegerField)
FULL: dict[str, Any] = {
    "text": "words", "number": 7, "money": 7, "degrees": 7.0, "flag": True, "list": ["en"],
    "json": {"at": "fair"}, "object": {"shoe_size": 43},
}  # fmt: skip


def unclassified(columns: Iterable["models.Field[Any, Any]"]) -> list[str]:
    """Columns that could hold what somebody said, of which nobody said who may know it."""
    return [
        column.name
        for column in columns
        if column.name not in LEAD
        and column.name not in FOLLOWING
        and not column.choices
        and column.name not in ("review_reason", "score_points")  # codes and numbers
        and not isinstance(column, NOT_PERSONAL)
    ]


def test_every_column_says_whether_it_is_personal() -> None:
    assert unclassified(Lead._meta.fields) == []


def test_a_column_that_says_nothing_is_found() -> None:
    column: models.Field[Any, Any] = models.CharField(max_length=20, name="fax")
    assert unclassified([*Lead._meta.fields, column]) == ["fax"]


def test_erasing_empties_every_personal_field_and_keeps_the_others(in_acme: Any) -> None:
    values = {name: FULL[posted.kind] for name, posted in LEAD.items()}
    lead = LeadFactory(
        **{**values, "country": "US", "region": "US-TX", "currency": "USD"}, unread={"phone": {}}
    )
    forget_lead(lead)
    kept = Lead.objects.get(pk=lead.pk)
    left = {name for name in (*LEAD, *FOLLOWING) if getattr(kept, name) not in ("", None, [], {})}
    assert left == set(LEAD) - set(PERSONAL)
    assert {"email", "phone", "custom", "consent", "need"} <= set(PERSONAL)


def test_a_decision_forgets_every_personal_fact(in_acme: Any) -> None:
    facts = {fact.name: "something" for fact in fields(LeadFacts)} | {"salt": "s"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT forgotten_facts(%s::jsonb)", [json.dumps(facts)])
        left = json.loads(cursor.fetchone()[0])
    known = known_to_engine(Engine.CONDITION, Engine.ASKED, Engine.FACT)
    assert facts.keys() - left.keys() == {*(set(known) & set(PERSONAL)), "account", "postal_keys", "salt"}


def test_the_engine_knows_what_the_catalogue_lets_it_know() -> None:
    facts = {fact.name for fact in fields(LeadFacts)} & set(LEAD)
    assert facts == set(known_to_engine(Engine.CONDITION, Engine.ASKED, Engine.FACT))


def test_conditions_use_what_the_catalogue_lets_them_use() -> None:
    usable = known_to_engine(Engine.CONDITION, Engine.ASKED)
    kinds = {name: CONDITION_KINDS[LEAD[name].kind] for name in usable if name != "custom"}
    assert kinds == {name: kind for name, kind in FIELDS.items() if name not in OF_ROUTING}
    assert set(FIELDS) >= OF_ROUTING


def test_a_partner_sees_nothing_personal_before_it_accepts() -> None:
    assert not set(CODES) & set(PERSONAL)
    assert all(band.of(LEAD[name].absent) == "" for name, band in BANDS)
    assert {name for name, posted in LEAD.items() if posted.use.partner is Partner.BAND} == {
        name for name, _band in BANDS
    }
    assert not set(CODES) & set(HELD)


def test_the_schema_shows_the_fields_that_are_read() -> None:
    assert tuple(LeadInput().fields) == LEAD_FIELDS
    assert set(LEAD_FIELDS) < set(LEAD_FIELDS_OUT)


@pytest.mark.parametrize("name", EXAMPLE)
def test_each_example_can_be_read(name: str) -> None:
    assert clean_lead({"external_id": "x", "country": "US", name: EXAMPLE[name]}).values[name]
