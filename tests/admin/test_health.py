"""Partners with their health, and views of lists that people save."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from partners.models import Partner
from prm.platform import clock
from prm.platform.console.models import SavedView
from prm.platform.tenants.models import AuditEntry, Membership, User
from routing.partner_pages.selectors.health import Health, partner_health
from tests.admin.console import admin
from tests.factories import (
    AgreementFactory,
    LeadFactory,
    OfferFactory,
    PartnerCertificationFactory,
    PartnerFactory,
)
from tests.people import VendorPeople


@pytest.fixture
def bob(acme: VendorPeople, client: Client) -> Client:
    client.force_login(acme.bob)
    return client


def health_of(partner: Partner) -> Health:
    return next(row for row in partner_health() if row.id == partner.id)


def offers(partner: Partner, number: int, **fields: object) -> None:
    for _ in range(number):
        OfferFactory(lead=LeadFactory(), partner=partner, **fields)


def test_answers_speed_results_and_load_are_told_for_each_partner(in_acme: VendorPeople) -> None:
    now, larkspur = clock.now(), in_acme.larkspur.partner
    quick = {"accepted_at": now - timedelta(hours=5), "first_action_at": now - timedelta(hours=3)}
    offers(larkspur, 3, state="closed", outcome="won", **quick)
    offers(larkspur, 1, state="closed", outcome="lost", **quick)
    offers(larkspur, 2, state="accepted", accepted_at=now)
    offers(larkspur, 2, state="expired")
    Partner.objects.filter(id=larkspur.id).update(capacity=2)
    found = health_of(larkspur)
    assert (found.offers, found.accepted, found.missed, found.open) == (8, 6, 2, 2)
    assert (found.acceptance, found.win_rate, found.load) == (0.75, 0.75, 1.0)
    assert found.ttfa_seconds == pytest.approx(2 * 3600)
    assert set(found.problems) == {"full", "missing"}


def test_what_needs_a_person_is_named(in_acme: VendorPeople) -> None:
    long_ago = clock.now() - timedelta(days=60)
    AgreementFactory(published_at=long_ago, grace_days=1)
    lone = PartnerFactory(name="Lone Networks", email="", status="paused")
    Partner.objects.filter(id=lone.id).update(created_at=long_ago)
    PartnerCertificationFactory(partner=lone, expires_on=clock.now().date() + timedelta(days=9))
    assert set(health_of(lone).problems) == {"paused", "unreachable", "unsigned", "ending", "quiet"}
    User.objects.filter(id=in_acme.larkspur.rep.id).update(last_login=clock.now())
    assert set(health_of(in_acme.larkspur.partner).problems) == {"unsigned"}


def test_the_table_is_narrowed_sorted_and_taken_along(bob: Client, in_acme: VendorPeople) -> None:
    offers(in_acme.quillon.partner, 2, state="expired")
    Partner.objects.filter(id=in_acme.larkspur.partner.id).update(status="paused")

    def names(query: str) -> list[str]:
        sheet = bob.get(admin(in_acme, f"partners/health/?{query}&format=csv"))
        rows = list(csv.reader(io.StringIO(sheet.getvalue().decode("utf-8-sig"))))
        return [row[0] for row in rows[1:]]

    assert names("sort=-offers")[0] == in_acme.quillon.partner.name
    assert names("problem=paused") == [in_acme.larkspur.partner.name]
    assert names("q=quill") == [in_acme.quillon.partner.name]
    page = bob.get(admin(in_acme, "partners/health/?sort=offers")).text
    assert 'aria-sort="ascending"' in page and "sort=-offers" in page
    assert "No partner fits." in bob.get(admin(in_acme, "partners/health/?q=nobody")).text
    assert bob.get(admin(in_acme, "partners/health/?sort=odd&page=99&problem=x")).status_code == 200


def test_the_table_asks_as_often_for_two_partners_as_for_fifty(bob: Client, in_acme: VendorPeople) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            bob.get(admin(in_acme, "partners/health/"))
        return len([query for query in queries if "SAVEPOINT" not in query["sql"]])

    asked()
    few = asked()
    PartnerFactory.create_batch(48)
    assert asked() == few <= 15


def test_a_view_is_saved_shared_used_and_removed(bob: Client, acme: VendorPeople) -> None:
    query = "problem=any&sort=-missed"
    sent = {"page": "partner_health", "name": "My worries", "query": f"{query}&page=3", "is_shared": "on"}
    answer = bob.post(admin(acme, "views/save/"), sent)
    assert answer["Location"] == admin(acme, f"partners/health/?{query}")
    bob.post(admin(acme, "views/save/"), {**sent, "name": "Only mine", "is_shared": ""})
    ana = Client()
    ana.force_login(acme.ana)
    page = ana.get(admin(acme, "partners/health/")).text
    assert "My worries" in page and "Only mine" not in page and "Save this view" not in page
    assert 'aria-current="true"' in bob.get(admin(acme, f"partners/health/?{query}")).text
    with acme.scope():
        mine = SavedView.objects.get(name="My worries")
    alice = Client()
    alice.force_login(acme.alice)
    alice.post(admin(acme, f"views/{mine.pk}/drop/"))
    with acme.scope():
        assert [view.name for view in SavedView.objects.all()] == ["Only mine"]


def test_a_view_of_leads_keeps_their_filters_and_a_wrong_one_changes_nothing(
    bob: Client, acme: VendorPeople
) -> None:
    sent = {"page": "leads_lead_changelist", "name": "In review", "query": "state__exact=review&p=2"}
    bob.post(admin(acme, "views/save/"), sent)
    assert "?state__exact=review" in bob.get(admin(acme, "leads/lead/")).text
    assert bob.post(admin(acme, "views/save/"), {**sent, "page": "elsewhere"}).status_code == 404
    nameless = bob.post(admin(acme, "views/save/"), {**sent, "name": ""}, follow=True)
    assert "Give the view a name" in nameless.text
    with acme.scope():
        assert SavedView.objects.count() == 1


def test_a_colleagues_own_view_is_nobody_elses_to_remove(
    bob: Client, acme: VendorPeople, globex: VendorPeople
) -> None:
    with acme.scope():
        view = SavedView.objects.create(page="partner_health", name="Alice", created_by=acme.alice)
    assert bob.post(admin(acme, f"views/{view.pk}/drop/")).status_code == 404
    other = Client()
    other.force_login(globex.alice)
    assert other.post(admin(globex, f"views/{view.pk}/drop/")).status_code == 404


def change(client: Client, people: VendorPeople, **sent: object) -> str:
    page = client.post(admin(people, "partners/change/?sort=-offers"), sent, follow=True)
    if page.status_code == 200:
        assert page.redirect_chain[0][0] == admin(people, "partners/health/?sort=-offers")
    else:
        assert page.status_code == 400 and "?sort=-offers" in page.text
    return page.text


def test_several_partners_are_changed_at_once_each_with_its_audit_entry(
    bob: Client, acme: VendorPeople
) -> None:
    both = [acme.larkspur.partner, acme.quillon.partner]
    with acme.scope():
        Partner.objects.update(capacity=None)
        Partner.objects.filter(pk=both[0].pk).update(capacity=12)
        weights = dict(Partner.objects.values_list("pk", "weight"))
        manager = Membership.objects.get(user=acme.bob)
    sent = {"partners": [str(one.pk) for one in both], "capacity": 12, "manager": str(manager.pk)}
    assert "2 partners changed." in change(bob, acme, **sent)
    with acme.scope():
        assert {one.capacity for one in Partner.objects.filter(pk__in=[one.pk for one in both])} == {12}
        assert set(Partner.objects.values_list("manager", flat=True)) >= {manager.pk}
        assert dict(Partner.objects.values_list("pk", "weight")) == weights
        entries = AuditEntry.objects.filter(subject="partners.partner", action="changed")
        told = {entry.subject_id: entry.summary["changes"][0]["changed"]["fields"] for entry in entries}
    assert told == {str(both[0].pk): ["channel manager"], str(both[1].pk): ["capacity", "channel manager"]}
    assert "0 partners changed." in change(bob, acme, **sent)


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"capacity": 3}, "Select at least one partner."),
        ({"partners": "all"}, "Fill in what to change."),
        ({"partners": "all", "capacity": -1}, "Ensure this value is greater"),
        ({"partners": "all", "status": "asleep", "weight": 7}, "Select a valid choice"),
    ],
)
def test_a_change_of_many_that_lacks_something_changes_nobody(
    bob: Client, acme: VendorPeople, globex: VendorPeople, sent: dict[str, object], words: str
) -> None:
    ids = [str(acme.larkspur.partner.pk), str(globex.larkspur.partner.pk)]
    sent = {name: ids if value == "all" else value for name, value in sent.items()}
    page = change(bob, acme, **sent)
    assert words in page
    assert len(re.findall(r'form="change-many"\s+checked', page)) == ("partners" in sent)
    assert ('value="7"' in page) == ("weight" in sent)
    change(bob, acme, partners=[ids[1]], capacity=7)
    for people in (acme, globex):
        with people.scope():
            assert not Partner.objects.filter(capacity=7).exists()
            assert not AuditEntry.objects.filter(subject="partners.partner").exists()
