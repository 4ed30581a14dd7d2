"""Every example in the documentation is a call that works, and its answer has the documented shape."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import jsonschema
import pytest
from django.db import transaction
from django.test import Client
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer

from crm.models import CrmConflict, CrmConnection, CrmRecord
from leads.models import DeclineReason
from prm.platform import clock
from prm.platform.outbox.models import OutboxMessage
from routing.models import Offer, PolicyVersion
from tests.factories import (
    CertificationFactory,
    DealRegistrationFactory,
    LeadFactory,
    OfferFactory,
    PolicyVersionFactory,
    ProductFactory,
    TierFactory,
    VerticalFactory,
    WebhookEndpointFactory,
)
from tests.people import VendorPeople

Json = dict[str, Any]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PLACEHOLDER = "0199f1c2-0000-7000-8000-000000000000"


@pytest.fixture(scope="module")
def schema() -> Json:
    made = SchemaGenerator().get_schema(request=None, public=True)
    found: Json = json.loads(OpenApiJsonRenderer().render(made, renderer_context={}))
    return found


class World:
    """A vendor with something of everything, and what each call needs of it."""

    def __init__(self, people: VendorPeople, client: Client) -> None:
        self.people, self.client = people, client
        for slug in ("platinum", "gold", "silver", "bronze"):
            TierFactory(slug=slug)
        for make, slug in (
            (CertificationFactory, "network-security"),
            (VerticalFactory, "manufacturing"),
            (ProductFactory, "firewall"),
        ):
            make(slug=slug)
        DeclineReason.objects.create(slug="no-capacity", name="No room")
        PolicyVersionFactory(number=1)

    def made(self, path: str, body: Any, content_type: str = "application/json") -> Json:
        """What a call that makes something answers."""
        answer = self.client.post(
            f"/api/v1/{path}", body, content_type=content_type, headers=self.people.bearer
        )
        assert answer.status_code == 201, (path, answer.content)
        return dict(answer.json())

    def draft(self) -> str:
        return str(self.made("policies/", {"document": PolicyVersion.objects.get(number=1).document})["id"])

    def retired(self) -> str:
        return str(PolicyVersionFactory(number=7, state="retired").pk)

    def sheet(self) -> str:
        return str(self.made("imports/?kind=leads", b"Work e-mail\njo@example.com\n", "text/csv")["id"])

    def offer(self, state: str) -> str:
        return str(_offer(self.people, state).pk)

    def lead(self, **fields: Any) -> str:
        return str(LeadFactory(**fields).pk)

    def deal(self) -> str:
        return str(DealRegistrationFactory(partner=self.people.larkspur.partner).pk)

    def alias(self) -> str:
        made = {"field": "industry", "text": "Widget works", "slug": "manufacturing"}
        return str(self.made("aliases/", made)["id"])

    def delivery(self) -> tuple[str, str]:
        endpoint = WebhookEndpointFactory()
        message = OutboxMessage.objects.create(
            key="example", channel="webhook", event="lead.won", endpoint=endpoint, payload={}, state="failed"
        )
        return str(endpoint.pk), str(message.pk)

    def record(self) -> CrmRecord:
        connection = CrmConnection.objects.create(
            kind="hubspot", base_url="https://crm.example.com", external_field="lead_id"
        )
        record: CrmRecord = CrmRecord.objects.create(
            connection=connection, lead=LeadFactory(), state="failed"
        )
        return record

    def conflict(self) -> str:
        made = CrmConflict.objects.create(record=self.record(), field="status", ours="won", theirs="lost")
        return str(made.pk)


def _offer(people: VendorPeople, state: str) -> Offer:
    accepted_at = clock.now() if state == "accepted" else None
    made: Offer = OfferFactory(
        partner=people.larkspur.partner, state=state, lead__state=state, accepted_at=accepted_at
    )
    return made


def _ids(name: str, make: Callable[[World], str]) -> Callable[[World], tuple[Json, str]]:
    """The path's one ID; the body's placeholder stands for something made for it."""
    return lambda world: ({name: make(world)}, str(world.people.larkspur.partner.pk))


def _deliveries(world: World) -> tuple[Json, str]:
    endpoint, message = world.delivery()
    return {"endpoint_id": endpoint}, message


# What a call's path and the placeholder in its body stand for. Other calls need neither.
NEEDS: dict[str, Callable[[World], tuple[Json, str]]] = {
    "agreement_change": _ids(
        "agreement_id",
        lambda w: w.made("agreements/", {"title": "Rules", "body": "Call.", "grace_days": 1})["id"],
    ),
    "alias_map": _ids("row_id", World.alias),
    "certification_change": _ids("slug", lambda w: "network-security"),
    "crm_conflict_resolve": _ids("conflict_id", World.conflict),
    "crm_records_resend": lambda w: ({}, str(w.record().pk)),
    "deal_approve": _ids("deal_id", World.deal),
    "deal_refuse": _ids("deal_id", World.deal),
    "import_change": _ids("import_id", World.sheet),
    "import_start": _ids("import_id", World.sheet),
    "lead_correct": _ids("lead_id", World.lead),
    "lead_merge": lambda w: ({"lead_id": w.lead()}, w.lead()),
    "lead_offer": _ids("lead_id", lambda w: w.lead(state="review")),
    "offer_decline": _ids("offer_id", lambda w: w.offer("offered")),
    "offer_message_create": _ids("offer_id", lambda w: w.offer("accepted")),
    "offer_more_time": _ids("offer_id", lambda w: w.offer("accepted")),
    "offer_outcome": _ids("offer_id", lambda w: w.offer("accepted")),
    "offer_update": _ids("offer_id", lambda w: w.offer("accepted")),
    "partner_change": _ids("partner_id", lambda w: str(w.people.larkspur.partner.pk)),
    "partner_key_create": _ids("partner_id", lambda w: str(w.people.larkspur.partner.pk)),
    "policy_change": _ids("version_id", World.draft),
    "policy_diff": lambda w: ({"version_id": w.draft()}, w.retired()),
    "policy_publish": _ids("version_id", World.draft),
    "policy_roll_back": _ids("version_id", World.retired),
    "policy_submit": _ids("version_id", World.draft),
    "policy_try": _ids("version_id", World.draft),
    "product_change": _ids("slug", lambda w: "firewall"),
    "simulation_start": lambda w: ({"lead_id": w.lead()}, w.draft()),
    "territory_create": lambda w: ({}, str(w.people.larkspur.partner.pk)),
    "tier_change": _ids("slug", lambda w: "gold"),
    "vertical_change": _ids("slug", lambda w: "manufacturing"),
    "web_form_change": _ids("form_id", lambda w: w.made("web-forms/", {"name": "Webinar"})["id"]),
    "webhook_change": _ids("endpoint_id", lambda w: str(WebhookEndpointFactory().pk)),
    "webhook_deliveries_resend": _deliveries,
}


def bodies(schema: Json) -> list[tuple[str, str, Json, str, Json]]:
    """Path, method, operation, media type and content of each body that is text."""
    return [
        (path, method, operation, media_type, content)
        for path, operations in schema["paths"].items()
        for method, operation in operations.items()
        for media_type, content in operation.get("requestBody", {}).get("content", {}).items()
        if media_type != XLSX
    ]


def shown(content: Json) -> list[tuple[str, Any]]:
    """The examples of a body or answer, by name."""
    one = [("example", content["example"])] if "example" in content else []
    return one + [(name, example["value"]) for name, example in content.get("examples", {}).items()]


def wrong_with(value: Any, shape: Json, schema: Json) -> list[str]:
    """What a schema has against a value."""
    checker = jsonschema.Draft202012Validator({**shape, "components": schema["components"]})
    return [f"{error.json_path}: {error.message[:300]}" for error in checker.iter_errors(value)]


def test_every_body_has_an_example_that_fits_its_schema(schema: Json) -> None:
    for _path, _method, operation, media_type, content in bodies(schema):
        found = shown(content)
        assert found, (operation["operationId"], media_type)
        for name, value in found:
            if not isinstance(value, str):
                assert wrong_with(value, content["schema"], schema) == [], (operation["operationId"], name)


def test_every_answer_that_is_shown_fits_its_schema(schema: Json) -> None:
    answers = [
        content
        for operations in schema["paths"].values()
        for operation in operations.values()
        for answer in operation["responses"].values()
        for content in answer.get("content", {}).values()
    ]
    answers += [
        content for one in schema["components"]["responses"].values() for content in one["content"].values()
    ]
    answers += [
        one["post"]["requestBody"]["content"]["application/json"] for one in schema["webhooks"].values()
    ]
    found = [(value, content["schema"]) for content in answers for _name, value in shown(content)]
    assert len(found) > 40
    assert [fault for value, shape in found for fault in wrong_with(value, shape, schema)] == []


def test_every_example_does_what_it_says(schema: Json, acme: VendorPeople, client: Client) -> None:
    wrong, tried = [], 0
    with acme.scope():
        for path, method, operation, media_type, content in bodies(schema):
            for name, body in shown(content):
                tried += 1
                with transaction.atomic():
                    answer = _sent(World(acme, client), path, method, operation, media_type, body)
                    transaction.set_rollback(True)
                wrong += [
                    f"{operation['operationId']}, {name}: {why}"
                    for why in _reasons(schema, operation, answer)
                ]
    assert not wrong, "\n".join(wrong)
    assert tried >= 50


def _reasons(schema: Json, operation: Json, answer: Any) -> list[str]:
    """What is wrong with an answer: its status, its shape, or one of the rows it tells of."""
    promised = max(status for status in operation["responses"] if status.startswith("2"))
    if str(answer.status_code) != promised:
        return [f"{answer.status_code}, not {promised}: {answer.content!r}"]
    told = answer.json()
    shape = operation["responses"][promised]["content"]["application/json"]["schema"]
    refused = [str(row) for row in told.get("results", []) if row["status"] >= 400]
    return refused + wrong_with(told, shape, schema)


def test_the_bulk_example_makes_its_two_leads(schema: Json, acme: VendorPeople, client: Client) -> None:
    for path, method, operation, media_type, content in bodies(schema):
        if operation["operationId"] == "lead_create_bulk":
            [(_, body)] = shown(content)
            with acme.scope(), transaction.atomic():
                answer = _sent(World(acme, client), path, method, operation, media_type, body)
                transaction.set_rollback(True)
            assert [row["status"] for row in answer.json()["results"]] == [201, 201], media_type


def _sent(world: World, path: str, method: str, operation: Json, media_type: str, body: Any) -> Any:
    name = operation["operationId"]
    ids, placeholder = NEEDS[name](world) if name in NEEDS else ({}, str(world.people.larkspur.partner.pk))
    is_partners = name.startswith("offer_") or (name == "deal_register" and "partner" not in body)
    headers = (world.people.larkspur if is_partners else world.people).bearer
    url = path.format(**ids) + ("?kind=leads" if name == "import_create" else "")
    text = _written(_filled(body, placeholder), media_type)
    return world.client.generic(method.upper(), url, text, content_type=media_type, headers=headers)


def _written(body: Any, media_type: str) -> str:
    if isinstance(body, str):
        return body
    return json.dumps(body) if media_type == "application/json" else urlencode(body, doseq=True)


def _filled(body: Any, id_: str) -> Any:
    if isinstance(body, dict):
        return {name: _filled(value, id_) for name, value in body.items()}
    if isinstance(body, list):
        return [_filled(value, id_) for value in body]
    return id_ if body == PLACEHOLDER else body
