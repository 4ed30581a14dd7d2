"""Input that is only large costs no more than its size, and leaves nothing behind."""

import json

import pytest
import yaml
from django.test import Client
from prometheus_client.registry import REGISTRY

from prm.platform.errors import InvalidInput
from routing.policies.services.transfer import PlainLoader, import_policy
from tests.people import VendorPeople

MANY = 24_000


def test_names_in_one_mapping_are_looked_at_once_each(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted, not timed: each name is compared with a handful of others, not with all."""
    compared = 0

    class Name(str):
        __slots__ = ()

        def __eq__(self, other: object) -> bool:
            nonlocal compared
            compared += 1
            return str.__eq__(self, other) is True

        __hash__ = str.__hash__

    node = yaml.compose("\n".join(f"name{n}: 1" for n in range(2_000)), Loader=PlainLoader)
    assert isinstance(node, yaml.MappingNode)
    for key, _value in node.value:
        key.value = Name(key.value)
    loader = PlainLoader("")
    loader.construct_mapping(node)
    assert compared < 20 * 2_000


def test_repeated_names_are_still_refused(in_acme: VendorPeople) -> None:
    with pytest.raises(InvalidInput, match="repeated: a"):
        import_policy(text="a: 1\nb: 2\na: 3\n", actor=in_acme.alice_actor)


def test_a_body_with_many_repeated_names_is_refused_at_once(acme: VendorPeople, client: Client) -> None:
    body = "{" + ",".join(f"{json.dumps(f'n{n // 2}')}: 1" for n in range(MANY)) + "}"
    answer = client.post("/api/v1/leads/", body, "application/json", headers=acme.bearer)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["code"] == "duplicate"


def test_methods_that_a_stranger_makes_up_are_no_labels(client: Client) -> None:
    for n in range(5):
        client.generic(f"MADEUP{n}", "/healthz")
    labels = [
        sample.labels.get("method", "")
        for metric in REGISTRY.collect()
        if metric.name == "prm_request_seconds"
        for sample in metric.samples
    ]
    assert not [label for label in labels if label.startswith("MADEUP")]
    assert "other" in labels
