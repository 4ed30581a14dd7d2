"""In which language pages and mails speak."""

import pytest
from django.test import Client
from django.utils import translation

from prm.platform.outbox.invitation import invitation_mail
from prm.platform.tenants.models import User
from prm.platform.tenants.services.invite import invite
from routing.policies.selectors.policy_check import check_document
from tests.people import VendorPeople

WORDS = {"en": "Sign in", "de": "Anmelden"}
INBOX = {"en": "No offers are waiting", "de": "Keine Angebote warten"}


@pytest.fixture
def rep(acme: VendorPeople) -> Client:
    client = Client()
    client.force_login(acme.larkspur.rep)
    return client


def speak(user: User, language: str) -> None:
    user.language = language
    user.save()


@pytest.mark.parametrize(
    ("own", "browser", "vendor", "spoken"),
    [
        ("de", "en-US,en;q=0.9", "en", "de"),
        ("en", "de", "de", "en"),
        ("", "de-AT,de;q=0.9,en;q=0.5", "en", "de"),
        ("", "fr,pl;q=0.8,de;q=0.3", "en", "de"),
        ("", "fr", "de", "de"),
        ("", "", "de", "de"),
        ("", "*", "en", "en"),
    ],
)
def test_the_persons_language_comes_first_then_the_browsers_then_the_vendors(
    acme: VendorPeople, rep: Client, own: str, browser: str, vendor: str, spoken: str
) -> None:
    speak(acme.larkspur.rep, own)
    acme.vendor.language = vendor
    with acme.scope():
        acme.vendor.save()
    answer = rep.get(acme.url("portal/"), headers={"Accept-Language": browser})
    assert INBOX[spoken] in answer.text
    assert f'<html lang="{spoken}"' in answer.text
    assert answer["Content-Language"] == spoken


@pytest.mark.parametrize("language", ["en", "de"])
def test_somebody_unknown_is_spoken_to_as_the_browser_asks(
    acme: VendorPeople, client: Client, language: str
) -> None:
    answer = client.get(acme.url("accounts/login/"), headers={"Accept-Language": language})
    assert WORDS[language] in answer.text


def test_the_admin_speaks_the_persons_language(acme: VendorPeople, client: Client) -> None:
    speak(acme.bob, "de")
    client.force_login(acme.bob)
    assert "Wartet auf Sie" in client.get(acme.url("admin/")).text


def test_the_next_visitor_is_not_spoken_to_in_the_last_ones_language(
    acme: VendorPeople, rep: Client, client: Client
) -> None:
    speak(acme.larkspur.rep, "de")
    rep.get(acme.url("portal/"))
    assert WORDS["en"] in client.get(acme.url("accounts/login/")).text


def test_the_api_speaks_english_unless_asked(acme: VendorPeople, client: Client) -> None:
    acme.vendor.language = "de"
    with acme.scope():
        acme.vendor.save()
    call = {"path": "/api/v1/leads/", "data": {"email": "nobody"}, "content_type": "application/json"}
    assert "Send one e-mail address" in client.post(**call, headers=acme.bearer).text
    german = client.post(**call, headers={**acme.bearer, "Accept-Language": "de"})
    assert "Senden Sie eine E-Mail-Adresse" in german.text


def test_a_person_chooses_a_language_and_comes_back(acme: VendorPeople, rep: Client) -> None:
    page = f"http://testserver{acme.url('portal/company/')}"
    answer = rep.post(acme.url("accounts/language/"), {"language": "de"}, headers={"Referer": page})
    assert (answer.status_code, answer["Location"]) == (302, page)
    acme.larkspur.rep.refresh_from_db()
    assert acme.larkspur.rep.language == "de"
    assert INBOX["de"] in rep.get(acme.url("portal/")).text


def test_a_language_nobody_speaks_here_changes_nothing(acme: VendorPeople, rep: Client) -> None:
    elsewhere = {"Referer": "https://elsewhere.example.com/"}
    answer = rep.post(acme.url("accounts/language/"), {"language": "tlh"}, headers=elsewhere)
    assert answer["Location"] == "/acme/"
    acme.larkspur.rep.refresh_from_db()
    assert acme.larkspur.rep.language == ""


def test_strangers_choose_nothing(acme: VendorPeople, client: Client) -> None:
    answer = client.post(acme.url("accounts/language/"), {"language": "de"})
    assert "/accounts/login/" in answer["Location"]


def test_an_invitation_speaks_the_vendors_language(in_acme: VendorPeople) -> None:
    in_acme.vendor.language = "de"
    in_acme.vendor.save()
    invited = invite(email="new@example.com", role="analyst", actor=in_acme.alice_actor)
    invited.vendor.refresh_from_db()
    mail = invitation_mail(invited)
    assert "Einladung: Acme" in mail.subject
    assert "Einladung annehmen" in mail.body


def test_what_is_wrong_with_a_policy_is_told_in_the_readers_language(in_acme: VendorPeople) -> None:
    document = {"rules": [{"name": "All", "then": "route", "pool": "nowhere"}], "pools": {"some": {}}}
    with translation.override("de"):
        told = [problem.message for problem in check_document(document)]
    assert told == ["method fehlt"]
    assert [problem.message for problem in check_document(document)] == ["method is missing"]


def test_what_runs_after_a_page_is_not_left_in_its_language(acme: VendorPeople, rep: Client) -> None:
    speak(acme.larkspur.rep, "de")
    rep.get(acme.url("portal/"), headers={"Accept-Language": "de"})
    assert translation.get_language() == "en"


def test_countries_are_named_in_the_readers_language(acme: VendorPeople, client: Client) -> None:
    speak(acme.bob, "de")
    client.force_login(acme.bob)
    page = client.get(acme.url(f"admin/partners/partner/{acme.larkspur.partner.id}/change/")).text
    assert "Vereinigte Staaten" in page
    assert "United States" not in page
