"""Forms to test with, and how they are filled in."""

import re
from collections.abc import Mapping
from typing import Any

import altcha
from django.test import Client

from leads.web_forms.models import WebForm
from leads.web_forms.selectors.forms import counts_of
from leads.web_forms.services.save_form import make_form
from tests.people import VendorPeople

SITE = "https://www.example.com"
CONSENT = "Acme may call me about this."
DANA = {
    "last_name": "Example",
    "email": "dana@mills.example.com",
    "company": "Example Mills",
    "country": "DE",
    "phone": "030 901820",
    "consent": "on",
    "consent_version": "1",
}


def form_of(people: VendorPeople, **given: Any) -> WebForm:
    """A form with the usual questions and a consent text, to be embedded in SITE."""
    usual = {
        "name": "Webinar",
        "campaign": "autumn",
        "consent_text": CONSENT,
        "allowed_origins": [SITE],
    }
    with people.scope():
        return make_form(given={**usual, **given}, actor=people.alice_actor)


def path_of(people: VendorPeople, form: WebForm) -> str:
    return people.url(f"forms/{form.public_id}/")


def token_on(page: str) -> str:
    found = re.search(r'name="form_token" value="([^"]+)"', page)
    assert found, page
    return found[1]


def solved(challenge: Mapping[str, Any]) -> str:
    """The proof of work, as the script finds it."""
    read = altcha.Challenge.from_dict(dict(challenge))
    solution = altcha.solve_challenge(read)
    assert solution is not None
    return altcha.Payload(read, solution).to_base64()


def asked(client: Client, people: VendorPeople, form: WebForm, origin: str = SITE) -> dict[str, Any]:
    """What a script gets before it sends."""
    answer: dict[str, Any] = client.get(
        path_of(people, form) + "challenge/", headers={"Origin": origin}
    ).json()
    return answer


def outcomes(people: VendorPeople, form: WebForm) -> dict[str, int]:
    """How often what became of a post."""
    with people.scope():
        found = counts_of([form.id])
        return dict(found[form.id].by_outcome) if found else {}
