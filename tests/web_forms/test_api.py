"""Web forms through the API."""

from typing import Any

from django.test import Client

from tests.people import VendorPeople


def send(client: Client, people: VendorPeople, method: str, path: str, body: Any = None) -> Any:
    return client.generic(
        method, f"/api/v1/{path}", body, content_type="application/json", headers=people.bearer
    )


def test_a_form_is_made_changed_listed_and_removed(
    client: Client, acme: VendorPeople, globex: VendorPeople
) -> None:
    made = client.post(
        "/api/v1/web-forms/",
        {
            "name": "Webinar",
            "consent_text": "Acme may call me.",
            "questions": [{"field": "email", "required": True}, {"field": "custom.room", "label": "Room"}],
            "allowed_origins": ["https://www.example.com/page"],
        },
        content_type="application/json",
        headers=acme.bearer,
    )
    assert made.status_code == 201, made.content
    form = made.json()
    assert form["allowed_origins"] == ["https://www.example.com"]
    assert form["consent_text"] == "Acme may call me." and form["partner"] is None
    page = client.get(
        form["address"].partition("testserver")[2] or form["address"].split("/", 3)[3].join(["/", ""])
    )
    assert page.status_code == 200 and "Room" in page.content.decode()
    url = f"/api/v1/web-forms/{form['id']}/"
    for wrong, field in (
        ({"questions": [{"field": "password"}]}, "questions"),
        ({"language": "tlh"}, "language"),
        ({"redirect_url": "http://example.com"}, "redirect_url"),
        ({"shape": "round"}, "shape"),
    ):
        answer = client.patch(url, wrong, content_type="application/json", headers=acme.bearer)
        assert answer.status_code == 400 and answer.json()["errors"][0]["field"] == field
    closed = client.patch(url, {"is_active": False}, content_type="application/json", headers=acme.bearer)
    assert closed.status_code == 200 and closed.json()["is_active"] is False
    assert client.get("/api/v1/web-forms/?is_active=true", headers=acme.bearer).json()["results"] == []
    assert client.get(url, headers=globex.bearer).status_code == 404
    assert client.delete(url, headers=acme.bearer).status_code == 204
    assert client.get(url, headers=acme.bearer).status_code == 404
