"""Blind in every byte: of a lead whose every free field holds a mark, nothing marked reaches the partner.

Every page of the portal, every answer of the API, every mail, chat message and webhook, the export and the
log, before acceptance and after the offer is over. A new page or call is covered the moment it is registered.
"""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.test import Client

from leads.models import DeclineReason, Lead
from leads.services.receive_leads import receive_lead
from portal.urls import urlpatterns
from prm.platform.actors import SYSTEM
from prm.platform.outbox.chat import chat_body
from prm.platform.outbox.mail import digest_mail, letter_mail
from prm.platform.outbox.models import OutboxMessage, WebhookEndpoint
from prm.platform.tenants.models import Membership, Vendor
from prm.platform.tenants.scope import vendor_scope
from routing.models import Offer
from routing.offers.services.accept_offer import accept_offer
from routing.offers.services.decline_offer import decline_offer
from routing.offers.services.extend_offer import extend_offer
from routing.offers.services.withdraw_offer import withdraw_offer
from tests.factories import ProductFactory, VerticalFactory
from tests.people import VendorPeople
from tests.portal.test_from_mail import link_to
from tests.services.rounds import live, publish, route, sweep
from tests.stack.clock import MovableClock
from tests.tenancy.test_every_url import routes_of

MARKED = {
    "first_name": "Qzvxwkjyanne",
    "last_name": "McQzvxwkjy",
    "phone": "+44 20 7946 0999",
    "job_title": "Head of qzvxwkjy",
    "website": "https://www.qzvxwkjy.example.com/path",
    "country": "GB",
    "city": "Qzvxwkjyham",
    "postal_code": "EC1A 9QZ",
    "latitude": 51.517_753,
    "longitude": -0.099_887,
    "languages": ["qzvxwkjyisch"],  # what cannot be read is kept as it came
    "source": "qzvxwkjy fair",
    "campaign": "qzvxwkjy spring",
    "partner_campaign": "qzvxwkjy joint",
    "authority": "Reports to Qzvxwkjy senior",
    "need": "The qzvxwkjy line stands still; call qzvxwkjy@qzvxwkjy.example.com.",
    "timeline": "before the qzvxwkjy audit",
    "consent": {"text": "qzvxwkjy agreed", "ip": "qzvxwkjy"},
    "custom": {"qzvxwkjy_field": "qzvxwkjy value", "note": "ask for Qzvxwkjy"},
    "industry": "manufacturing",
    "products": ["firewall"],
    "estimated_value": 4_242_994_242,
    "currency": "GBP",
    "employees": 240,
    "intent_score": 80,
}
MARKS = ("qzvxwkjy", "79460999", "7946 0999", "ec1a 9qz", "51.5177", "0.09988", "4242994242", "994,242")


@pytest.fixture
def lives(in_acme: VendorPeople, clock: MovableClock) -> dict[str, Offer]:
    """Offers of marked leads to Larkspur, one for each way that an offer can stand or end."""
    publish(sla={"max_offers": 1, "revoke_after": "48h"})
    Vendor.objects.filter(pk=in_acme.vendor.pk).update(
        joins_repeated_leads=False, links_similar_leads=False
    )  # one phone marks them all
    ProductFactory(name="Next-gen firewall")
    VerticalFactory(name="Manufacturing")
    DeclineReason.objects.get_or_create(slug="too-small", defaults={"name": "Too small for us"})
    for url in ("https://chat.example.com/a", "https://chat.example.com/b"):
        WebhookEndpoint.objects.create(partner=in_acme.larkspur.partner, url=url, secret="whsec_AAAA")
    by = {"partner_id": in_acme.larkspur.partner.id, "actor": in_acme.larkspur.rep_actor}
    made = {name: to_larkspur(in_acme, name) for name in ("expired", "revoked", "declined", "withdrawn")}
    accept_offer(offer_id=made["revoked"].id, **by)
    decline_offer(offer_id=made["declined"].id, **by, reason="too-small", note="No room")
    withdraw_offer(offer_id=made["withdrawn"].id, actor=in_acme.bob_actor, reason="Sent by mistake")
    for hours in (25, 25):
        clock.move(hours=hours)
        sweep()
    made["offered"] = to_larkspur(in_acme, "offered")
    extend_offer(offer_id=made["offered"].id, actor=in_acme.bob_actor, until=clock.now() + timedelta(hours=9))
    made["a rival's"] = to_larkspur(in_acme, "rival", wants="quillon")
    for name, offer in made.items():
        offer.refresh_from_db()
        assert offer.state == {"a rival's": "offered"}.get(name, name)
    return made


def to_larkspur(acme: VendorPeople, name: str, wants: str = "larkspur") -> Offer:
    """A marked lead that the rules offer to this partner: the other one has its turns first."""
    for number in range(4):
        company = {
            "company": f"Qzvxwkjy {name} {number} Ltd",
            "email": f"{number}@qzvxwkjy{name.strip()}{number}-example.com",
            "website": f"https://qzvxwkjy{name}{number}-example.com/qzvxwkjy",
        }
        lead = receive_lead(
            data={**MARKED, **company, "external_id": f"qzvxwkjy-{name}-{number}"}, actor=SYSTEM
        )
        route()
        offer = live(lead)
        if offer.partner_id == getattr(acme, wants).partner.id:
            return offer
    raise AssertionError("the turns do not come round")


def everything_told(acme: VendorPeople, lives: dict[str, Offer]) -> Iterator[tuple[str, bytes]]:
    """Where from, and each byte that Larkspur's people, key, chats and mailboxes get."""
    client = Client()
    client.force_login(acme.larkspur.admin)
    for pattern in urlpatterns:
        for path in filled(str(pattern.pattern), {offer.id for offer in lives.values()}):
            yield path, whole(client.get(acme.url(f"portal/{path}")))
    for query in ("view=table&shown=all", f"q={MARKS[0][:4]}"):
        yield query, whole(client.get(acme.url(f"portal/pipeline/?{query}")))
    for known in (offer for offer in lives.values() if offer.partner_id == acme.larkspur.partner.id):
        yield "mail link", whole(Client().get(link_to(acme, known)))
        yield "mail link", whole(Client().post(link_to(acme, known), {"decline": "1"}))
    ids = {key for offer in lives.values() for key in (offer.id, offer.lead_id)}
    for api in routes_of("prm.project.urls"):
        if api.path.startswith("api/"):
            for path in filled(api.path, ids if re.search("lead|offer", api.path) else {*list(ids)[:1]}):
                yield path, whole(Client().get(f"/{path}", headers=acme.larkspur.bearer))
    yield from messages(acme)


def filled(path: str, keys: set[UUID]) -> set[str]:
    """The path with each of the keys in place of what it names."""
    return {re.sub(r"<[^>]+>", str(key), path) for key in keys}


def whole(answer: object) -> bytes:
    """Head and body, without what was asked for."""
    body = answer.getvalue()  # type: ignore[attr-defined]
    return bytes(body) + repr(dict(answer.headers)).encode()  # type: ignore[attr-defined]


def messages(acme: VendorPeople) -> Iterator[tuple[str, bytes]]:
    members = Membership.objects.filter(partner=acme.larkspur.partner)
    for mail in OutboxMessage.objects.filter(membership__in=members):
        for write in (letter_mail, digest_mail):
            yield f"mail {mail.event}", write([mail]).message().as_bytes()
            yield (
                f"mail {mail.event}",
                "".join(
                    [write([mail]).body, *(str(part.content) for part in write([mail]).alternatives)]
                ).encode(),
            )
    for hook in OutboxMessage.objects.filter(endpoint__partner=acme.larkspur.partner):
        yield f"webhook {hook.event}", json.dumps(hook.payload, cls=DjangoJSONEncoder).encode()
        assert hook.endpoint is not None
        for shape in ("slack", "teams"):
            hook.endpoint.shape = shape
            yield f"{shape} {hook.event}", json.dumps(chat_body(hook, hook.endpoint, acme.vendor)).encode()


def test_nothing_marked_reaches_the_partner(
    in_acme: VendorPeople, lives: dict[str, Offer], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    places, found = set(), set()
    for place, content in everything_told(in_acme, lives):
        places.add(place)
        lowered = content.lower()
        found |= {(place, mark) for mark in MARKS if mark.encode() in lowered}
    assert not found
    assert {
        "mail offer.created",
        "mail offer.expired",
        "mail offer.revoked",
        "webhook offer.created",
    } <= places
    assert {"teams offer.withdrawn", "slack offer.extended", "pipeline/leads.csv"} <= places
    assert not [line for line in caplog.messages for mark in MARKS if mark in line.lower()]


def test_after_acceptance_it_is_all_there(
    in_acme: VendorPeople, lives: dict[str, Offer], rep: Client
) -> None:
    """So that the test above looks for what there is to find."""
    offer = lives["offered"]
    rep.post(in_acme.url(f"portal/offers/{offer.id}/accept/"))
    page = whole(rep.get(in_acme.url(f"portal/leads/{offer.id}/"))).decode()
    for given in (
        "Qzvxwkjyanne",
        "McQzvxwkjy",
        "+442079460999",
        "Head of qzvxwkjy",
        "Qzvxwkjyham",
        "The qzvxwkjy line stands",
    ):
        assert given in page
    answer = Client().get(f"/api/v1/offers/{offer.id}/", headers=in_acme.larkspur.bearer)
    assert "qzvxwkjy value" in answer.content.decode()
    with vendor_scope(in_acme.vendor.id):
        assert Lead.objects.get(id=offer.lead_id).need.startswith("The qzvxwkjy")
