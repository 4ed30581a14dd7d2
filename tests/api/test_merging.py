"""Later posts, like leads, merging and separating through the API."""

from typing import Any

import pytest
from django.test import Client

from leads.models import Lead, LeadEvent
from prm.platform.outbox.models import OutboxMessage
from routing.models import Offer
from tests.factories import WebhookEndpointFactory
from tests.people import VendorPeople
from tests.services.rounds import publish, route


def call(client: Client, people: Any, path: str, body: Any = None, method: str = "post") -> Any:
    sent = {} if method == "get" else {"data": body or {}, "content_type": "application/json"}
    return getattr(client, method)(f"/api/v1/{path}", headers=people.bearer, **sent)


def posted(client: Client, people: VendorPeople, **body: Any) -> dict[str, Any]:
    answer = call(client, people, "leads/", body)
    assert answer.status_code in (200, 201), answer.content
    route()
    found: dict[str, Any] = answer.json()
    return found


@pytest.fixture
def world(in_acme: VendorPeople) -> VendorPeople:
    publish()
    return in_acme


def test_a_later_post_is_answered_with_the_lead_that_is_there(client: Client, world: VendorPeople) -> None:
    first = posted(client, world, email="rita@gmail.com", last_name="Roe")
    assert first["duplicate"] is False
    answer = call(client, world, "leads/", {"email": "Rita@Gmail.com", "phone": "+15125550100"})
    again = answer.json()
    assert (answer.status_code, again["id"], again["duplicate"]) == (200, first["id"], True)
    assert answer["Location"].endswith(f"/leads/{first['id']}/") and again["offer"]
    known = call(client, world, f"leads/{first['id']}/known/", method="get").json()
    [later] = known["later_posts"]
    assert later["facts"] == {"phone": "+15125550100", "email": "Rita@gmail.com"}
    assert later["evidence"] == "email" and not known["like_leads"]
    timeline = call(client, world, f"leads/{first['id']}/timeline/", method="get").json()
    assert "rita" not in str(timeline).lower()


def test_rows_of_a_bulk_say_which_are_duplicates(client: Client, world: VendorPeople) -> None:
    rows = [{"external_id": "1", "email": "a@gmail.com"}, {"external_id": "1", "email": "a@gmail.com"}]
    results = call(client, world, "leads/bulk/", rows).json()["results"]
    assert [(row["status"], row["duplicate"]) for row in results] == [(201, False), (200, True)]
    assert results[0]["id"] == results[1]["id"]


def test_two_leads_are_merged_and_separated_again(client: Client, world: VendorPeople) -> None:
    kept = posted(client, world, email="rita@gmail.com", external_id="A")
    other = posted(client, world, email="r.roe@yahoo.com", external_id="B")
    answer = call(client, world, f"leads/{other['id']}/merge/", {"into": kept["id"], "reason": "One person"})
    assert answer.status_code == 200 and answer.json()["id"] == kept["id"]
    assert Offer.objects.filter(state="offered").count() == 1
    assert posted(client, world, email="r.roe@yahoo.com")["id"] == kept["id"]
    assert posted(client, world, external_id="B", email="new@yahoo.com")["id"] == kept["id"]
    known = call(client, world, f"leads/{kept['id']}/known/", method="get").json()
    assert known["merged"] == [other["id"]]

    again = call(client, world, f"leads/{other['id']}/unmerge/")
    assert (
        again.status_code == 200 and again.json()["state"] == "new" and again.json()["duplicate_of"] is None
    )
    route()
    assert posted(client, world, email="r.roe@yahoo.com")["id"] == other["id"]
    assert posted(client, world, email="rita@gmail.com")["id"] == kept["id"]
    assert call(client, world, f"leads/{other['id']}/unmerge/").json()["code"] == "not_merged"


def test_what_cannot_be_merged(client: Client, world: VendorPeople, globex: VendorPeople) -> None:
    lead = posted(client, world, email="rita@gmail.com")["id"]
    gone = posted(client, world, email="gone@gmail.com")["id"]
    call(client, world, f"leads/{gone}/erase/")
    for into in (lead, gone, "0199f1c2-0000-7000-8000-000000000000"):
        answer = call(client, world, f"leads/{lead}/merge/", {"into": into})
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "into")
    assert call(client, world, f"leads/{gone}/merge/", {"into": lead}).json()["code"] == "lead_closed"
    assert call(client, globex, f"leads/{lead}/merge/", {"into": gone}).status_code == 404


def test_a_post_about_somebody_else_becomes_a_lead_of_its_own(client: Client, world: VendorPeople) -> None:
    first = posted(client, world, email="info@gmail.com", last_name="Roe")
    posted(client, world, email="info@gmail.com", last_name="Zed", phone="+15125550100", products=[])
    [later] = call(client, world, f"leads/{first['id']}/known/", method="get").json()["later_posts"]
    path = f"leads/{first['id']}/later-posts/{later['id']}/separate/"
    made = call(client, world, path)
    assert made.status_code == 201 and made.json()["last_name"] == "Zed"
    route()
    assert Lead.objects.filter(state="offered").count() == 2
    assert posted(client, world, phone="+15125550100")["id"] == made.json()["id"]
    assert call(client, world, path).json()["code"] == "separated_already"


def test_webhooks_hear_of_a_lead_that_was_separated(client: Client, world: VendorPeople) -> None:
    WebhookEndpointFactory(events=["lead.received"])
    first = posted(client, world, email="info@gmail.com", last_name="Roe")
    posted(client, world, email="info@gmail.com", last_name="Zed")
    [later] = call(client, world, f"leads/{first['id']}/known/", method="get").json()["later_posts"]
    made = call(client, world, f"leads/{first['id']}/later-posts/{later['id']}/separate/").json()
    assert OutboxMessage.objects.filter(event="lead.received", lead_id=made["id"]).count() == 1
    [received] = LeadEvent.objects.filter(lead_id=made["id"], kind="lead.received")
    assert received.detail == {"post_id": later["id"], "lead_id": first["id"]}


def test_like_leads_are_shown_and_dismissed(client: Client, world: VendorPeople) -> None:
    first = posted(client, world, email="ann@kestrelmills-example.com")
    second = posted(client, world, email="bob@kestrelmills-example.com")
    for one, other in ((first, second), (second, first)):
        [like] = call(client, world, f"leads/{one['id']}/known/", method="get").json()["like_leads"]
        assert (like["lead"], like["kind"], like["evidence"]) == (other["id"], "similar", "domain")
        assert 0.9 < like["confidence"] <= 1
    path = f"leads/{first['id']}/like/{second['id']}/dismiss/"
    assert call(client, world, path).status_code == 204
    assert call(client, world, path).status_code == 404
    assert not call(client, world, f"leads/{second['id']}/known/", method="get").json()["like_leads"]
