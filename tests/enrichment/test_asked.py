"""A data service on loopback fills gaps before routing; slow or broken, it holds up no lead."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.cache import cache
from pytest_django import Settings

from leads.enrichment.asked.memory import FAILURES_BEFORE_REST
from leads.enrichment.models import EnrichmentSource
from leads.enrichment.services.ask_waiting import ask_waiting
from leads.enrichment.services.save_source import make_source, remove_source, save_source
from leads.models import Lead
from leads.services.forget_lead import forget_lead
from leads.services.receive_leads import receive_lead
from prm.platform import clock
from prm.platform.errors import InvalidInput
from prm.platform.tenants.models import Vendor
from routing.batches.selectors.due import vendors_with_waiting_leads
from routing.locks import take_waiting_leads
from tests.people import VendorPeople
from tests.stack.receivers import WebhookReceiver

SAYS = {"company": {"name": "Quillon Ltd", "size": "51-200", "country": "GB", "sector": "manufacturing"}}
MAPPING = {"company": "company.name", "employees": "company.size", "country": "company.country"}


@pytest.fixture
def service(settings: Settings) -> Iterator[WebhookReceiver]:
    settings.ALLOW_PRIVATE_WEBHOOKS = True
    cache.clear()
    receiver = WebhookReceiver(text=json.dumps(SAYS))
    receiver.start()
    yield receiver
    receiver.stop()


@pytest.fixture
def people(db: None, fresh_vendor: Callable[[], VendorPeople]) -> VendorPeople:
    """Nothing is committed, so that no worker that runs beside the tests asks about these leads."""
    made = fresh_vendor()
    wait_at_most(made, 5000)
    return made


def wait_at_most(people: VendorPeople, milliseconds: int) -> None:
    with people.scope():
        assert Vendor.objects.filter(id=people.vendor.id).update(enrichment_milliseconds=milliseconds)


def source_of(people: VendorPeople, service: WebhookReceiver, **given: Any) -> EnrichmentSource:
    with people.scope():
        address = given.pop("address", f"{service.url}?of={{domain}}")
        name = given.pop("name", "Firmo")
        made = make_source(name=name, address=address, actor=people.alice_actor)
        given = {"mapping": MAPPING, **given}
        return save_source(source_id=made.id, given=given, secret="Bearer s3cret", actor=people.alice_actor)


def post(people: VendorPeople, n: int = 1, **more: Any) -> UUID:
    with people.scope():
        data = {"email": f"dana{n}@quillon{n}.example.com", **more}
        return receive_lead(data=data, actor=people.alice_actor).id


def now(people: VendorPeople, lead_id: UUID) -> Lead:
    with people.scope():
        return Lead.objects.get(id=lead_id)


def ready(people: VendorPeople) -> list[UUID]:
    with people.scope():
        return [lead.id for lead in take_waiting_leads(10)]


def test_a_lead_waits_for_the_answer_and_is_routed_with_it(
    people: VendorPeople, service: WebhookReceiver
) -> None:
    source = source_of(people, service)
    lead_id = post(people, phone="+49 30 901820", employees=12)
    assert ready(people) == []
    assert people.vendor.id not in vendors_with_waiting_leads(clock.now())
    assert ask_waiting(vendor_id=people.vendor.id) == 1
    assert ready(people) == [lead_id]
    lead = now(people, lead_id)
    # What was sent stays; an answer is better than what was worked out from the phone number.
    assert (lead.employees, lead.country, lead.company) == (12, "GB", "Quillon Ltd")
    assert {"field": "country", "value": "GB", "provider": "http", "source": "Firmo"} in lead.enrichment
    request = service.requests[0]
    assert request.path == "/hook?of=quillon1.example.com"
    assert request.headers["authorization"] == "Bearer s3cret"
    with people.scope():
        source.refresh_from_db()
        assert (source.answered, source.failed) == (1, 0)
        forget_lead(lead)
        assert lead.enrichment == []


def test_nobody_is_asked_about_what_is_known_or_cannot_be_named(
    people: VendorPeople, service: WebhookReceiver
) -> None:
    source_of(people, service)
    whole = post(people, company="Quillon", employees=12, country="GB")
    with people.scope():
        mail = receive_lead(data={"email": "dana@gmail.com"}, actor=people.alice_actor).id
    assert set(ready(people)) == {whole, mail}
    assert service.requests == []


def test_the_same_question_is_asked_once_while_its_answer_is_kept(
    people: VendorPeople, service: WebhookReceiver
) -> None:
    source = source_of(people, service)
    for who in ("dana", "eli", "noor"):
        post(people, email=f"{who}@quillon.example.com")
    assert ask_waiting(vendor_id=people.vendor.id) == 3
    assert len(service.requests) == 1
    post(people, email="kim@quillon.example.com")
    assert ask_waiting(vendor_id=people.vendor.id) == 1
    assert len(service.requests) == 1
    with people.scope():
        save_source(
            source_id=source.id,
            given={"cache_hours": 0, "mapping": {"company": "company.name"}},
            actor=people.alice_actor,
        )
    for who in ("lee", "sam"):
        post(people, email=f"{who}@quillon.example.com")
        ask_waiting(vendor_id=people.vendor.id)
    assert len(service.requests) == 3


@pytest.mark.parametrize(
    ("status", "text", "problem"),
    [
        (500, "{}", "It answered with an error."),
        (302, "{}", "It sends us to another address. Enter that address."),
        (401, "{}", "It refuses the key."),
        (200, "<html>", "Its answer is not JSON."),
        (200, "[" * 100_000, "Its answer is not JSON."),
        (200, '"' + "a" * 300_000 + '"', "Its answer is too long."),
        (429, "{}", "It asks us to wait: too many requests."),
    ],
)
def test_a_broken_service_is_noted_and_the_lead_goes_on(
    people: VendorPeople, service: WebhookReceiver, status: int, text: str, problem: str
) -> None:
    source = source_of(people, service)
    service.text, service.statuses = text, [status]
    lead_id = post(people)
    assert ask_waiting(vendor_id=people.vendor.id) == 1
    assert ready(people) == [lead_id]
    with people.scope():
        source.refresh_from_db()
        assert (source.failed, source.problem) == (1, problem)
    assert now(people, lead_id).employees is None


def test_an_answer_that_cannot_be_read_is_kept_beside_the_lead(
    people: VendorPeople, service: WebhookReceiver
) -> None:
    source_of(people, service)
    service.text = json.dumps({"company": {"size": "lots", "country": {"a": 1}, "name": "Quillon Ltd"}})
    lead_id = post(people)
    ask_waiting(vendor_id=people.vendor.id)
    lead = now(people, lead_id)
    assert (lead.employees, lead.company) == (None, "Quillon Ltd")
    assert lead.unread["employees"]["value"] == "lots"
    assert "employees" not in {record["field"] for record in lead.enrichment}


def test_a_service_that_fails_again_and_again_is_left_alone_for_a_while(
    people: VendorPeople,
    service: WebhookReceiver,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[Any]],
) -> None:
    source = source_of(people, service)
    service.statuses = [500] * 20
    for n in range(FAILURES_BEFORE_REST):
        post(people, n)
        ask_waiting(vendor_id=people.vendor.id)
    asked = len(service.requests)
    assert asked == FAILURES_BEFORE_REST
    last = post(people, 99)
    assert last in ready(people), "nobody waits for a source that rests"
    with people.scope(), django_capture_on_commit_callbacks(execute=True):
        save_source(source_id=source.id, given={"position": 2}, actor=people.alice_actor)
    service.statuses = []
    post(people, 100)
    ask_waiting(vendor_id=people.vendor.id)
    assert len(service.requests) == asked + 1, "a source that was changed is tried at once"


def test_a_slow_service_holds_no_lead_past_the_limit(
    people: VendorPeople, service: WebhookReceiver, clock: Any
) -> None:
    source = source_of(people, service)
    wait_at_most(people, 300)
    service.seconds = 2
    lead_id = post(people)
    assert ask_waiting(vendor_id=people.vendor.id) == 1
    assert ready(people) == [lead_id]
    with people.scope():
        source.refresh_from_db()
        assert source.problem == "It did not answer in time."


def test_a_lead_whose_asker_died_is_routed_when_its_time_is_up(
    people: VendorPeople, service: WebhookReceiver, clock: Any
) -> None:
    source_of(people, service)
    lead_id = post(people)
    assert ready(people) == []
    clock.move(milliseconds=5001)
    assert ready(people) == [lead_id]
    assert ask_waiting(vendor_id=people.vendor.id) == 0, "too late to ask"
    assert service.requests == []


def test_two_sources_answer_at_once_and_the_first_in_order_counts(
    people: VendorPeople, service: WebhookReceiver
) -> None:
    source_of(people, service)
    source_of(people, service, name="Other", mapping={"company": '"Wrong"', "industry": "company.sector"})
    lead_id = post(people)
    ask_waiting(vendor_id=people.vendor.id)
    lead = now(people, lead_id)
    assert lead.company == "Quillon Ltd"
    said = {record["field"]: record["source"] for record in lead.enrichment if record["provider"] == "http"}
    assert said["company"] == "Firmo"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"address": "https://data.example.com/"}, "address"),
        ({"address": "https://data.example.com/{budget}"}, "address"),
        ({"address": "https://{domain}/"}, "address"),
        ({"address": "http://data.example.com/{domain}"}, "address"),
        ({"address": "https://127.0.0.1/{domain}"}, "address"),
        ({"header": "Bad Header"}, "header"),
        ({"mapping": {"consent": "a"}}, "mapping.consent"),
        ({"mapping": {"company": "a["}}, "mapping.company"),
        ({"cache_hours": 9999}, "cache_hours"),
    ],
)
def test_a_wrong_source_is_refused_and_names_the_field(
    in_acme: VendorPeople, given: dict[str, Any], field: str
) -> None:
    made = make_source(name="Firmo", address="https://data.example.com/{domain}", actor=in_acme.alice_actor)
    with pytest.raises(InvalidInput) as refused:
        save_source(source_id=made.id, given=given, actor=in_acme.alice_actor)
    assert {error.field for error in refused.value.errors} == {field}


def test_without_sources_no_lead_waits(in_acme: VendorPeople) -> None:
    made = make_source(name="Firmo", address="https://data.example.com/{domain}", actor=in_acme.alice_actor)
    save_source(source_id=made.id, given={"mapping": MAPPING}, actor=in_acme.alice_actor)
    first = receive_lead(data={"email": "a@quillon.example.com"}, actor=in_acme.alice_actor)
    assert first.route_after_at == first.received_at + timedelta(milliseconds=800)
    remove_source(source_id=made.id, actor=in_acme.alice_actor)
    second = receive_lead(data={"email": "b@quillon.example.com"}, actor=in_acme.alice_actor)
    assert second.route_after_at is None
