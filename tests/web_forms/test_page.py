"""The hosted page, without JavaScript: filled in, corrected, sent; taken once as a lead with its consent."""

import pytest
from django.test import Client

from leads.models import LaterPost, Lead
from leads.web_forms.models import WebForm
from leads.web_forms.services.save_form import save_form
from prm.platform.errors import InvalidInput
from routing.offers.services.erase_lead import erase_lead
from tests.factories import ProductFactory
from tests.people import VendorPeople
from tests.stack.clock import MovableClock
from tests.web_forms.forms import CONSENT, DANA, form_of, outcomes, path_of, token_on


def sent(
    client: Client, people: VendorPeople, form: WebForm, clock: MovableClock, **answers: str | list[str]
) -> object:
    """Opens the page, takes some time over it, and sends it."""
    token = token_on(client.get(path_of(people, form)).text)
    clock.move(seconds=20)
    return client.post(path_of(people, form), {**DANA, "form_token": token, **answers})


def test_a_post_becomes_a_lead_with_its_consent(
    acme: VendorPeople, client: Client, clock: MovableClock
) -> None:
    form = form_of(acme)
    path = path_of(acme, form)
    page = client.get(path + "?utm_source=newsletter&utm_evil=1&email=x@example.com")
    assert page.status_code == 200 and not page.cookies
    assert CONSENT in page.text and 'autocomplete="email"' in page.text
    assert 'name="utm_source" value="newsletter"' in page.text and "x@example.com" not in page.text
    answer = sent(client, acme, form, clock, utm_source="newsletter")
    assert (answer.status_code, answer["Location"]) == (303, path + "thanks/")
    assert "We have received" in client.get(answer["Location"]).text
    with acme.scope():
        lead = Lead.objects.get()
        assert (lead.email, lead.phone, lead.country) == ("dana@mills.example.com", "+4930901820", "DE")
        assert (lead.source, lead.campaign, lead.languages) == ("web", "autumn", ["en"])
        assert lead.custom == {"form": "Webinar", "utm_source": "newsletter"}
        assert {name: lead.consent[name] for name in ("given", "text", "version", "form")} == {
            "given": True, "text": CONSENT, "version": 1, "form": "Webinar",
        }  # fmt: skip
        assert lead.consent["at"] == clock.now().isoformat(timespec="seconds")
        erase_lead(lead_id=lead.id, actor=acme.alice_actor)
        lead.refresh_from_db()
        assert (lead.consent, lead.custom, lead.email) == (None, {}, "")
    assert outcomes(acme, form) == {"lead": 1}


def test_the_same_person_again_joins_the_lead(
    acme: VendorPeople, client: Client, clock: MovableClock
) -> None:
    form = form_of(acme)
    sent(client, acme, form, clock)
    sent(client, acme, form, clock, need="A quote, please.")
    with acme.scope():
        assert Lead.objects.count() == 1
        assert LaterPost.objects.get().facts["consent"]["text"] == CONSENT
    assert outcomes(acme, form) == {"lead": 1, "duplicate": 1}


def test_what_is_wrong_is_named_and_what_was_typed_stays(
    acme: VendorPeople, client: Client, clock: MovableClock
) -> None:
    form = form_of(acme)
    answer = sent(client, acme, form, clock, email="dana@", company=" ", need="<b>A quote</b>", consent="")
    assert answer.status_code == 400
    page = answer.text
    assert "Please correct 3 answers." in page
    assert f'href="#f-{form.public_id}-email"' in page and 'value="dana@"' in page
    assert "Please fill in “Company”." in page and "&lt;b&gt;A quote&lt;/b&gt;" in page
    assert f'aria-describedby="f-{form.public_id}-email-error" aria-invalid="true"' in page
    assert '<option value="DE" selected>' in page
    with acme.scope():
        assert not Lead.objects.exists()
    assert outcomes(acme, form) == {"wrong": 1}


def test_an_optional_answer_that_cannot_be_read_holds_nobody_up(
    acme: VendorPeople, client: Client, clock: MovableClock
) -> None:
    form = form_of(acme)
    assert sent(client, acme, form, clock, phone="ask for Dana").status_code == 303
    with acme.scope():
        lead = Lead.objects.get()
        assert (lead.phone, lead.unread["phone"]["value"]) == ("", "ask for Dana")
        acme.vendor.refuses_unreadable_leads = True
        acme.vendor.save()
    answer = sent(client, acme, form, clock, email="ole@example.com", phone="ask for Ole")
    assert "Please enter a phone number with its country code" in answer.text


def test_a_form_asks_in_its_language_and_own_questions_are_kept(
    acme: VendorPeople, client: Client, clock: MovableClock
) -> None:
    with acme.scope():
        ProductFactory(slug="firewall", name="Firewall")
        ProductFactory(slug="router", name="Router")
    rows = [
        {"field": "custom.booth", "required": True, "label": "Standnummer", "help": "Auf dem Schild"},
        {"field": "email", "required": True, "label": "", "help": ""},
        {"field": "products", "required": False, "label": "", "help": ""},
        {"field": "timeline", "required": False, "label": "Wann?", "help": ""},
    ]
    form = form_of(
        acme, language="de", questions=rows, consent_required=False, redirect_url="https://x.example/a"
    )
    page = client.get(path_of(acme, form), headers={"Accept-Language": "en"})
    assert page["Content-Language"] == "de" and '<html lang="de"' in page.text
    assert page.text.index("Standnummer") < page.text.index('type="email"')
    assert "form-action 'self' https://x.example" in page["Content-Security-Policy"]
    more = {"custom.booth": "B4", "products": ["firewall", "router"], "timeline": "1-3 months", "consent": ""}
    answer = sent(client, acme, form, clock, **more)
    assert (answer.status_code, answer["Location"]) == (303, "https://x.example/a")
    with acme.scope():
        lead = Lead.objects.get()
        assert (lead.products, lead.timeline) == (["firewall", "router"], "1-3 months")
        assert (lead.custom["booth"], lead.consent) == ("B4", False)
        assert [one["source"] for one in lead.enrichment if one["field"] == "company"] == ["email"]


def test_the_words_that_were_shown_are_kept_also_when_they_have_changed(
    acme: VendorPeople, client: Client, clock: MovableClock
) -> None:
    form = form_of(acme)
    with acme.scope():
        save_form(form_id=form.id, given={"consent_text": "Other words."}, actor=acme.alice_actor)
    assert "Other words." in client.get(path_of(acme, form)).text
    assert sent(client, acme, form, clock, consent_version="1").status_code == 303
    with acme.scope():
        assert Lead.objects.get().consent["text"] == CONSENT
    answer = sent(client, acme, form, clock, email="o@example.com", consent_version="3")
    assert answer.status_code == 400 and "read the text beside the box" in answer.text


def test_a_closed_form_says_so_and_an_unknown_one_is_not_there(
    acme: VendorPeople, globex: VendorPeople, client: Client
) -> None:
    form = form_of(acme)
    assert client.get(globex.url(f"forms/{form.public_id}/")).status_code == 404
    assert client.get(acme.url("f/nothing/")).status_code == 404
    short = client.get(acme.url(f"f/{form.short_code}/?utm_source=poster"))
    assert (short.status_code, short["Location"]) == (302, path_of(acme, form) + "?utm_source=poster")
    with acme.scope():
        save_form(form_id=form.id, given={"is_active": False}, actor=acme.alice_actor)
    for answer in (client.get(path_of(acme, form)), client.post(path_of(acme, form), DANA)):
        assert answer.status_code == 410 and "This form is closed." in answer.text


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": " "}, "name"),
        ({"redirect_url": "http://example.com/"}, "redirect_url"),
        ({"redirect_url": "javascript:alert(1)"}, "redirect_url"),
        ({"language": "tlh"}, "language"),
        ({"questions": []}, "questions"),
        ({"questions": [{"field": "consent", "required": True}]}, "questions"),
        ({"questions": [{"field": "need", "required": True}]}, "questions"),
        ({"questions": [{"field": "email", "required": True}] * 2}, "questions"),
        ({"consent_text": "ä" * 1500}, "consent_text"),
        ({"allowed_origins": ["http://www.example.com"]}, "allowed_origins"),
        ({"allowed_origins": ["https://exam ple.com; script-src *"]}, "allowed_origins"),
        ({"allowed_origins": ["*"]}, "allowed_origins"),
    ],
)
def test_wrong_settings_are_refused_by_name(acme: VendorPeople, given: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        form_of(acme, **given)
    assert {error.field for error in refused.value.errors} == {field}
    with acme.scope():
        assert not WebForm.objects.exists()


def test_sites_are_kept_as_browsers_name_them(acme: VendorPeople) -> None:
    given = [
        "WWW.Example.com/page",
        "https://www.example.com:443",
        "https://bücher.example",
        "http://localhost:3000",
    ]
    assert form_of(acme, allowed_origins=given).allowed_origins == [
        "https://www.example.com", "https://xn--bcher-kva.example", "http://localhost:3000",
    ]  # fmt: skip
