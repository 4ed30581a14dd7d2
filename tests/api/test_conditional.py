"""ETags and If-Match, ordering, and whose idempotency keys are whose."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from prm.platform.tenants.keys import issue_key
from tests.api.test_access import TABLE
from tests.factories import LeadFactory
from tests.people import VendorPeople


def patch(client: Client, people: VendorPeople, path: str, body: Any, tag: str | None = None) -> Any:
    headers = people.bearer | ({"If-Match": tag} if tag else {})
    return client.patch(path, body, content_type="application/json", headers=headers)


def lead_path(people: VendorPeople, **fields: Any) -> str:
    with people.scope():
        return f"/api/v1/leads/{LeadFactory(**fields).id}/"


def test_a_change_of_what_has_changed_meanwhile_is_refused(client: Client, acme: VendorPeople) -> None:
    path = lead_path(acme)
    tag = client.get(path, headers=acme.bearer)["ETag"]
    changed = patch(client, acme, path, {"city": "Dallas"}, tag)
    assert changed.status_code == 200 and changed["ETag"] not in ("", tag)
    late = patch(client, acme, path, {"city": "Houston"}, tag)
    assert (late.status_code, late.json()["code"]) == (412, "stale")
    assert late["Content-Type"] == "application/problem+json"
    read = client.get(path, headers=acme.bearer)
    assert read.json()["city"] == "Dallas" and read["ETag"] == changed["ETag"]
    for fits in (read["ETag"], f'"other", W/{read["ETag"]}', "*"):
        assert patch(client, acme, path, {"city": "Dallas"}, fits).status_code == 200


def test_without_the_header_a_change_is_made_as_ever(client: Client, acme: VendorPeople) -> None:
    path = lead_path(acme)
    for city in ("Dallas", "Houston"):
        assert patch(client, acme, path, {"city": city}).json()["city"] == city


def test_what_one_has_already_is_not_sent_again(client: Client, acme: VendorPeople) -> None:
    path = lead_path(acme)
    tag = client.get(path, headers=acme.bearer)["ETag"]
    again = client.get(path, headers=acme.bearer | {"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    patch(client, acme, path, {"city": "Dallas"})
    assert client.get(path, headers=acme.bearer | {"If-None-Match": tag}).status_code == 200


def test_an_entry_is_not_removed_by_somebody_who_saw_another(client: Client, acme: VendorPeople) -> None:
    body = {"slug": "firewall", "name": "Firewall"}
    client.post("/api/v1/products/", body, content_type="application/json", headers=acme.bearer)
    path = "/api/v1/products/firewall/"
    tag = client.get(path, headers=acme.bearer)["ETag"]
    patch(client, acme, path, {"name": "Firewalls"})
    assert client.delete(path, headers=acme.bearer | {"If-Match": tag}).status_code == 412
    assert client.delete(path, headers=acme.bearer).status_code == 204


def test_of_two_who_saw_the_same_only_one_changes_it(committed: None, fresh_vendor: Any) -> None:
    people = fresh_vendor()
    path = lead_path(people)
    tag = Client().get(path, headers=people.bearer)["ETag"]

    def change(number: int) -> int:
        try:
            return int(patch(Client(), people, path, {"city": f"City {number}"}, tag).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(change, range(4))) == [200, 412, 412, 412]


def test_every_path_that_is_changed_has_a_tag(client: Client) -> None:
    schema = client.get("/api/v1/schema/?format=json").json()
    changed = [operations for operations in schema["paths"].values() if "patch" in operations]
    assert len(changed) == len([1 for method, _name in TABLE if method == "PATCH"])
    for operations in changed:
        assert "ETag" in operations["get"]["responses"]["200"]["headers"], operations["get"]["operationId"]
        assert "412" in operations["patch"]["responses"]


def ids(client: Client, people: VendorPeople, query: str) -> list[str]:
    seen: list[str] = []
    url: str | None = f"/api/v1/leads/?{query}&limit=2"
    while url:
        body = client.get(url, headers=people.bearer).json()
        seen += [row["id"] for row in body["results"]]
        url = body["next"]
    return seen


def test_lists_are_ordered_as_asked_page_by_page(client: Client, acme: VendorPeople) -> None:
    paths = [lead_path(acme) for _ in range(5)]
    made = [path.split("/")[-2] for path in paths]
    assert ids(client, acme, "ordering=received_at") == made
    assert ids(client, acme, "ordering=-received_at") == made[::-1]
    patch(client, acme, paths[1], {"city": "Dallas"})
    assert ids(client, acme, "ordering=-changed_at")[0] == made[1]
    wrong = client.get("/api/v1/leads/?ordering=email", headers=acme.bearer)
    assert wrong.status_code == 400 and wrong.json()["errors"][0]["field"] == "ordering"


def test_every_order_that_the_schema_names_is_served(client: Client, acme: VendorPeople) -> None:
    schema = client.get("/api/v1/schema/?format=json").json()
    asked = 0
    for path, operations in schema["paths"].items():
        for parameter in operations.get("get", {}).get("parameters", ()):
            if parameter.get("name") == "ordering" and "{" not in path:
                for order in parameter["schema"]["enum"]:
                    answer = client.get(f"{path}?ordering={order}", headers=acme.bearer)
                    assert answer.status_code == 200, (path, order, answer.content)
                    asked += 1
    assert asked > 20


def test_leads_are_found_by_mail_without_regard_to_case(client: Client, acme: VendorPeople) -> None:
    path = lead_path(acme, email="Jo@example.com")
    found = client.get("/api/v1/leads/?email=jO@EXAMPLE.com", headers=acme.bearer).json()["results"]
    assert [row["id"] for row in found] == [path.split("/")[-2]]


@pytest.mark.parametrize("path", ["leads/", "tiers/"])
def test_a_new_key_of_the_vendor_gets_the_answer_that_its_old_one_got(
    client: Client, acme: VendorPeople, path: str
) -> None:
    with acme.scope():
        new = issue_key(vendor=acme.vendor, name="After rotation").text
    body = (
        {"email": "jo@example.com"}
        if path == "leads/"
        else {"slug": "emerald", "name": "Emerald", "rank": 77}
    )
    answers = [
        client.post(
            f"/api/v1/{path}",
            body,
            content_type="application/json",
            headers={"Authorization": f"Bearer {key}", "Idempotency-Key": "once"},
        )
        for key in (acme.key, new)
    ]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].content == answers[1].content and answers[1]["Idempotency-Replayed"] == "true"


def test_a_secret_answer_is_for_the_key_that_asked(client: Client, acme: VendorPeople) -> None:
    with acme.scope():
        new = issue_key(vendor=acme.vendor, name="After rotation").text
    path = f"/api/v1/partners/{acme.larkspur.partner.id}/keys/"

    def ask(key: str) -> Any:
        headers = {"Authorization": f"Bearer {key}", "Idempotency-Key": "once"}
        return client.post(path, {"name": "x"}, content_type="application/json", headers=headers)

    first = ask(acme.key)
    assert ask(acme.key).json() == first.json()
    assert (ask(new).status_code, ask(new).json()["code"]) == (422, "idempotency_key_reused")


def test_idempotency_keys_of_partners_do_not_meet(client: Client, acme: VendorPeople) -> None:
    made = [
        client.post(
            "/api/v1/deals/",
            {"company": "Example Mills"} if partner is acme.larkspur else {"company": "Other Works"},
            content_type="application/json",
            headers=partner.bearer | {"Idempotency-Key": "once"},
        )
        for partner in (acme.larkspur, acme.quillon)
    ]
    assert [answer.status_code for answer in made] == [201, 201]
    assert made[0].json()["id"] != made[1].json()["id"]
