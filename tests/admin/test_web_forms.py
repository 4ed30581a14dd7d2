"""A channel manager makes a form, changes it with a preview, tries it, and sees what came."""

from typing import Any

from django.test import Client

from leads.models import Lead
from leads.web_forms.models import WebForm
from tests.admin.console import admin, text
from tests.people import VendorPeople
from tests.web_forms.forms import form_of, path_of


def filled(page: Any, **changes: str) -> dict[str, str]:
    form = page.context["form"]
    data = {bound.html_name: bound.value() for bound in form}
    return {name: value for name, value in data.items() if value not in (None, False, [])} | changes


def made(client: Client, acme: VendorPeople) -> tuple[WebForm, str]:
    client.force_login(acme.bob)
    given = {"name": "Webinar", "campaign": "autumn", "language": "en"}
    answer = client.post(admin(acme, "web-forms/"), given)
    assert answer.status_code == 302
    with acme.scope():
        return WebForm.objects.get(), answer["Location"]


def test_a_form_is_made_changed_previewed_and_tried(client: Client, acme: VendorPeople) -> None:
    assert "There is no form yet." in text_as(client, acme, admin(acme, "web-forms/"))
    form, path = made(client, acme)
    page = client.get(path)
    assert f"/acme/forms/{form.public_id}/" in page.text and "name the sites that may do so" in page.text
    changes = filled(page) | {
        "use-need": "", "use-job_title": "optional", "place-job_title": "1",
        "label-own0": "Stand Nr.", "use-own0": "required", "place-own0": "2",
        "consent_text": "I agree.", "allowed_origins": "www.example.com", "heading": "Watch it again",
    }  # fmt: skip
    preview = client.post(f"{path}preview/", changes | {"redirect_url": "nonsense"})
    assert "Watch it again" in preview.text and "I agree." in preview.text and "Stand Nr." in preview.text
    assert (
        preview.text.index("Job title") < preview.text.index("First name") < preview.text.index("Stand Nr.")
    )
    assert "frame-ancestors 'self'" in preview["Content-Security-Policy"]
    assert "Watch it again" not in client.get(f"{path}preview/").text
    refused = client.post(path, changes | {"allowed_origins": "no site"})
    assert "“no” is not a site." in refused.text and "Watch it again" in refused.text
    assert client.post(path, changes).status_code == 302
    page = client.get(path)
    assert "name=&quot;custom.stand_nr&quot;" in page.text and "embed.js" in page.text
    assert "Version 1, since" in page.text
    with acme.scope():
        form.refresh_from_db()
        assert [one["field"] for one in form.questions][:3] == ["job_title", "first_name", "custom.stand_nr"]
        assert form.allowed_origins == ["https://www.example.com"]
    assert client.post(path, filled(page)).status_code == 302  # saving what is shown changes nothing
    with acme.scope():
        assert WebForm.objects.get().questions == form.questions

    tried = client.post(f"{path}try/", {"last_name": "Example", "email": "dana@", "country": "DE"})
    assert "Please enter an e-mail address" in tried.text and "Please fill in “Company”." in tried.text
    answers = {"last_name": "Example", "email": "dana@example.com", "company": "Mills", "country": "DE"}
    tried = client.post(f"{path}try/", answers | {"custom.stand_nr": "B4", "phone": "ask me"})
    assert "It would be a new lead." in tried.text
    assert "Send a valid telephone number" in tried.text
    with acme.scope():
        assert not Lead.objects.exists()


def text_as(client: Client, acme: VendorPeople, path: str) -> str:
    client.force_login(acme.bob)
    return text(client, path)


def test_what_came_is_counted_and_a_removed_form_is_gone(client: Client, acme: VendorPeople) -> None:
    form = form_of(acme)
    client.post(path_of(acme, form), {"fax_extension": "x", "email": "robot@example.com"})
    client.force_login(acme.bob)
    path = admin(acme, f"web-forms/{form.id}/")
    assert "Filled in a field that people do not see: 1" in text(client, path)
    assert "Its leads stay" in text(client, f"{path}remove/")
    assert client.post(f"{path}remove/").status_code == 302
    assert client.get(path).status_code == 404
    assert client.get(path_of(acme, form)).status_code == 404


def test_an_analyst_changes_no_form(client: Client, acme: VendorPeople) -> None:
    form = form_of(acme)
    client.force_login(acme.ana)
    path = admin(acme, f"web-forms/{form.id}/")
    assert client.get(path).status_code == 200
    for action in ("", "remove/"):
        assert client.post(path + action, {"name": "Other"}).status_code == 403
    assert client.post(admin(acme, "web-forms/"), {"name": "Other", "language": "en"}).status_code == 403
