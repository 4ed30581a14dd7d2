"""Partners with what hangs on them, their requests, deals and agreements."""

from datetime import date, timedelta

from django.test import Client

from leads.models import DealRegistration
from partners.models import Agreement, ChangeRequest, Partner, Territory, WorkingHours
from prm.platform import clock
from tests.admin.console import admin, change, text
from tests.admin.test_leads import queries_of
from tests.factories import (
    CertificationFactory,
    DealRegistrationFactory,
    OfferFactory,
    PartnerCertificationFactory,
    PartnerFactory,
)
from tests.people import VendorPeople

PREFIXES = ("certifications", "specialisations", "territories", "working_hours", "absences")


def answers_for(partner: Partner, **changed: object) -> dict[str, object]:
    """What the partner's form posts, with nothing hanging on it."""
    counts = {
        f"{p}-{n}": 0
        for p in (*PREFIXES, "memberships", "api_keys", "signatures")
        for n in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    return {
        "name": partner.name, "external_id": partner.external_id, "tier": partner.tier_id, "status": "active",
        "weight": 1, "languages": "en, de", "time_zone": "Europe/Berlin", "joined_on": "2026-01-01",
        "training_score": "0.5", "mdf_score": "0",
    } | counts | changed  # fmt: skip


def test_a_partner_is_saved_with_its_territories_and_hours(acme: VendorPeople, client: Client) -> None:
    client.force_login(acme.bob)
    partner = acme.larkspur.partner
    answers = answers_for(
        partner,
        **{
            "territories-TOTAL_FORMS": 2, "territories-0-country": "DE", "territories-0-region": "de-be",
            "territories-1-latitude": "52.5", "territories-1-longitude": "13.4",
            "territories-1-radius_km": "80",
            "working_hours-TOTAL_FORMS": 1, "working_hours-0-weekday": 0,
            "working_hours-0-opens": "13:00", "working_hours-0-closes": "00:00",
        },
    )  # fmt: skip
    response = client.post(change(acme, "partners/partner", partner.pk), answers)
    assert response.status_code == 302, response.content.decode()[:3000]
    with acme.scope():
        saved = Partner.objects.get(pk=partner.pk)
        assert saved.languages == ["en", "de"]
        assert saved.updated_at > partner.updated_at
        assert Territory.objects.filter(partner=partner, region="DE-BE").exists()
        hours = WorkingHours.objects.get(partner=partner)
        assert (hours.opens_at_minute, hours.closes_at_minute) == (13 * 60, 24 * 60)


def test_half_a_territory_is_refused(acme: VendorPeople, client: Client) -> None:
    client.force_login(acme.bob)
    partner = acme.larkspur.partner
    wrong = {"territories-TOTAL_FORMS": 1, "territories-0-latitude": "52.5"}
    response = client.post(change(acme, "partners/partner", partner.pk), answers_for(partner, **wrong))
    assert b"a point with its radius" in response.content
    wrong = {"region": "US-ZZ"}
    response = client.post(change(acme, "partners/partner", partner.pk), answers_for(partner, **wrong))
    assert "Name the country of “US-ZZ” as well." in response.content.decode()


def test_the_list_of_partners_takes_no_more_queries_for_more_partners(
    acme: VendorPeople, client: Client
) -> None:
    client.force_login(acme.bob)
    few = queries_of(client, admin(acme, "partners/partner/"))
    with acme.scope():
        for partner in PartnerFactory.create_batch(30):
            PartnerCertificationFactory(partner=partner)
    assert queries_of(client, admin(acme, "partners/partner/")) == few


def test_approving_a_request_gives_the_partner_what_it_asked_for(acme: VendorPeople, client: Client) -> None:
    partner = acme.larkspur.partner
    with acme.scope():
        CertificationFactory(slug="cloud", name="Cloud architect")
        asked = ChangeRequest.objects.create(
            partner=partner,
            kind="certification",
            payload={"certification": "cloud", "expires_on": "2027-05-01"},
        )
    client.force_login(acme.bob)
    page = text(client, change(acme, "partners/changerequest", asked.pk))
    assert "Cloud architect, until 2027-05-01" in page
    assert (
        client.post(admin(acme, f"partners/changerequest/{asked.pk}/approve/"), {"note": ""}).status_code
        == 302
    )
    with acme.scope():
        asked.refresh_from_db()
        assert (asked.state, asked.decided_by_id) == ("approved", acme.bob.pk)
        assert partner.certifications.get().expires_on == date(2027, 5, 1)
    again = client.post(admin(acme, f"partners/changerequest/{asked.pk}/approve/"), {"note": ""})
    assert again.status_code == 403


def test_refusing_a_request_needs_a_reason_and_changes_nothing_else(
    acme: VendorPeople, client: Client
) -> None:
    partner = acme.larkspur.partner
    with acme.scope():
        payload = {"country": "US", "region": "US-NV"}
        asked = ChangeRequest.objects.create(partner=partner, kind="territory", payload=payload)
    client.force_login(acme.bob)
    url = admin(acme, f"partners/changerequest/{asked.pk}/refuse/")
    assert client.post(url, {"reason": ""}).status_code == 200
    assert client.post(url, {"reason": "Taken by another."}).status_code == 302
    with acme.scope():
        asked.refresh_from_db()
        assert (asked.state, asked.answer) == ("refused", "Taken by another.")
        assert not Territory.objects.filter(partner=partner, region="US-NV").exists()


def test_a_deal_is_approved_until_a_day(acme: VendorPeople, client: Client) -> None:
    with acme.scope():
        deal = DealRegistrationFactory(partner=acme.larkspur.partner)
    client.force_login(acme.bob)
    until = clock.now().date() + timedelta(days=30)
    url = admin(acme, f"leads/dealregistration/{deal.pk}/approve/")
    assert client.post(url, {"protected_until_on": until.isoformat()}).status_code == 302
    with acme.scope():
        saved = DealRegistration.objects.get(pk=deal.pk)
        assert (saved.state, saved.protected_until_on, saved.decided_by_id) == (
            "approved",
            until,
            acme.bob.pk,
        )


def test_a_published_agreement_is_fixed(acme: VendorPeople, client: Client) -> None:
    client.force_login(acme.bob)
    answers = {"title": "Rules", "body": "Work every lead.", "grace_days": "14"}
    assert client.post(admin(acme, "partners/agreement/add/"), answers).status_code == 302
    with acme.scope():
        agreement = Agreement.objects.get()
    assert client.post(admin(acme, f"partners/agreement/{agreement.pk}/publish/")).status_code == 302
    changed = answers | {
        "body": "Something else.",
        "signatures-TOTAL_FORMS": 0,
        "signatures-INITIAL_FORMS": 0,
    }
    client.post(change(acme, "partners/agreement", agreement.pk), changed)
    with acme.scope():
        agreement.refresh_from_db()
        assert agreement.published_at is not None
        assert agreement.body == "Work every lead."


def test_the_page_of_a_partner_says_what_it_has_open(acme: VendorPeople, client: Client) -> None:
    partner = acme.larkspur.partner
    with acme.scope():
        OfferFactory(partner=partner, lead__company="Heron Press")
        OfferFactory(partner=partner, state="declined")
    client.force_login(acme.ana)
    page = text(client, change(acme, "partners/partner", partner.pk))
    assert "Heron Press" in page
    assert "Open work" in page
    assert admin(acme, f"partners/{partner.pk}/pause/") not in page


def test_a_paused_partner_comes_back_and_its_own_plea_is_answered(acme: VendorPeople, client: Client) -> None:
    partner = acme.larkspur.partner
    with acme.scope():
        Partner.objects.filter(pk=partner.pk).update(paused_at=clock.now(), missed_windows=3)
        asked = ChangeRequest.objects.create(partner=partner, kind="unpause", reason="We hired somebody.")
    client.force_login(acme.bob)
    page = text(client, change(acme, "partners/partner", partner.pk))
    assert "after 3 missed windows in a row" in page
    assert "We hired somebody." in page
    resume = admin(acme, f"partners/{partner.pk}/resume/")
    assert client.post(resume).status_code == 302
    with acme.scope():
        partner.refresh_from_db()
        asked.refresh_from_db()
        assert (partner.paused_at, partner.missed_windows, asked.state) == (None, 0, "approved")
    assert b"not paused" in client.post(resume).content


def test_a_manager_pauses_a_partner(acme: VendorPeople, client: Client) -> None:
    partner = acme.larkspur.partner
    client.force_login(acme.bob)
    assert client.post(admin(acme, f"partners/{partner.pk}/pause/")).status_code == 302
    with acme.scope():
        partner.refresh_from_db()
        assert (partner.status, partner.paused_at is None) == ("paused", False)


def test_a_region_is_typed_by_name_and_kept_by_code(acme: VendorPeople, client: Client) -> None:
    client.force_login(acme.bob)
    partner = acme.larkspur.partner
    typed = {
        "country": "US", "region": "Texas", "postal_code": "2139", "territories-TOTAL_FORMS": 2,
        "territories-0-country": "FR", "territories-0-region": "ile de france",
        "territories-1-country": "GB", "territories-1-postal_prefix": "e14 5",
    }  # fmt: skip
    response = client.post(change(acme, "partners/partner", partner.pk), answers_for(partner, **typed))
    assert response.status_code == 302, response.content.decode()[:3000]
    with acme.scope():
        saved = Partner.objects.get(pk=partner.pk)
        areas = set(saved.territories.values_list("country", "region", "postal_prefix"))
    assert (saved.region, saved.postal_code) == ("US-TX", "02139")
    assert {("FR", "FR-IDF", ""), ("GB", "", "E14 5")} <= areas
    page = client.get(change(acme, "partners/partner", partner.pk)).content.decode()
    assert 'value="Texas"' in page
    assert 'value="Île-de-France"' in page


def test_a_territory_that_is_no_region_is_refused_with_an_example(acme: VendorPeople, client: Client) -> None:
    client.force_login(acme.bob)
    partner = acme.larkspur.partner
    wrong = {
        "territories-TOTAL_FORMS": 1, "territories-0-country": "DE", "territories-0-region": "Munich",
    }  # fmt: skip
    response = client.post(change(acme, "partners/partner", partner.pk), answers_for(partner, **wrong))
    assert "Munich is a city in Bavaria." in response.content.decode()
