"""Offers through the API: blind before acceptance, worked after it, refused when no longer possible."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from leads.models import DeclineReason, Lead
from prm.platform import clock
from prm.platform.tenants.keys import issue_key
from routing.models import Offer, OfferInvitee
from tests.factories import LeadFactory, OfferFactory
from tests.people import VendorPeople

UUIDS = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@pytest.fixture
def offer(acme: VendorPeople) -> Offer:
    with acme.scope():
        DeclineReason.objects.create(slug="other", name="Other")
        DeclineReason.objects.create(slug="no-capacity", name="No room")
        made: Offer = OfferFactory(partner=acme.larkspur.partner)
        return made


def act(client: Client, offer: Offer, action: str, people: Any, data: Any = None) -> Any:
    return client.post(
        f"/api/v1/offers/{offer.id}/{action}/",
        data={} if data is None else data,
        content_type="application/json",
        headers=people.bearer,
    )


def test_no_byte_of_the_contact_reaches_a_partner_before_it_accepts(
    client: Client, acme: VendorPeople, offer: Offer
) -> None:
    for path in ("offers/", f"offers/{offer.id}/"):
        answer = client.get(f"/api/v1/{path}", headers=acme.larkspur.bearer)
        assert answer.status_code == 200
        said = UUIDS.sub("", answer.text)
        for secret in ("zyzzyva", "Zyzzyva", "555", "78701", "Austin", "30.27"):
            assert secret not in said
    shown = client.get(f"/api/v1/offers/{offer.id}/", headers=acme.larkspur.bearer).json()
    assert shown["contact"] is None and shown["lead"] == str(offer.lead_id)
    assert shown["facts"]["size_band"] == "200-999" and shown["facts"]["value_band"] == "25000-99999"
    assert shown["facts"]["timeline"] == "within_3_months" and shown["facts"]["region"] == "US-TX"


def test_accepting_shows_the_contact(client: Client, acme: VendorPeople, offer: Offer) -> None:
    answer = act(client, offer, "accept", acme.larkspur)
    assert answer.status_code == 200, answer.json()
    assert answer.json()["state"] == "accepted" and answer.json()["contact"]["company"] == "Zyzzyva Mills"
    lead = client.get(f"/api/v1/leads/{offer.lead_id}/", headers=acme.bearer).json()
    assert lead["state"] == "accepted" and lead["offer"]["state"] == "accepted"


def test_a_late_accept_is_refused_before_any_sweep_and_changes_nothing(
    client: Client, acme: VendorPeople, offer: Offer
) -> None:
    with acme.scope():
        Offer.objects.filter(pk=offer.pk).update(deadline_at=clock.now() - timedelta(seconds=1))
    answer = act(client, offer, "accept", acme.larkspur)
    assert answer.status_code == 409 and answer.json()["code"] == "deadline_passed"
    with acme.scope():
        assert Offer.objects.get(pk=offer.pk).state == "offered"


def test_a_rivals_offer_is_not_there(
    client: Client, acme: VendorPeople, globex: VendorPeople, offer: Offer
) -> None:
    for people in (acme.quillon, globex.larkspur):
        assert client.get(f"/api/v1/offers/{offer.id}/", headers=people.bearer).status_code == 404
        assert client.get("/api/v1/offers/", headers=people.bearer).json()["results"] == []
        for action, data in (
            ("accept", {}),
            ("decline", {}),
            ("update", {"note": "x"}),
            ("outcome", {"outcome": "won"}),
        ):
            if people is acme.quillon:
                assert act(client, offer, action, people, data).status_code == 404


def test_an_offer_that_is_not_delivered_yet_is_not_there(
    client: Client, acme: VendorPeople, offer: Offer
) -> None:
    with acme.scope():
        Offer.objects.filter(pk=offer.pk).update(visible_at=clock.now() + timedelta(hours=1))
    assert client.get(f"/api/v1/offers/{offer.id}/", headers=acme.larkspur.bearer).status_code == 404
    assert act(client, offer, "accept", acme.larkspur).status_code == 404


def test_the_vendor_sees_all_offers_and_acts_on_none(
    client: Client, acme: VendorPeople, offer: Offer
) -> None:
    shown = client.get("/api/v1/offers/?state=offered", headers=acme.bearer).json()["results"]
    assert [row["id"] for row in shown] == [str(offer.id)] and shown[0]["contact"]["city"] == "Austin"
    for action in ("accept", "decline", "update", "outcome", "more-time"):
        answer = act(client, offer, action, acme)
        assert answer.status_code == 403 and answer.json()["code"] == "partner_key_needed"


def test_declining_by_slug_or_in_ones_own_words(client: Client, acme: VendorPeople, offer: Offer) -> None:
    assert (
        act(client, offer, "decline", acme.larkspur, {"reason": "no-capacity"}).json()["state"] == "declined"
    )
    with acme.scope():
        second = OfferFactory(partner=acme.larkspur.partner, lead=LeadFactory(state="offered"))
    answer = act(client, second, "decline", acme.larkspur, {"reason": "They are our rival"})
    assert answer.json()["decline_reason"] == "other"
    with acme.scope():
        assert Offer.objects.get(pk=second.pk).decline_note == "They are our rival"


def test_a_lead_is_worked_to_its_end(client: Client, acme: VendorPeople, offer: Offer) -> None:
    act(client, offer, "accept", acme.larkspur)
    update = {"first_action": "call", "status": "contacted", "note": "Spoke", "next_action_on": "2030-01-31"}
    answer = act(client, offer, "update", acme.larkspur, update)
    assert answer.status_code == 200 and answer.json()["first_action_kind"] == "call"
    cleared = act(client, offer, "update", acme.larkspur, {"next_action_on": None, "assignee": None})
    assert cleared.status_code == 200
    with acme.scope():
        assert Offer.objects.get(pk=offer.pk).next_action_on is None
    answer = act(client, offer, "outcome", acme.larkspur, {"outcome": "won", "value": 48000.5})
    assert answer.json()["outcome_value"] == 48000.5 and answer.json()["contact"] is not None
    with acme.scope():
        assert Lead.objects.get(pk=offer.lead_id).state == "won"
    assert act(client, offer, "accept", acme.larkspur).status_code == 409


@pytest.mark.parametrize(
    ("action", "data", "fields"),
    [
        ("accept", {"please": 1}, {"please"}),
        ("decline", {"reason": 5, "note": ["x"], "z": 1}, {"reason", "note", "z"}),
        (
            "update",
            {"status": "sold", "first_action": "smoke", "next_action_on": "soon", "assignee": 3.5},
            None,
        ),
        ("outcome", {"outcome": "maybe", "value": float("inf"), "reason": "x" * 201}, None),
        ("outcome", {"value": -1}, {"outcome", "value"}),
        ("more-time", {}, {"reason"}),
    ],
)
def test_wrong_input_is_named(
    client: Client,
    acme: VendorPeople,
    offer: Offer,
    action: str,
    data: dict[str, Any],
    fields: set[str] | None,
) -> None:
    answer = act(client, offer, action, acme.larkspur, data)
    assert answer.status_code == 400
    assert {error["field"] for error in answer.json()["errors"]} == (fields or set(data))


def test_an_open_claim_is_seen_by_those_invited_and_taken_once(client: Client, acme: VendorPeople) -> None:
    with acme.scope():
        claim = OfferFactory(partner=None, is_claim=True, method="claim")
        for people in (acme.larkspur, acme.quillon):
            OfferInvitee.objects.create(offer=claim, partner=people.partner)
    for people in (acme.larkspur, acme.quillon):
        [row] = client.get("/api/v1/offers/", headers=people.bearer).json()["results"]
        assert row["partner"] is None and row["is_claim"] and row["contact"] is None
    assert act(client, claim, "accept", acme.quillon).status_code == 200
    late = act(client, claim, "accept", acme.larkspur)
    assert late.status_code == 409 and late.json()["code"] == "taken"
    assert client.get(f"/api/v1/offers/{claim.id}/", headers=acme.larkspur.bearer).status_code == 404


def test_a_revoked_lead_hides_its_contact_again(client: Client, acme: VendorPeople, offer: Offer) -> None:
    with acme.scope():
        Offer.objects.filter(pk=offer.pk).update(state="revoked")
    shown = client.get(f"/api/v1/offers/{offer.id}/", headers=acme.larkspur.bearer).json()
    assert shown["state"] == "revoked" and shown["contact"] is None


def test_a_revoked_key_opens_nothing(client: Client, acme: VendorPeople) -> None:
    with acme.scope():
        issued = issue_key(vendor=acme.vendor, name="old")
        issued.row.revoked_at = clock.now()
        issued.row.save()
    for text in (issued.text, "", "x", "prm_acme_00000000_nothing", "prm_nobody_0_0", acme.key + "x"):
        answer = client.get("/api/v1/offers/", headers={"Authorization": f"Bearer {text}"})
        assert answer.status_code == 401 and answer["WWW-Authenticate"].startswith("Bearer")
        assert answer["Content-Type"] == "application/problem+json"
    assert client.get("/api/v1/offers/").status_code == 401
