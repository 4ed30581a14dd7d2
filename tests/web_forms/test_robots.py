"""Robots are kept out: by a field nobody sees, by time, by proof of work, by how often, and by site."""

from typing import Any

import pytest
from django.test import Client

from leads.models import Lead
from leads.web_forms.services.save_form import save_form
from tests.people import VendorPeople
from tests.stack.clock import MovableClock
from tests.web_forms.forms import DANA, SITE, asked, form_of, outcomes, path_of, solved, token_on

JSON = {"Accept": "application/json", "Origin": SITE}


def number_of_leads(people: VendorPeople) -> int:
    with people.scope():
        return Lead.objects.count()


def test_a_script_sends_with_a_proof_that_serves_once(
    acme: VendorPeople, client: Client, clock: MovableClock
) -> None:
    form = form_of(acme)
    ready = asked(client, acme, form)
    assert ready["consent"] == {"version": 1, "text": "Acme may call me about this."}
    body = {**DANA, "form_token": ready["token"], "form_proof": solved(ready["challenge"])}
    clock.move(seconds=5)
    wrong = client.post(path_of(acme, form), body | {"email": ""}, headers=JSON)
    assert (wrong.status_code, wrong["Content-Type"]) == (400, "application/problem+json")
    assert [one["field"] for one in wrong.json()["errors"]] == ["email"]
    answer = client.post(path_of(acme, form), {**body, "form_page": f"{SITE}/offer?who=dana#x"}, headers=JSON)
    assert answer.json() == {"message": "Thank you. We have received what you sent.", "redirect": None}
    assert answer["Access-Control-Allow-Origin"] == SITE and "Origin" in answer["Vary"]
    assert not answer.cookies and "Access-Control-Allow-Credentials" not in answer
    with acme.scope():
        assert Lead.objects.get().consent["page"] == f"{SITE}/offer"
    again = client.post(path_of(acme, form), body | {"email": "ole@example.com"}, headers=JSON)
    assert (again.status_code, again.json()["code"]) == (409, "proof_reused")
    assert outcomes(acme, form) == {"wrong": 1, "lead": 1, "reused": 1}
    assert number_of_leads(acme) == 1


def test_a_proof_that_is_wrong_old_or_anothers_is_refused(
    acme: VendorPeople, client: Client, clock: MovableClock
) -> None:
    form, other = form_of(acme), form_of(acme, name="Other")
    ready = asked(client, acme, form)
    right = solved(ready["challenge"])
    clock.move(seconds=5)

    def sent(proof: str, token: str = ready["token"]) -> tuple[int, str]:
        answer = client.post(
            path_of(acme, form), {**DANA, "form_token": token, "form_proof": proof}, headers=JSON
        )
        return answer.status_code, answer.json().get("code", "")

    for proof in (solved(asked(client, acme, other)["challenge"]), "x", right[:-12] + "AAAA" + right[-8:]):
        assert sent(proof) == (400, "proof_wrong")
    for token in (asked(client, acme, other)["token"], "x"):
        assert sent(right, token) == (400, "expired")
    assert sent(right, "") == (400, "token_required")
    clock.move(minutes=21)
    assert sent(right) == (400, "expired")
    assert sent(solved(asked(client, acme, form)["challenge"])) == (200, "")
    clock.move(hours=12)
    ready = asked(client, acme, form)
    assert sent(solved(ready["challenge"]), ready["token"]) == (400, "too_fast")
    assert outcomes(acme, form) == {"proof": 3, "stale": 3, "too_fast": 1, "lead": 1}
    assert number_of_leads(acme) == 1


def test_who_fills_in_the_hidden_field_is_thanked_and_forgotten(acme: VendorPeople, client: Client) -> None:
    form = form_of(acme)
    answer = client.post(path_of(acme, form), {**DANA, "fax_extension": "12"}, headers=JSON)
    assert (answer.status_code, answer.json()["message"][:9]) == (200, "Thank you")
    answer = client.post(path_of(acme, form), {**DANA, "fax_extension": "12"})
    assert (answer.status_code, answer["Location"]) == (303, path_of(acme, form) + "thanks/")
    assert outcomes(acme, form) == {"honeypot": 2} and number_of_leads(acme) == 0


def test_a_snippet_without_its_script_is_looked_over_and_sent_from_our_page(
    acme: VendorPeople, client: Client, clock: MovableClock
) -> None:
    form = form_of(acme)
    page = client.post(path_of(acme, form), DANA, headers={"Origin": SITE})
    assert page.status_code == 200 and "Please look over what you entered" in page.text
    assert 'value="dana@mills.example.com"' in page.text and " checked" in page.text
    clock.move(seconds=5)
    body = {**DANA, "form_token": token_on(page.text)}
    assert client.post(path_of(acme, form), body).status_code == 303
    assert outcomes(acme, form) == {"lead": 1}


def test_without_proof_posts_come_slowly_and_what_was_typed_stays(
    acme: VendorPeople, client: Client, clock: MovableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("leads.web_forms.robots.SLOW", 2)
    form = form_of(acme)
    body = {**DANA, "form_token": token_on(client.get(path_of(acme, form)).text)}
    clock.move(seconds=5)
    answers = [
        client.post(path_of(acme, form), {**body, "email": f"d{n}@example.com"}, REMOTE_ADDR="192.0.2.7")
        for n in range(3)
    ]
    assert [answer.status_code for answer in answers] == [303, 303, 429]
    assert 0 < int(answers[2]["Retry-After"]) <= 600
    assert "Please try again in" in answers[2].text and 'value="d2@example.com"' in answers[2].text
    assert client.post(path_of(acme, form), body, REMOTE_ADDR="192.0.2.8").status_code == 303
    assert outcomes(acme, form)["rate"] == 1


def test_each_form_and_each_address_has_a_limit(
    acme: VendorPeople, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = form_of(acme, most_per_hour=2)
    statuses = [
        client.post(path_of(acme, form), DANA, REMOTE_ADDR=f"192.0.2.{n}").status_code for n in range(3)
    ]
    assert statuses == [200, 200, 429]
    monkeypatch.setattr("leads.web_forms.robots.QUICK", 1)
    other = form_of(acme, name="Other")
    assert [client.post(path_of(acme, other), DANA).status_code for _ in range(2)] == [200, 429]
    monkeypatch.setattr("leads.web_forms.public.CHALLENGES_AN_HOUR", 1)
    assert [client.get(path_of(acme, other) + "challenge/").status_code for _ in range(2)] == [200, 429]


def test_other_sites_are_refused_and_allowed_ones_answered(acme: VendorPeople, client: Client) -> None:
    form = form_of(acme)
    path = path_of(acme, form)
    for origin in (
        "https://evil.example",
        "null",
        "https://www.example.com.evil.example",
        "http://www.example.com",
    ):
        for answer in (
            client.post(path, DANA, headers={"Origin": origin}),
            client.get(path + "challenge/", headers={"Origin": origin}),
            client.options(path, headers={"Origin": origin, "Access-Control-Request-Method": "POST"}),
        ):
            assert answer.status_code == 403, origin
            assert "Access-Control-Allow-Origin" not in answer
            assert answer.json()["code"] == "origin_not_allowed" and origin in answer.json()["detail"]
    asks = {"Origin": SITE, "Access-Control-Request-Method": "POST"}
    answer = client.options(path, headers=asks | {"Access-Control-Request-Headers": "content-type"})
    assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (204, SITE)
    assert (answer["Access-Control-Allow-Methods"], answer["Access-Control-Allow-Headers"]) == (
        "GET, POST",
        "Content-Type",
    )
    assert client.get(path, headers={"Origin": "http://testserver"}).status_code == 200
    policy = client.get(path)["Content-Security-Policy"]
    assert f"frame-ancestors 'self' {SITE}" in policy and "script-src 'self'" in policy
    assert "X-Frame-Options" not in client.get(path)
    assert outcomes(acme, form) == {"origin": 4}
    with acme.scope():
        save_form(form_id=form.id, given={"allowed_origins": []}, actor=acme.alice_actor)
    assert client.post(path, DANA, headers={"Origin": SITE}).status_code == 403


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b'{"email": {"a": [1]}, "consent_version": "9e9", "form_token": 7}', "application/json", 400),
        (b"[" * 10_000, "application/json", 400),
        (b"email=" + b"x" * 70_000, "application/x-www-form-urlencoded", 400),
        (b"email=%00%ff&need=\xff", "application/x-www-form-urlencoded", 200),
        (b"", "text/plain", 400),
    ],
)
def test_odd_bodies_never_break_it(
    acme: VendorPeople, client: Client, body: bytes, kind: str, status: int
) -> None:
    form = form_of(acme)
    headers: dict[str, Any] = {"Accept": "application/json"} if kind == "application/json" else {}
    answer = client.post(path_of(acme, form), body, content_type=kind, headers=headers)
    assert answer.status_code == status, answer.content
