"""The columns of a list, as each person chooses them."""

import pytest
from django.test import Client

from tests.admin.console import admin
from tests.factories import LeadFactory, ProductFactory
from tests.people import VendorPeople

LIST = "leads/lead/"


@pytest.fixture
def bob(acme: VendorPeople, client: Client) -> Client:
    client.force_login(acme.bob)
    return client


def choose(client: Client, people: VendorPeople, **sent: object) -> str:
    data = {"page": "leads_lead_changelist", "query": "state__exact=new", **sent}
    page = client.post(admin(people, "columns/save/"), data, follow=True)
    assert page.redirect_chain[0][0] == admin(people, f"{LIST}?state__exact=new")
    return page.text


def headings(page: str) -> str:
    return page.partition("<thead")[2].partition("</thead>")[0]


def test_each_person_sees_the_columns_that_it_chose(bob: Client, acme: VendorPeople) -> None:
    with acme.scope():
        ProductFactory(slug="firewall", name="Next-gen firewall")
        LeadFactory(phone="+15125550199", job_title="Chief of zinc")
    assert "Chief of zinc" not in bob.get(admin(acme, LIST)).text
    page = choose(bob, acme, column=["phone", "job_title", "shown_score", "nonsense"])
    assert "Chief of zinc" in page and "Columns saved." in page
    assert "Phone" in headings(page) and "Score" in headings(page) and "Value" not in headings(page)
    assert "Next-gen firewall" not in page
    assert "Lead" in headings(page)
    other = Client()
    other.force_login(acme.alice)
    usual = other.get(admin(acme, LIST)).text
    assert "Chief of zinc" not in usual and "Next-gen firewall" in usual
    assert "Chief of zinc" not in choose(bob, acme, column=["phone", "job_title"], usual="1")
    choose(bob, acme, column=["job_title"])
    assert "Value" in headings(choose(bob, acme))


def test_a_list_that_has_no_choice_or_is_none_is_refused(bob: Client, acme: VendorPeople) -> None:
    for page in ("partners_tier_changelist", "nothing", ""):
        assert bob.post(admin(acme, "columns/save/"), {"page": page}).status_code == 404
    assert bob.get(admin(acme, "columns/save/")).status_code == 302


def test_a_colleague_who_only_looks_may_choose_and_the_choice_stays_with_the_vendor(
    acme: VendorPeople, globex: VendorPeople, client: Client
) -> None:
    client.force_login(acme.ana)
    with acme.scope():
        LeadFactory(job_title="Chief of zinc")
    assert "Chief of zinc" in choose(client, acme, column=["job_title"])
    assert "Columns" in client.get(admin(acme, LIST)).text
