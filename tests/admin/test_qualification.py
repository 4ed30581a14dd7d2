"""A channel manager edits what makes a lead qualified, and sees what it would make of the newest leads."""

import re

from django.test import Client

from leads.selectors.qualification import qualification
from leads.services.receive_leads import receive_lead
from tests.admin.console import admin
from tests.people import VendorPeople


def test_the_criteria_are_tried_before_they_are_saved(client: Client, acme: VendorPeople) -> None:
    with acme.scope():
        lead = receive_lead(
            data={"company": "Example Mills", "phone": "+15125550100"}, actor=acme.alice_actor
        )
    client.force_login(acme.bob)
    path = admin(acme, "qualification/")
    assert "The budget is confirmed" in client.get(path).content.decode()
    given = {
        "phone-points": "40",
        "phone-needed": "on",
        "mql_at": "20",
        "sql_at": "40",
        "budget_amount-figure": 1,
    }
    given |= {"timeline_within-figure": 1, "intent_score-figure": 1, "estimated_value-figure": 1}
    given |= {"employees-figure": 1}

    tried = client.post(path, given | {"try": ""}).content.decode()
    assert re.search(r"Sales qualified</td>\s*<td[^>]*>0</td>\s*<td[^>]*>1</td>", tried)
    with acme.scope():
        assert "phone" not in qualification().weights
    wrong = client.post(path, given | {"sql_at": "400"}).content.decode()
    assert "all criteria together give only 40 points" in wrong

    assert client.post(path, given | {"routes_only_sql": "on"}).status_code == 302
    with acme.scope():
        assert list(qualification().weights) == ["phone"] and qualification().routes_only_sql
        lead.refresh_from_db()
        assert (lead.stage, lead.score) == ("sql", 40)
    page = client.get(admin(acme, f"leads/lead/{lead.pk}/change/")).content.decode()
    assert "40 points: Sales qualified" in page and "+40" in page


def test_an_analyst_looks_and_changes_nothing(client: Client, acme: VendorPeople) -> None:
    client.force_login(acme.ana)
    path = admin(acme, "qualification/")
    assert client.get(path).status_code == 200
    assert client.post(path, {"mql_at": 1, "sql_at": 1}).status_code in (403, 404)
