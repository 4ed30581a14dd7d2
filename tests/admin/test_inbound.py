"""A channel manager adds a system that sends leads, mends its mapping with a preview, and tries again."""

from typing import Any

from django.test import Client

from leads.inbound.models import InboundPayload, InboundSource, PayloadState
from leads.inbound.services.take_payload import take_payload
from leads.models import Lead
from prm.platform import clock
from tests.admin.console import admin, text
from tests.people import VendorPeople


def made(client: Client, acme: VendorPeople, preset: str) -> tuple[InboundSource, str]:
    client.force_login(acme.bob)
    answer = client.post(admin(acme, "inbound/"), {"name": "Fair", "preset": preset})
    assert answer.status_code == 302
    with acme.scope():
        return InboundSource.objects.get(), answer["Location"]


def test_the_list_counts_what_each_source_sent(client: Client, acme: VendorPeople) -> None:
    source, _page = made(client, acme, "other")
    at = clock.now()
    with acme.scope():
        for state in (PayloadState.TAKEN, PayloadState.TAKEN, PayloadState.FAILED):
            InboundPayload.objects.create(source=source, state=state, body={}, size=2, received_at=at)
    page = client.get(admin(acme, "inbound/"))
    [shown] = page.context["sources"]
    assert (shown.taken, shown.failed, shown.last_at) == (2, 1, at)


def filled(page: Any, **changes: str) -> dict[str, str]:
    form = page.context["form"]
    data = {bound.html_name: bound.value() for bound in form}
    return {name: value for name, value in data.items() if value not in (None, False)} | changes


def test_the_preview_reads_the_last_payload_and_a_failed_one_is_tried_again(
    client: Client, acme: VendorPeople
) -> None:
    source, path = made(client, acme, "other")
    with acme.scope():
        take_payload(
            source=source, body={"work_email": "dana@example.com", "PLZ": "10115", "Land": "DE"}, size=1
        )
    page = client.get(path)
    assert source.token in page.text and "The mapping finds no name" in page.text
    guessed = client.post(path, filled(page) | {"guess": "1"})
    assert 'value="work_email"' in guessed.text and 'value="PLZ"' in guessed.text
    tried = client.post(
        path, filled(page) | {"try": "1", "map-email": "work_email", "map-country": '"Nowhere"'}
    )
    assert "dana@example.com" in tried.text and "c-warning" in tried.text
    wrong = client.post(path, filled(page) | {"map-email": "work_email["})
    assert "A bracket is not closed" in wrong.text
    assert (
        client.post(path, filled(page) | {"map-email": "work_email", "map-country": "Land"}).status_code
        == 302
    )
    with acme.scope():
        assert not Lead.objects.exists()
        payload = InboundPayload.objects.get()
    assert "Try again" in text(client, admin(acme, f"inbound/payloads/{payload.id}/"))
    assert "1 payload was taken" in client.post(f"{path}replay/", follow=True).text
    listed = text(client, admin(acme, "inbound/"))
    assert source.name in listed
    with acme.scope():
        lead = Lead.objects.get()
        assert (lead.email, lead.country, lead.custom) == ("dana@example.com", "DE", {"PLZ": "10115"})


def test_the_example_of_a_product_is_previewed_before_anything_came(
    client: Client, acme: VendorPeople
) -> None:
    _source, path = made(client, acme, "typeform")
    page = text(client, path)
    assert "pia.sommer@example.com" in page and "Until then every call is refused" in page


def test_an_analyst_sees_neither_address_nor_changes(client: Client, acme: VendorPeople) -> None:
    source, path = made(client, acme, "zapier")
    client.force_login(acme.ana)
    assert source.token not in text(client, path)
    for action in ("", "replay/", "address/", "remove/"):
        assert client.post(path + action, {}).status_code == 403
    with acme.scope():
        assert InboundSource.objects.get().token == source.token


def test_a_new_address_replaces_the_old_and_a_source_is_removed(client: Client, acme: VendorPeople) -> None:
    source, path = made(client, acme, "zapier")
    assert client.post(f"{path}address/").status_code == 302
    with acme.scope():
        assert InboundSource.objects.get().token != source.token
    assert client.post(f"{path}remove/").status_code == 302
    with acme.scope():
        assert not InboundSource.objects.exists()
