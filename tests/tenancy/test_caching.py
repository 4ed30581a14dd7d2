"""What one person was shown is kept by no cache on the way."""

from django.test import Client

from tests.admin.console import routed_lead
from tests.people import VendorPeople


def test_pages_exports_and_answers_are_private(acme: VendorPeople, client: Client) -> None:
    lead = routed_lead(acme)
    client.force_login(acme.larkspur.admin)
    answers = [
        client.get(acme.url(path))
        for path in ("portal/", "portal/pipeline/", "portal/pipeline/leads.csv", "portal/nowhere/")
    ]
    client.force_login(acme.alice)
    answers += [client.get(acme.url(path)) for path in ("admin/", f"admin/leads/lead/{lead.id}/change/")]
    for path in ("leads/", f"leads/{lead.id}/", "offers/", "nowhere/"):
        answers.append(client.get(f"/api/v1/{path}", headers=acme.bearer))
    answers.append(
        client.post(
            f"/api/v1/partners/{acme.larkspur.partner.id}/keys/",
            {"name": "k"},
            "application/json",
            headers=acme.bearer,
        )
    )
    answers.append(client.get("/accounts/login/"))
    for answer in answers:
        kept = answer.headers["Cache-Control"]
        assert "no-store" in kept and "private" in kept, (answer.request["PATH_INFO"], kept)


def test_the_vendors_stylesheet_may_be_kept(acme: VendorPeople, client: Client) -> None:
    answer = client.get(acme.url("brand.css"))
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "max-age=86400, public")
