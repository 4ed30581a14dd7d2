"""The catalogue of events: one declaration, and everything else follows from it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leads.events.about_lead import AboutLead
from leads.events.groups import LEADS
from leads.events.leads import LeadReceived
from leads.events.on_timeline import OnTimeline, timeline_words
from leads.events.shapes import LeadTold
from leads.models import LeadEvent
from prm.platform import clock
from prm.platform.api.event_docs import add_webhooks
from prm.platform.outbox import catalogue
from prm.platform.outbox.catalogue import Audience, Event, all_events, event_choices, sent_events
from prm.platform.outbox.letters.letter import Letter, Source
from prm.platform.outbox.models import OutboxMessage
from prm.platform.outbox.save_endpoint import create_endpoint
from prm.platform.outbox.shape import example_of
from prm.platform.outbox.tell import tell
from routing.events.about_offer import AboutOffer
from tests.factories import LeadFactory, WebhookEndpointFactory
from tests.people import VendorPeople

WHOLE: dict[str, Any] = {
    "name": "lead.sneezed",
    "words": _("A lead was won"),
    "timeline": _("Won"),
    "group": LEADS,
    "audience": Audience.NOBODY,
    "payload": LeadTold,
}


@pytest.fixture(autouse=True)
def kept_catalogue() -> Iterator[None]:
    """The catalogue as it was, afterwards."""
    before = dict(catalogue._CATALOGUE)
    yield
    catalogue._CATALOGUE.clear()
    catalogue._CATALOGUE.update(before)


def declare(*without: str, base: type[Event] = AboutLead, **more: Any) -> type[Any]:
    return type("Sneezed", (base,), {k: v for k, v in (WHOLE | more).items() if k not in without})


@pytest.mark.parametrize("part", ["words", "group", "audience", "payload", "timeline"])
def test_an_event_that_lacks_something_cannot_be_declared(part: str) -> None:
    with pytest.raises(TypeError, match=part):
        declare(part)
    declare()


def test_an_event_that_is_mailed_needs_a_letter_and_for_partners_a_payload() -> None:
    with pytest.raises(TypeError, match="partner_payload, letter"):
        declare(audience=Audience.PARTNER)
    with pytest.raises(TypeError, match="letter"):
        declare(base=AboutOffer, audience=Audience.PARTNER)


def test_a_name_is_declared_once() -> None:
    with pytest.raises(TypeError, match="twice"):
        declare(name="lead.won")


def test_one_declaration_is_all_that_a_new_event_takes(in_acme: VendorPeople) -> None:
    class LeadSneezed(AboutLead):
        """A lead sneezed."""

        name = "lead.sneezed"
        words = _("A lead was won")
        timeline = _("Won")
        group = LEADS
        audience = Audience.VENDOR
        payload = LeadTold

        @classmethod
        def letter(cls, source: Source) -> Letter:
            return Letter(subject="Bless you", opening="A lead sneezed.")

    create_endpoint(fields={"url": "https://hooks.example.com/only", "events": ["lead.sneezed"]})
    lead = LeadFactory()
    tell([LeadSneezed(lead=lead, at=clock.now())])
    assert LeadEvent.objects.get(lead=lead).kind == "lead.sneezed" and timeline_words("lead.sneezed") == "Won"
    receivers = set(OutboxMessage.objects.values_list("receiver", flat=True))
    assert receivers == {"https://hooks.example.com/only", in_acme.alice.email, in_acme.bob.email}
    assert catalogue.write_letter("lead.sneezed", {}).subject == "Bless you"
    document: dict[str, Any] = {"components": {"schemas": {}}}
    add_webhooks(document)
    assert "lead.sneezed" in document["webhooks"]
    assert any(name == "lead.sneezed" for _group, events in event_choices() for name, _words in events)


def test_many_events_take_as_many_statements_as_one(
    in_acme: VendorPeople, django_assert_num_queries: Any
) -> None:
    WebhookEndpointFactory()
    leads = LeadFactory.create_batch(30)
    with django_assert_num_queries(2):  # the receivers, and the records of CRMs
        tell(LeadReceived(lead=lead, actor=in_acme.alice_actor) for lead in leads)
    assert OutboxMessage.objects.count() == LeadEvent.objects.count() == 30


@pytest.mark.parametrize("event", list(all_events()), ids=lambda event: event.name)
def test_every_event_has_its_words(event: type[Event]) -> None:
    if event.is_sent:
        assert isinstance(event.words, Promise) and event.__doc__
    if issubclass(event, OnTimeline) and event.timeline is not None:
        assert isinstance(event.timeline, Promise)


@pytest.mark.parametrize("event", sent_events(), ids=lambda event: event.name)
def test_the_example_of_every_payload_fits_its_shape(event: type[Event]) -> None:
    for shape in (*event.shapes(), *([event.partner_payload] if event.partner_payload else [])):
        shape.model_validate(example_of(shape))


def test_the_notice_settings_are_grouped_with_offers_first(client: Client, acme: VendorPeople) -> None:
    client.force_login(acme.larkspur.rep)
    page = client.get(acme.url("portal/company/notices/")).content.decode()
    assert 0 < page.index("offer.created") < page.index("offer.warned") < page.index("deal.approved")
