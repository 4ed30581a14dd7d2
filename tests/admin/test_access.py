"""Who comes into the vendor admin, and what each role finds there."""

import re

from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import URLPattern

from leads.models import LeadEvent
from partners.models import ChangeRequest, Partner
from prm.platform.console.site import vendor_site
from prm.platform.tenants.models import AuditEntry, Membership, User
from routing.models import PolicyVersion
from tests.admin.console import admin, lead_in_review
from tests.factories import DealRegistrationFactory
from tests.people import VendorPeople

PAGES = [
    "", "review/", "leads/lead/", "leads/dealregistration/", "leads/declinereason/", "partners/partner/",
    "partners/changerequest/", "partners/agreement/", "partners/tier/", "partners/certification/",
    "partners/vertical/", "partners/product/", "shares/", "test-lead/", "routing/policyversion/",
    "routing/simulation/", "outbox/webhookendpoint/", "outbox/outboxmessage/",
    "crm/", "crm/records/", "reports/", "reports/sla/", "advice/", "settings/",
]  # fmt: skip
ADMINS_ONLY = [
    "settings/vendor/", "tenants/membership/", "tenants/invitation/", "tenants/invitation/add/",
    "tenants/apikey/", "tenants/apikey/add/", "tenants/auditentry/",
]  # fmt: skip
FORMS = ["partners/partner/add/", "partners/tier/add/", "simulations/start/", "policies/import/"]


def test_a_stranger_is_sent_to_log_in(acme: VendorPeople, client: Client) -> None:
    for path in PAGES + ADMINS_ONLY + FORMS:
        response = client.get(admin(acme, path))
        assert response.status_code == 302, path
        assert response["Location"].startswith("/acme/accounts/login/?next=/acme/admin/")


def test_people_of_another_vendor_find_nothing(
    acme: VendorPeople, globex: VendorPeople, client: Client
) -> None:
    client.force_login(globex.alice)
    for path in PAGES + ADMINS_ONLY + FORMS:
        assert client.get(admin(acme, path)).status_code == 404, path


def test_partners_and_people_without_a_role_find_nothing(
    acme: VendorPeople, charlie: User, client: Client
) -> None:
    for person in (charlie, acme.larkspur.admin, acme.larkspur.rep):
        client.force_login(person)
        assert client.get(admin(acme)).status_code == 404


def test_a_member_who_was_let_go_finds_nothing(acme: VendorPeople, client: Client) -> None:
    client.force_login(acme.bob)
    with acme.scope():
        Membership.objects.filter(user=acme.bob).update(is_active=False)
    assert client.get(admin(acme)).status_code == 404


def test_every_member_reads(acme: VendorPeople, client: Client) -> None:
    for person in (acme.alice, acme.bob, acme.ana):
        client.force_login(person)
        for path in PAGES:
            assert client.get(admin(acme, path)).status_code == 200, path


def test_people_keys_and_settings_are_for_admins(acme: VendorPeople, client: Client) -> None:
    for person, status in ((acme.alice, 200), (acme.bob, 403), (acme.ana, 403)):
        client.force_login(person)
        for path in ADMINS_ONLY:
            assert client.get(admin(acme, path)).status_code == status, path


def test_an_analyst_gets_no_form_that_changes_things(acme: VendorPeople, client: Client) -> None:
    for person, status in ((acme.bob, 200), (acme.ana, 403)):
        client.force_login(person)
        for path in FORMS:
            assert client.get(admin(acme, path)).status_code == status, path


def test_an_analyst_changes_nothing(acme: VendorPeople, client: Client) -> None:
    """Every address of the console that takes a POST refuses it, whatever it would do."""
    lead = lead_in_review(acme)
    partner = acme.larkspur.partner
    with acme.scope():
        deal = DealRegistrationFactory(partner=partner)
        asked = ChangeRequest.objects.create(partner=partner, kind="unpause")
        version = PolicyVersion.objects.get()
        named = {
            "lead_id": lead.pk, "partner_id": partner.pk, "version_id": version.pk, "position": 0,
            "key": "all", "simulation_id": version.pk, "import_id": version.pk, "kind": "leads",
            "other_id": lead.pk, "post_id": lead.pk, "source_id": lead.pk, "payload_id": lead.pk,
            "form_id": lead.pk, "connection_id": lead.pk, "record_id": lead.pk, "conflict_id": lead.pk,
            "name": "sla", "mail_id": lead.pk, "offer_id": lead.pk, "view_id": lead.pk, "file_id": lead.pk,
            "export_id": lead.pk,
        }  # fmt: skip
        before = Partner.objects.count(), PolicyVersion.objects.count(), LeadEvent.objects.count()
    client.force_login(acme.ana)
    paths = [route(page, named) for page in vendor_site.pages if page.name not in READ_ONLY]
    paths += [f"leads/dealregistration/{deal.pk}/{act}/" for act in ("approve", "refuse")]
    paths += [f"partners/changerequest/{asked.pk}/{act}/" for act in ("approve", "refuse")]
    paths += [f"partners/partner/{partner.pk}/{act}/" for act in ("change", "delete")]
    paths += [f"partners/{model}/add/" for model in ("partner", "tier", "certification", "product")]
    answered = {path: client.post(admin(acme, path), {"reason": "because"}).status_code for path in paths}
    assert {path: status for path, status in answered.items() if status not in (403, 404)} == {}
    with acme.scope():
        assert (Partner.objects.count(), PolicyVersion.objects.count(), LeadEvent.objects.count()) == before
        lead.refresh_from_db()
        assert lead.state == "review"


READ_ONLY = {"review_queue", "share_report", "test_lead", "policy_version", "policy_export", "simulation"}
READ_ONLY |= {"import_empty", "import_refused", "coverage", "lead_compare", "reports", "report"}
READ_ONLY |= {"crm_records", "crm_record", "partner_health", "pipeline_board", "advice", "settings"}


def route(page: URLPattern, named: dict[str, object]) -> str:
    """A page's address, its parts filled in."""
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda part: str(named[part[1]]), str(page.pattern))


def test_changes_are_kept_in_the_vendors_own_audit_trail(acme: VendorPeople, client: Client) -> None:
    client.force_login(acme.bob)
    diamond = {"name": "Diamond", "slug": "diamond", "rank": "1", "requirements-TOTAL_FORMS": 0}
    response = client.post(admin(acme, "partners/tier/add/"), diamond | {"requirements-INITIAL_FORMS": 0})
    assert response.status_code == 302
    assert LogEntry.objects.count() == 0
    with acme.scope():
        entry = AuditEntry.objects.get(subject="partners.tier")
        assert (entry.action, entry.user_id, entry.summary["name"]) == ("added", acme.bob.pk, "Diamond")
    client.force_login(acme.alice)
    page = client.get(admin(acme, "tenants/auditentry/")).content.decode()
    assert "Tier Diamond" in page


def test_no_page_runs_code_made_of_text(acme: VendorPeople, client: Client) -> None:
    client.force_login(acme.alice)
    policy = client.get(admin(acme))["Content-Security-Policy"]
    assert "script-src 'self';" in policy + ";"
    assert "style-src 'self';" in policy + ";"
    client.logout()
    elsewhere = client.get("/acme/accounts/login/")["Content-Security-Policy"]
    assert "unsafe" not in elsewhere
