"""Another system posts to its address: signed or refused, taken or kept until the mapping is mended."""

import base64
import hashlib
import hmac
import json
from typing import Any

import pytest
from django.test import Client

from leads.inbound.models import InboundPayload, InboundSource, PayloadState
from leads.inbound.services.forget_payloads import remove_old_payloads
from leads.inbound.services.save_source import make_source, save_source
from leads.inbound.services.take_payload import replay_failed
from leads.models import Lead
from prm.platform import throttle
from prm.platform.redact import without_secrets
from routing.offers.services.erase_lead import erase_lead
from tests.people import VendorPeople
from tests.stack.clock import MovableClock

SECRET = "a secret of the sender"
FLAT = {
    "id": 1,
    "name": "Dana Example",
    "email": "dana@example.com",
    "company": "Example Mills",
    "booth": "4",
}


def source_of(people: VendorPeople, preset: str = "zapier", **given: Any) -> InboundSource:
    with people.scope():
        source = make_source(name="Sender", preset=preset, actor=people.alice_actor)
        given = {"secret": SECRET, **given}
        return save_source(source_id=source.id, given=given, actor=people.alice_actor)


def path_of(people: VendorPeople, source: InboundSource) -> str:
    return f"/api/v1/inbound/{people.vendor.slug}/{source.token}/"


def post(client: Client, people: VendorPeople, source: InboundSource, body: Any, **headers: str) -> Any:
    headers = headers or {"X-Webhook-Secret": SECRET}
    return client.post(path_of(people, source), json.dumps(body), "application/json", headers=headers)


def digest(text: bytes) -> bytes:
    return hmac.new(SECRET.encode(), text, hashlib.sha256).digest()


def test_a_payload_becomes_a_lead_once(acme: VendorPeople, client: Client) -> None:
    source = source_of(acme)
    answer = post(client, acme, source, FLAT)
    assert (answer.status_code, answer.json()["state"]) == (200, "taken")
    again = post(client, acme, source, FLAT).json()["results"]
    assert [(one["lead"], one["duplicate"]) for one in again] == [(answer.json()["results"][0]["lead"], True)]
    with acme.scope():
        lead = Lead.objects.get()
        assert (lead.first_name, lead.last_name, lead.external_id) == ("Dana", "Example", "zapier-1")
        assert (lead.source, lead.custom) == ("zapier", {"booth": "4"})


def test_a_form_is_read_and_a_browser_is_sent_on(acme: VendorPeople, client: Client) -> None:
    source = source_of(acme, "salesforce", thanks_url="https://www.example.com/thanks")
    form = "oid=00D&first_name=In%C3%A9s&last_name=Okafor&email=ines%40example.com&company=Example&00N1=x"
    answer = client.post(path_of(acme, source), form, "application/x-www-form-urlencoded")
    assert (answer.status_code, answer["Location"]) == (303, "https://www.example.com/thanks")
    with acme.scope():
        lead = Lead.objects.get()
        assert (lead.first_name, lead.custom) == ("Inés", {"00N1": "x"})


@pytest.mark.parametrize(
    ("preset", "header", "value"),
    [
        ("typeform", "Typeform-Signature", lambda body: "sha256=" + base64.b64encode(digest(body)).decode()),
        ("facebook", "X-Hub-Signature-256", lambda body: "sha256=" + digest(body).hex()),
        ("linkedin", "X-LI-Signature", lambda body: digest(b"hmacsha256=" + body).hex()),
        ("zapier", "X-Webhook-Secret", lambda body: SECRET),
    ],
)
def test_only_the_signed_are_taken(
    acme: VendorPeople, client: Client, preset: str, header: str, value: Any
) -> None:
    source = source_of(acme, preset)
    right = value(json.dumps(FLAT).encode())
    wrongs: list[dict[str, str]] = [{"X-Other": "1"}, {header: ""}, {header: right[:-4] + "AAAA"}]
    for wrong in wrongs:
        refused = post(client, acme, source, FLAT, **wrong)
        assert (refused.status_code, refused.json()["code"]) == (401, "wrong_signature")
        assert refused["Content-Type"] == "application/problem+json"
    with acme.scope():
        assert not InboundPayload.objects.exists()
        assert InboundSource.objects.get().refused_code == "wrong_signature"
    assert post(client, acme, source, FLAT, **{header: right}).status_code in (200, 202)


def test_hubspots_signature_holds_for_five_minutes(
    acme: VendorPeople, client: Client, clock: MovableClock, settings: Any
) -> None:
    settings.BASE_URL = "https://leads.example.com"
    source = source_of(acme, "hubspot")
    body = json.dumps({"vid": 9, "properties": {"email": {"value": "mara@example.com"}}})
    time = str(int(clock.now().timestamp() * 1000))
    signed = f"POST{settings.BASE_URL}{path_of(acme, source)}{body}{time}"
    headers = {
        "X-HubSpot-Signature-v3": base64.b64encode(digest(signed.encode())).decode(),
        "X-HubSpot-Request-Timestamp": time,
    }
    late = {**headers, "X-HubSpot-Request-Timestamp": str(int(time) + 1)}
    send = lambda with_: client.post(path_of(acme, source), body, "application/json", headers=with_)  # noqa: E731
    assert send(late).status_code == 401
    assert send(headers).status_code == 200
    clock.move(minutes=6)
    assert send(headers).status_code == 401


def test_a_source_without_its_secret_refuses_everybody(acme: VendorPeople, client: Client) -> None:
    with acme.scope():
        source = make_source(name="New", preset="typeform", actor=acme.alice_actor)
    empty = hmac.new(b"", json.dumps(FLAT).encode(), hashlib.sha256).hexdigest()
    assert post(client, acme, source, FLAT, **{"Typeform-Signature": empty}).status_code == 401


def test_facebook_and_linkedin_ask_whether_the_address_is_ours(acme: VendorPeople, client: Client) -> None:
    source = source_of(acme, "facebook")
    ask = {"hub.mode": "subscribe", "hub.challenge": "12345", "hub.verify_token": source.verify_token}
    answer = client.get(path_of(acme, source), ask)
    assert (answer.status_code, answer.content, answer["Content-Type"][:10]) == (200, b"12345", "text/plain")
    assert client.get(path_of(acme, source), ask | {"hub.verify_token": "guess"}).status_code == 403
    assert client.get(path_of(acme, source)).status_code == 405
    linkedin = source_of(acme, "linkedin")
    answer = client.get(path_of(acme, linkedin), {"challengeCode": "abc"}).json()
    assert answer == {"challengeCode": "abc", "challengeResponse": digest(b"abc").hex()}


def test_what_fails_is_kept_and_taken_once_the_mapping_is_mended(acme: VendorPeople, client: Client) -> None:
    source = source_of(acme, "other", signature="none")
    body = {"people": [{"mail": "a@example.com"}, {"mail": "b@example.com"}, {"nothing": "Example Mills"}]}
    answer = post(client, acme, source, body)
    assert (answer.status_code, answer.json()["state"]) == (202, "failed")
    with acme.scope():
        assert not Lead.objects.exists()
        given = {"mapping": {"email": "mail"}, "leads_path": "people[]"}
        save_source(source_id=source.id, given=given, actor=acme.alice_actor)
        assert replay_failed(source_id=source.id) == (0, 1)
        assert Lead.objects.count() == 2
        payload = InboundPayload.objects.get()
        assert [("lead" in one) for one in payload.results] == [True, True, False]
        given = {"mapping": {"email": "mail", "company": "nothing"}}
        save_source(source_id=source.id, given=given, actor=acme.alice_actor)
        assert replay_failed(source_id=source.id) == (1, 0)
        assert Lead.objects.count() == 3


def test_a_notification_without_the_persons_fields_fails_with_the_reason(
    acme: VendorPeople, client: Client
) -> None:
    source = source_of(acme, "facebook")
    body = {"object": "page", "entry": [{"changes": [{"field": "leadgen", "value": {"leadgen_id": "1"}}]}]}
    signature = "sha256=" + digest(json.dumps(body).encode()).hex()
    answer = post(client, acme, source, body, **{"X-Hub-Signature-256": signature})
    assert answer.status_code == 202
    assert "fetched" in answer.json()["results"][0]["errors"][0]["message"]


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b"", "application/json", 400),
        (b'"' + b"x" * 300_000 + b'"', "application/json", 413),
        (b'{"email": "d@example.com", "x": NaN, "y": 1e999, "z": "\\u0000\\ud800"}', "application/json", 200),
        (b"[]", "application/json", 202),
        (b"7", "application/json", 202),
        (b"null", "application/json", 202),
    ],
)
def test_odd_bodies_never_break_it(
    acme: VendorPeople, client: Client, body: bytes, kind: str, status: int
) -> None:
    source = source_of(acme)
    headers = {"X-Webhook-Secret": SECRET}
    answer = client.post(path_of(acme, source), body, content_type=kind, headers=headers)
    assert answer.status_code == status, answer.content


def test_an_unknown_or_stopped_address_is_not_there(
    acme: VendorPeople, globex: VendorPeople, client: Client
) -> None:
    source = source_of(acme, is_active=False)
    assert post(client, acme, source, FLAT).status_code == 404
    live = source_of(acme)
    assert post(client, globex, live, FLAT).status_code == 404
    assert live.token not in without_secrets(f'"POST {path_of(acme, live)} HTTP/1.1" 404')


def test_one_source_cannot_flood(acme: VendorPeople, client: Client, monkeypatch: Any) -> None:
    source = source_of(acme)
    monkeypatch.setattr("leads.inbound.api.receive.CALLS_A_MINUTE", 2)
    statuses = [post(client, acme, source, FLAT).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    assert throttle.seconds_to_wait("another", quota=1, window_seconds=60) == 0


def test_erasing_the_lead_empties_its_payloads(acme: VendorPeople, client: Client) -> None:
    source = source_of(acme)
    post(client, acme, source, FLAT)
    other = post(client, acme, source, FLAT | {"id": 2, "name": "Ole", "email": "ole@example.com"}).json()
    with acme.scope():
        InboundPayload.objects.create(
            source=source, body={"note": "Dana@Example.com asks"}, size=1, state=PayloadState.FAILED
        )
        erase_lead(lead_id=Lead.objects.get(email="dana@example.com").id, actor=acme.alice_actor)
        left = [payload.id for payload in InboundPayload.objects.exclude(body={})]
        assert [str(id_) for id_ in left] == [other["id"]]


def test_payloads_go_after_their_days(acme: VendorPeople, client: Client, clock: MovableClock) -> None:
    source = source_of(acme, keeps_days=3)
    post(client, acme, source, FLAT)
    with acme.scope():
        clock.move(days=2)
        assert remove_old_payloads() == 0
        clock.move(days=2)
        assert remove_old_payloads() == 1
        assert Lead.objects.exists()
