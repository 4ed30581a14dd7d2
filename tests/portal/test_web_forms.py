"""A partner makes its own web form, within what the vendor allows."""

from typing import Any

import pytest
from django.test import Client

from leads.web_forms.models import WebForm
from leads.web_forms.services.save_form import make_form, save_form
from tests.people import VendorPeople


@pytest.fixture
def template(acme: VendorPeople) -> WebForm:
    with acme.scope():
        given = {"name": "Webinar", "heading": "Talk to us", "partner_use": "embedded"}
        return make_form(given=given, actor=acme.alice_actor)


def post(client: Client, people: VendorPeople, path: str, **fields: Any) -> Any:
    return client.post(people.url(f"portal/company/forms/{path}"), fields)


def test_an_administrator_makes_a_form_whose_link_is_the_companys(
    acme: VendorPeople, client: Client, template: WebForm
) -> None:
    client.force_login(acme.larkspur.admin)
    listed = client.get(acme.url("portal/company/forms/")).content.decode()
    assert "You have no form yet" in listed and "Talk to us" in listed
    wrong = post(client, acme, f"new/{template.id}/make/", name="Ours", allowed_origins="not a site")
    assert wrong.status_code == 400 and "is not a site" in wrong.content.decode()
    made = post(
        client,
        acme,
        f"new/{template.id}/make/",
        name="Ours",
        campaign="spring",
        allowed_origins="https://www.example.com",
    )
    assert made.status_code == 302
    with acme.scope():
        form = WebForm.objects.get(template=template)
        assert (form.partner_id, form.campaign) == (acme.larkspur.partner.id, "spring")
    page = client.get(made["Location"]).content.decode()
    assert f"/acme/forms/{form.public_id}/" in page and f"/acme/f/{form.short_code}/" in page
    assert "&lt;form" in page
    hosted = client.get(acme.url(f"forms/{form.public_id}/")).content.decode()
    assert "Larkspur Networks" in hosted and "Talk to us" in hosted
    saved = post(client, acme, f"{form.id}/save/", name="Ours", heading="Call us", campaign="spring")
    assert saved.status_code == 302
    assert "this form is closed" in client.get(acme.url(f"forms/{form.public_id}/")).content.decode().lower()


def test_others_see_and_change_nothing_of_it(
    acme: VendorPeople, globex: VendorPeople, client: Client, template: WebForm
) -> None:
    client.force_login(acme.larkspur.rep)
    assert post(client, acme, f"new/{template.id}/make/", name="Ours").status_code == 403
    client.force_login(acme.larkspur.admin)
    post(client, acme, f"new/{template.id}/make/", name="Ours")
    with acme.scope():
        form = WebForm.objects.get(template=template)
    client.force_login(acme.quillon.admin)
    assert client.get(acme.url(f"portal/company/forms/{form.id}/")).status_code == 404
    assert post(client, acme, f"{form.id}/save/", name="Theirs").status_code == 404
    with acme.scope():
        save_form(form_id=template.id, given={"partner_use": "none"}, actor=acme.alice_actor)
    assert "Talk to us" not in client.get(acme.url("portal/company/forms/")).content.decode()
    assert client.get(acme.url(f"portal/company/forms/new/{template.id}/")).status_code == 404
    client.force_login(acme.larkspur.admin)
    assert "Closed" in client.get(acme.url("portal/company/forms/")).content.decode()
