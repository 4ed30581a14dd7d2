"""The vendor and a partner write to each other about a lead."""

from collections.abc import Callable

import pytest
from django.test import Client

from prm.platform.outbox.models import OutboxMessage
from routing.conversations.models import OfferMessage
from routing.conversations.services.send_message import write_to_partner
from routing.models import Offer
from routing.offers.services.erase_lead import erase_lead
from routing.offers.services.offer_manually import offer_manually
from tests.factories import LeadFactory
from tests.people import VendorPeople
from tests.services.rounds import publish

MakeOffer = Callable[..., Offer]


@pytest.fixture
def manager(acme: VendorPeople) -> Client:
    client = Client()
    client.force_login(acme.bob)
    return client


def mailed(event: str) -> set[str]:
    return set(OutboxMessage.objects.filter(event=event).values_list("receiver", flat=True))


def test_a_question_is_answered_and_both_read_it_on_their_page_of_the_lead(
    rep: Client, manager: Client, in_acme: VendorPeople, accepted: Offer
) -> None:
    Offer.objects.filter(id=accepted.id).update(assignee=None)
    in_acme.larkspur.partner.manager_id = in_acme.bob.memberships.get().id
    in_acme.larkspur.partner.save()
    lead_page = in_acme.url(f"portal/leads/{accepted.id}/")
    assert f"Messages with {in_acme.bob}" in rep.get(lead_page).content.decode()
    sent = rep.post(
        in_acme.url(f"portal/offers/{accepted.id}/message/"), {"body": "Is the budget real?"}, follow=True
    )
    assert "Is the budget real?" in sent.content.decode()
    assert mailed("message.from_partner") == {in_acme.bob.email}

    page = in_acme.url(f"admin/leads/lead/{accepted.lead_id}/change/")
    assert "Is the budget real?" in manager.get(page).text
    asked = manager.get(in_acme.url(f"admin/offers/{accepted.id}/message/")).text
    assert "The partner can answer." in asked
    manager.post(in_acme.url(f"admin/offers/{accepted.id}/message/"), {"body": "Yes, signed off."})
    assert "Yes, signed off." in rep.get(lead_page).content.decode()
    assert mailed("message.to_partner") == {in_acme.larkspur.rep.email, in_acme.larkspur.admin.email}
    told = OutboxMessage.objects.filter(event="message.to_partner")[0].payload["data"]
    assert told["message"]["body"] == "Yes, signed off." and accepted.lead.company not in str(told)


def test_a_word_goes_with_an_offer_that_is_made_by_hand_and_is_read_before_accepting(
    rep: Client, in_acme: VendorPeople
) -> None:
    publish()
    lead = LeadFactory(state="review", company="Zyzzyva Mills")
    offer = offer_manually(
        lead_id=lead.id,
        partner_id=in_acme.larkspur.partner.id,
        actor=in_acme.alice_actor,
        reason="Near",
        message="They asked for somebody in Austin.",
    )
    page = rep.get(in_acme.url(f"portal/offers/{offer.id}/")).content.decode()
    assert "They asked for somebody in Austin." in page and lead.company not in page


def test_nobody_else_reads_or_writes(
    client: Client, rep: Client, in_acme: VendorPeople, accepted: Offer
) -> None:
    write_to_partner(offer_id=accepted.id, body="For Larkspur alone", actor=in_acme.alice_actor)
    client.force_login(in_acme.quillon.rep)
    address = in_acme.url(f"portal/offers/{accepted.id}/message/")
    assert client.post(address, {"body": "Me too"}).status_code == 404
    keys = {"larkspur": 200, "quillon": 404}
    for name, status in keys.items():
        bearer = getattr(in_acme, name).bearer
        answer = client.get(f"/api/v1/offers/{accepted.id}/messages/", headers=bearer)
        assert answer.status_code == status
    assert OfferMessage.objects.count() == 1


def test_an_empty_message_and_one_about_an_ended_offer_are_refused_and_nothing_is_stored(
    rep: Client, client: Client, in_acme: VendorPeople, offered: MakeOffer
) -> None:
    offer = offered()
    address = in_acme.url(f"portal/offers/{offer.id}/message/")
    assert "Write a message." in rep.post(address, {"body": "  "}, follow=True).content.decode()
    api = f"/api/v1/offers/{offer.id}/messages/"
    sent = client.post(api, {"body": ""}, content_type="application/json", headers=in_acme.larkspur.bearer)
    assert sent.status_code == 400 and sent.json()["errors"][0]["field"] == "body"
    Offer.objects.filter(id=offer.id).update(state="expired")
    assert "This offer has ended." in rep.post(address, {"body": "Hello?"}, follow=True).content.decode()
    late = client.post(api, {"body": "x"}, content_type="application/json", headers=in_acme.bearer)
    assert late.status_code == 409 and late.json()["code"] == "offer_ended"
    assert not OfferMessage.objects.exists()


def test_the_api_writes_for_both_sides(client: Client, in_acme: VendorPeople, offered: MakeOffer) -> None:
    api = f"/api/v1/offers/{offered().id}/messages/"
    for whose in (in_acme.larkspur.bearer, in_acme.bearer):
        answer = client.post(api, {"body": "Hello"}, content_type="application/json", headers=whose)
        assert answer.status_code == 201
    found = client.get(api, headers=in_acme.bearer).json()["results"]
    assert [each["is_from_vendor"] for each in found] == [False, True]


def test_messages_go_with_the_lead_when_it_is_erased(in_acme: VendorPeople, accepted: Offer) -> None:
    write_to_partner(offer_id=accepted.id, body="Call Ada", actor=in_acme.alice_actor)
    erase_lead(lead_id=accepted.lead_id, actor=in_acme.alice_actor)
    assert not OfferMessage.objects.exists()
    assert "Call Ada" not in str(list(OutboxMessage.objects.values_list("payload", flat=True)))
