"""The agreement is checked against the policy: it must say when an unanswered lead comes back."""

import pytest
from django.test import Client

from prm.platform import clock
from routing.policies.selectors.agreement_check import accept_windows, agreement_check, durations_in
from routing.policies.services.create_draft import create_draft
from routing.policies.services.start_vendor import start_vendor
from tests.admin.console import admin, text
from tests.factories import AgreementFactory
from tests.people import VendorPeople

HOUR = 3600


@pytest.mark.parametrize(
    ("words", "seconds"),
    [
        ("Answer within 24 hours.", {24 * HOUR}),
        ("Answer within one day, urgent leads within 30 minutes.", {24 * HOUR, 1800}),
        ("Antworten Sie binnen 24 Stunden oder zwei Tagen.", {24 * HOUR, 48 * HOUR}),
        ("A 4-hour window; then 1 Woche.", {4 * HOUR, 7 * 24 * HOUR}),
        ("Within an hour, at 10 Hampton Road, 24hours", {HOUR, 24 * HOUR}),
        ("Answer soon. Our 24 houses and 124 minutiae are ready.", set()),
    ],
)
def test_times_are_found_in_english_and_german(words: str, seconds: set[int]) -> None:
    assert durations_in(words) == seconds


def test_every_time_to_answer_counts() -> None:
    rules = [{"sla": {"accept_within": "4h"}}, {"sla": {"warn_after": "1h"}}, {}]
    assert accept_windows({"rules": rules, "sla": {"accept_within": "2d"}}) == [4 * HOUR, 48 * HOUR]
    assert accept_windows({"rules": rules}) == [4 * HOUR, 24 * HOUR]
    assert accept_windows({"rules": [{"sla": {"accept_within": "soon"}}]}) == []


def test_a_change_of_terms_asks_for_a_new_version_of_the_agreement(
    acme: VendorPeople, client: Client
) -> None:
    with acme.scope():
        published = start_vendor()
        assert agreement_check(published.document) is None
        AgreementFactory(
            title="Ground rules", body="Leads come back after 24 hours.", published_at=clock.now()
        )
        AgreementFactory(number=9, title="Not out yet", body="Within 4 hours.")
        found = agreement_check(published.document)
        assert found is not None and found.missing == []
        shorter = {**published.document, "sla": {**published.document["sla"], "accept_within": "4h"}}
        draft = create_draft(actor=acme.bob_actor, document=shorter)
    client.force_login(acme.bob)
    in_force = text(client, admin(acme, f"policies/{published.pk}/"))
    assert "says when an unanswered lead comes back: 24 hours." in in_force
    page = text(client, admin(acme, f"policies/{draft.pk}/"))
    assert "does not say that an unanswered lead comes back after 4 hours" in page
    assert "Write a new version" in page and "/acme/admin/partners/agreement/add/" in page
    asked = text(client, admin(acme, f"policies/{draft.pk}/publish/"))
    assert "does not say that an unanswered lead comes back after 4 hours" in asked
