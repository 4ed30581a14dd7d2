"""A lead's page shows who else it may be; two are compared, merged and separated."""

from django.test import Client

from leads.models import Lead
from leads.services.receive_leads import receive_lead
from prm.platform.tenants.models import AuditEntry
from tests.admin.console import admin
from tests.people import VendorPeople
from tests.services.rounds import PERSON, publish, route

ANN = {
    "email": "ann@kestrelmills-example.com",
    "last_name": "Ann",
    "company": "Kestrel Mills",
    "country": "US",
}
BOB = {
    "email": "bob@kestrelmills-example.com",
    "last_name": "Bob",
    "company": "Kestrel Mills",
    "country": "US",
}


def two_leads(people: VendorPeople) -> tuple[Lead, Lead]:
    with people.scope():
        publish()
        leads = receive_lead(data=ANN, actor=PERSON), receive_lead(data=BOB, actor=PERSON)
        receive_lead(data=ANN | {"need": "A second firewall", "phone": "+15125550100"}, actor=PERSON)
        route()
    return leads


def test_the_page_shows_like_leads_and_later_posts(acme: VendorPeople, client: Client) -> None:
    ann, bob = two_leads(acme)
    client.force_login(acme.bob)
    shown = client.get(admin(acme, f"leads/lead/{ann.pk}/change/")).content.decode()
    assert "the same company domain" in shown and "95" in shown and "A second firewall" in shown
    compared = client.get(admin(acme, f"leads/{ann.pk}/compare/{bob.pk}/")).content.decode()
    assert "ann@kestrelmills-example.com" in compared and "bob@kestrelmills-example.com" in compared
    client.force_login(acme.ana)
    looks = client.get(admin(acme, f"leads/{ann.pk}/compare/{bob.pk}/")).content.decode()
    assert "Keep this one" not in looks
    assert client.post(admin(acme, f"leads/{ann.pk}/merge/{bob.pk}/")).status_code == 403


def test_two_leads_are_merged_and_separated(acme: VendorPeople, client: Client) -> None:
    ann, bob = two_leads(acme)
    client.force_login(acme.bob)
    merged = client.post(admin(acme, f"leads/{bob.pk}/merge/{ann.pk}/"), follow=True)
    assert "Merged into this lead" in merged.content.decode()
    with acme.scope():
        assert Lead.objects.get(pk=bob.pk).duplicate_of_id == ann.pk
    again = client.post(admin(acme, f"leads/{bob.pk}/merge/{ann.pk}/"), follow=True)
    assert "This lead has ended." in again.content.decode()
    client.post(admin(acme, f"leads/{bob.pk}/separate/"))
    with acme.scope():
        assert Lead.objects.get(pk=bob.pk).state == "new"
        assert set(AuditEntry.objects.values_list("action", flat=True)) == {"merged", "separated"}


def test_a_later_post_becomes_a_lead_and_likeness_is_dismissed(acme: VendorPeople, client: Client) -> None:
    ann, bob = two_leads(acme)
    with acme.scope():
        post = ann.later_posts.get()
    client.force_login(acme.bob)
    client.post(admin(acme, f"leads/{ann.pk}/later-posts/{post.pk}/separate/"))
    client.post(admin(acme, f"leads/{ann.pk}/dismiss/{bob.pk}/"))
    shown = client.get(admin(acme, f"leads/lead/{ann.pk}/change/")).content.decode()
    assert "Now a separate lead" in shown and "the same company domain" not in shown
    with acme.scope():
        assert Lead.objects.count() == 3
