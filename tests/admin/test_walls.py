"""Nothing of another vendor shows or can be reached."""

import pytest
from django.test import Client

from partners.models import ChangeRequest, Tier
from routing.models import PolicyVersion
from tests.admin.console import admin, change, lead_in_review, routed_lead, text
from tests.factories import DealRegistrationFactory, PartnerFactory, TierFactory
from tests.people import VendorPeople

LEAD_ACTS = ["offer", "route-again", "to-review", "nurture", "close", "withdraw", "extend"]
POLICY_PAGES = [
    "", "export/", "publish/", "submit/", "roll-back/", "discard/", "rules/new/", "rules/0/",
    "rules/0/remove/", "pools/new/", "pools/all/", "pools/all/remove/", "terms/",
]  # fmt: skip


@pytest.mark.parametrize("act", LEAD_ACTS)
def test_another_vendors_lead_cannot_be_acted_on(
    acme: VendorPeople, globex: VendorPeople, client: Client, act: str
) -> None:
    lead = lead_in_review(globex)
    client.force_login(acme.alice)
    assert client.get(admin(acme, f"leads/{lead.pk}/{act}/")).status_code == 404
    assert client.post(admin(acme, f"leads/{lead.pk}/{act}/")).status_code == 404


@pytest.mark.parametrize("path", POLICY_PAGES)
def test_another_vendors_policy_is_not_there(
    acme: VendorPeople, globex: VendorPeople, client: Client, path: str
) -> None:
    routed_lead(globex)
    with globex.scope():
        version = PolicyVersion.objects.get()
    client.force_login(acme.alice)
    assert client.get(admin(acme, f"policies/{version.pk}/{path}")).status_code == 404


def test_another_vendors_objects_are_not_there(
    acme: VendorPeople, globex: VendorPeople, client: Client
) -> None:
    lead = routed_lead(globex)
    with globex.scope():
        deal = DealRegistrationFactory(partner=globex.larkspur.partner)
        asked = ChangeRequest.objects.create(partner=globex.larkspur.partner, kind="unpause")
    client.force_login(acme.alice)
    for model, id_ in [
        ("partners/partner", globex.larkspur.partner.pk),
        ("leads/dealregistration", deal.pk),
        ("partners/changerequest", asked.pk),
    ]:
        assert client.get(change(acme, model, id_)).status_code == 404
    assert client.get(change(acme, "leads/lead", lead.pk)).status_code == 404
    for path in (f"leads/dealregistration/{deal.pk}/approve/", f"partners/changerequest/{asked.pk}/approve/"):
        assert client.post(admin(acme, path)).status_code in (403, 404)
    for act in ("pause", "resume"):
        assert client.post(admin(acme, f"partners/{globex.larkspur.partner.pk}/{act}/")).status_code == 404


def test_lists_and_choices_hold_only_the_vendors_own(
    acme: VendorPeople, globex: VendorPeople, client: Client
) -> None:
    with globex.scope():
        TierFactory(slug="secret-tier", name="Secret Tier")
        PartnerFactory(name="Hidden Harbour")
    lead = lead_in_review(acme)
    client.force_login(acme.alice)
    for path in (
        "partners/partner/",
        "partners/partner/add/",
        "tenants/apikey/add/",
        "tenants/invitation/add/",
    ):
        body = text(client, admin(acme, path))
        assert "Secret Tier" not in body
        assert "Hidden Harbour" not in body
    assert "Hidden Harbour" not in text(client, change(acme, "leads/lead", lead.pk))


def test_a_choice_of_another_vendor_is_refused(
    acme: VendorPeople, globex: VendorPeople, client: Client
) -> None:
    lead = lead_in_review(acme)
    client.force_login(acme.alice)
    foreign = {"partner": globex.larkspur.partner.pk, "reason": "because"}
    response = client.post(admin(acme, f"leads/{lead.pk}/offer/"), foreign)
    assert response.status_code == 200
    assert b"Select a valid choice" in response.content
    with acme.scope():
        lead.refresh_from_db()
        assert lead.state == "review"


def test_a_name_that_is_taken_is_said_beside_its_field(acme: VendorPeople, client: Client) -> None:
    client.force_login(acme.bob)
    with acme.scope():
        TierFactory(slug="gold")
    response = client.post(admin(acme, "partners/tier/add/"), {"name": "Gold", "slug": "gold", "rank": "2"})
    assert response.status_code == 200
    with acme.scope():
        assert Tier.objects.filter(slug="gold").count() == 1
