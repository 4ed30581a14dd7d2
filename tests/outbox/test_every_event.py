"""Every event that the webhooks promise is sent by the flow that causes it."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any, Union

import pytest
from pydantic import TypeAdapter

from leads.services.decide_deal import approve_deal, expire_deals
from leads.services.receive_leads import receive_lead
from leads.services.register_deal import register_deal
from partners.models import Partner
from prm.platform.outbox.catalogue import declared
from prm.platform.outbox.models import OutboxMessage
from routing.models import Offer
from routing.offers.services.close_offer import close_offer
from tests.factories import LeadFactory
from tests.people import VendorPeople
from tests.services.rounds import PERSON, accepted, decline, listen, offered, publish, route, sweep
from tests.stack.clock import MovableClock

COMPANY = {"company": "Example Mills", "website": "https://mills.example.com", "country": "US"}


class World:
    """What a flow may use."""

    def __init__(self, people: VendorPeople, clock: MovableClock) -> None:
        self.people, self.clock = people, clock

    def passes(self, **time: float) -> None:
        self.clock.move(**time)
        sweep()

    def closes(self, outcome: str) -> None:
        offer = accepted()
        about: dict[str, Any] = {"partner_id": offer.partner_id, "actor": PERSON}
        close_offer(offer_id=offer.id, outcome=outcome, value=None, reason="", **about)

    def registers(self, partner: Partner | None = None) -> Any:
        claimant = partner or self.people.larkspur.partner
        return register_deal(partner_id=claimant.id, data=COMPANY, actor=PERSON)

    def protects(self) -> None:
        approve_deal(deal_id=self.registers().id, actor=PERSON)


def _nobody_left(world: World) -> None:
    Partner.objects.update(status="inactive")
    LeadFactory()
    route()


def _expired_deal(world: World) -> None:
    world.protects()
    world.clock.move(days=91)
    expire_deals()


def _lead_meets_claim(world: World) -> None:
    world.protects()
    receive_lead(data=COMPANY, actor=PERSON)
    route()


def _two_claim_one_account(world: World) -> None:
    world.registers()
    world.registers(world.people.quillon.partner)


FLOWS: dict[str, list[Callable[[World], Any]]] = {
    "lead.received": [lambda world: receive_lead(data=COMPANY, actor=PERSON)],
    "lead.review": [_nobody_left],
    "offer.created": [lambda world: offered()],
    "offer.accepted": [lambda world: accepted()],
    "offer.declined": [lambda world: decline(offered())],
    "offer.expired": [lambda world: (offered(), world.passes(hours=25))],
    "offer.warned": [lambda world: (accepted(), world.passes(hours=25))],
    "offer.revoked": [lambda world: (accepted(), world.passes(hours=49))],
    "lead.won": [lambda world: world.closes("won")],
    "lead.lost": [lambda world: world.closes("lost")],
    "deal.registered": [lambda world: world.registers()],
    "deal.approved": [lambda world: world.protects()],
    "deal.expired": [_expired_deal],
    "conflict.found": [_lead_meets_claim, _two_claim_one_account],
}


@pytest.mark.parametrize(("event", "flow"), [(event, flow) for event in FLOWS for flow in FLOWS[event]])
def test_the_vendor_hears_of_it_once(
    in_acme: VendorPeople, clock: MovableClock, event: str, flow: Callable[[World], Any]
) -> None:
    publish()
    endpoint = listen()
    flow(World(in_acme, clock))
    [message] = OutboxMessage.objects.filter(endpoint=endpoint, event=event)
    assert message.payload["type"] == event and message.payload["data"]
    for sent in OutboxMessage.objects.all():
        assert_fits(sent)


def assert_fits(message: OutboxMessage) -> None:
    """The payload is of a declared shape, with no field more or less."""
    event, data = declared(message.event), message.payload["data"]
    partner = message.membership.partner_id if message.membership else None
    partner = message.endpoint.partner_id if message.endpoint else partner
    shapes = [event.partner_payload] if partner else event.shapes()
    fits = TypeAdapter(Union[tuple(shape for shape in shapes if shape)])  # type: ignore[misc] # noqa: UP007
    fits.validate_json(json.dumps(data))


def test_a_lead_that_meets_a_claim_is_told_of_once_however_often_it_is_routed(
    in_acme: VendorPeople, clock: MovableClock
) -> None:
    publish()
    endpoint, world = listen(), World(in_acme, clock)
    _lead_meets_claim(world)
    offer = Offer.objects.get()
    assert offer.partner_id == in_acme.larkspur.partner.id
    world.passes(seconds=timedelta(hours=25).total_seconds())
    route()
    [message] = OutboxMessage.objects.filter(endpoint=endpoint, event="conflict.found")
    assert message.payload["data"]["partner"]["name"] == in_acme.larkspur.partner.name
