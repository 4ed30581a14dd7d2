"""What a partner says about itself, and what it signs."""

import hashlib
import re
from datetime import timedelta

import pytest
from django.test import Client

from partners.models import Absence, ChangeRequest, Partner, PartnerWishes, Signature, WorkingHours
from partners.services.sign_agreement import digest_of
from portal.company_forms import read_hours
from prm.platform import clock
from prm.platform.outbox.models import NotificationPreference, OutboxMessage, WebhookEndpoint
from prm.platform.tenants.models import Invitation, Membership, Role
from routing.models import Offer
from routing.paths.services.rebuild_paths import rebuild_paths
from tests.factories import (
    AgreementFactory,
    CertificationFactory,
    LeadFactory,
    OfferFactory,
    PartnerCertificationFactory,
    TerritoryFactory,
)
from tests.people import VendorPeople
from tests.services.rounds import publish, route

HOURS = {"time_zone": "Europe/Berlin", "holiday_country": "DE", "holiday_region": "DE-BY"}


def test_the_week_is_replaced_as_a_whole(admin: Client, in_acme: VendorPeople) -> None:
    url = in_acme.url("portal/company/hours/save/")
    assert admin.post(url, {**HOURS, "day_0": "8-12, 13:30-17", "day_4": "9:15–13"}).status_code == 302
    blocks = WorkingHours.objects.values_list("weekday", "opens_at_minute", "closes_at_minute")
    assert set(blocks) == {(0, 480, 720), (0, 810, 1020), (4, 555, 780)}
    partner = Partner.objects.get(id=in_acme.larkspur.partner.id)
    assert (partner.time_zone, partner.holiday_region) == ("Europe/Berlin", "DE-BY")


@pytest.mark.parametrize(
    "wrong",
    [
        {"day_0": "nine"},
        {"day_0": "17-9"},
        {"day_0": "9-12, 11-13"},
        {"day_0": "9-25"},
        {"time_zone": "Mars/Base"},
    ],
)
def test_wrong_hours_change_nothing_and_stay_on_the_page(
    admin: Client, in_acme: VendorPeople, wrong: dict[str, str]
) -> None:
    answer = admin.post(in_acme.url("portal/company/hours/save/"), {**HOURS, **wrong})
    assert answer.status_code == 400
    assert wrong.get("day_0", "") in answer.content.decode()
    assert not WorkingHours.objects.exists()


def test_hours_are_read_as_people_write_them() -> None:
    assert read_hours("9-12:30, 13:30–17, 18 to 20") == [(540, 750), (810, 1020), (1080, 1200)]
    assert read_hours(" ") == []


def test_an_admin_marks_the_company_away_and_a_rep_only_oneself(
    admin: Client, rep: Client, in_acme: VendorPeople
) -> None:
    days = {"starts_on": "2030-01-01", "ends_on": "2030-01-05"}
    admin.post(in_acme.url("portal/company/away/"), days)
    rep.post(in_acme.url("portal/company/away/"), days)
    company, person = Absence.objects.order_by("id")
    assert company.membership is None
    assert person.membership == Membership.objects.get(user=in_acme.larkspur.rep)
    backwards = {"starts_on": "2030-01-05", "ends_on": "2030-01-01"}
    assert admin.post(in_acme.url("portal/company/away/"), backwards).status_code == 400


def test_asking_changes_nothing_until_the_vendor_decides(admin: Client, in_acme: VendorPeople) -> None:
    CertificationFactory()
    url = in_acme.url("portal/company/ask/certification/")
    data = {"certification-certification": "network-security", "certification-expires_on": "2030-01-01"}
    assert admin.post(url, data).status_code == 302
    request = ChangeRequest.objects.get()
    assert request.payload == {"certification": "network-security", "expires_on": "2030-01-01"}
    assert not in_acme.larkspur.partner.certifications.exists()
    assert OutboxMessage.objects.filter(event="request.made").exists()
    assert admin.post(url, data).status_code == 409
    assert ChangeRequest.objects.count() == 1


def test_only_a_region_of_the_country_can_be_asked_for_and_nothing_twice(
    admin: Client, in_acme: VendorPeople
) -> None:
    url = in_acme.url("portal/company/ask/territory/")
    said = {
        "DE-BY": "Bavaria is not in United States.",
        "US-QQ": "United States has no region “US-QQ”. Name one, such as New York.",
        "QQ": "United States has no region “QQ”. Name one, such as New York.",
    }
    for region, words in said.items():
        answer = admin.post(url, {"territory-country": "US", "territory-region": region})
        assert answer.status_code == 400
        assert words in answer.content.decode()
    texas = {"territory-country": "US", "territory-region": "tx"}
    assert [admin.post(url, texas).status_code for _ in "12"] == [302, 409]
    assert ChangeRequest.objects.get().payload == {"country": "US", "region": "US-TX"}


def test_only_who_is_paused_can_ask_to_receive_again(admin: Client, in_acme: VendorPeople) -> None:
    admin.post(in_acme.url("portal/company/unpause/"))
    assert not ChangeRequest.objects.exists()
    Partner.objects.filter(id=in_acme.larkspur.partner.id).update(status="paused")
    admin.post(in_acme.url("portal/company/unpause/"))
    assert ChangeRequest.objects.get().kind == "unpause"


def test_a_colleague_is_invited_promoted_and_removed(admin: Client, in_acme: VendorPeople) -> None:
    url = in_acme.url("portal/company/people/")
    admin.post(f"{url}invite/", {"email": "new@example.com", "role": "partner_rep"})
    assert Invitation.objects.get().partner == in_acme.larkspur.partner
    assert admin.post(f"{url}invite/", {"email": "x@example.com", "role": "admin"}).status_code == 400
    member = Membership.objects.get(user=in_acme.larkspur.rep)
    admin.post(f"{url}{member.id}/", {"role": "partner_admin", "sure": "1"})
    member.refresh_from_db()
    assert member.role == Role.PARTNER_ADMIN
    admin.post(f"{url}{member.id}/", {"remove": "1", "sure": "1"})
    member.refresh_from_db()
    assert not member.is_active


@pytest.mark.parametrize(
    ("wanted", "question", "what_follows"),
    [
        ({"role": "partner_admin"}, "an administrator?", "will be able to invite and remove people"),
        ({"remove": "1"}, "Remove ", "will be signed out and can no longer sign in here"),
    ],
)
def test_what_concerns_a_person_is_asked_before_it_is_done(
    admin: Client, in_acme: VendorPeople, wanted: dict[str, str], question: str, what_follows: str
) -> None:
    member = Membership.objects.get(user=in_acme.larkspur.rep)
    url = in_acme.url(f"portal/company/people/{member.id}/")
    page = admin.post(url, wanted).content.decode()
    assert question in page and what_follows in page and 'name="sure"' in page
    member.refresh_from_db()
    assert member.is_active and member.role == Role.PARTNER_REP
    assert "Choose a role." in admin.post(url, {"role": "owner"}, follow=True).content.decode()


def test_a_rivals_member_cannot_be_touched(admin: Client, in_acme: VendorPeople) -> None:
    rival = Membership.objects.get(user=in_acme.quillon.rep)
    url = in_acme.url(f"portal/company/people/{rival.id}/")
    assert admin.post(url, {"remove": "1"}).status_code == 404
    rival.refresh_from_db()
    assert rival.is_active


def test_a_signature_keeps_name_time_address_and_digest(admin: Client, in_acme: VendorPeople) -> None:
    agreement = AgreementFactory(published_at=clock.now())
    digest = hashlib.sha256(f"{agreement.title}\n{agreement.body}".encode()).hexdigest()
    data = {"signed_name": "Tomas Okafor", "agrees": "on", "text_digest": digest}
    url = in_acme.url("portal/company/agreement/")
    assert admin.post(url, {**data, "text_digest": "of another text"}).status_code == 302
    assert not Signature.objects.exists()
    admin.post(url, data)
    signature = Signature.objects.get()
    assert (signature.signed_name, signature.address) == ("Tomas Okafor", "127.0.0.1")
    assert signature.text_sha256 == digest


def test_who_has_not_signed_a_new_version_sees_what_it_missed_and_signs_again(
    admin: Client, in_acme: VendorPeople
) -> None:
    publish()
    old = AgreementFactory(published_at=clock.now() - timedelta(days=9), grace_days=0)
    url, signed = in_acme.url("portal/company/agreement/"), {"signed_name": "Pat Doe", "agrees": "on"}
    admin.post(url, {**signed, "text_digest": digest_of(old)})
    new = AgreementFactory(published_at=clock.now(), grace_days=0, body="Answer within a day.")
    quillon = Client()
    quillon.force_login(in_acme.quillon.admin)
    quillon.post(url, {**signed, "text_digest": digest_of(new)})
    LeadFactory.create_batch(3)
    route()
    rebuild_paths(vendor_id=in_acme.vendor.id)
    page = admin.get(url).content.decode()
    assert "With a signature you could have competed for 3 more leads" in page
    assert admin.post(url, {**signed, "text_digest": digest_of(old)}).status_code == 302
    assert Signature.objects.filter(partner=in_acme.larkspur.partner).count() == 1, "the old text is not it"
    admin.post(url, {**signed, "text_digest": digest_of(new)})
    assert set(in_acme.larkspur.partner.signatures.values_list("agreement", flat=True)) == {old.id, new.id}


def test_a_rep_cannot_sign(rep: Client, in_acme: VendorPeople) -> None:
    AgreementFactory(published_at=clock.now())
    assert rep.post(in_acme.url("portal/company/agreement/"), {"signed_name": "Me"}).status_code == 403


def test_notices_are_each_persons_own(rep: Client, admin: Client, in_acme: VendorPeople) -> None:
    rep.post(in_acme.url("portal/company/notices/"), {"offer.created": "digest", "lead.review": "off"})
    choice = NotificationPreference.objects.get()
    assert (choice.membership.user, choice.event) == (in_acme.larkspur.rep, "offer.created")


def test_one_click_chooses_for_every_notice_and_the_page_says_which_choice_it_is(
    rep: Client, in_acme: VendorPeople
) -> None:
    url = in_acme.url("portal/company/notices/")
    page = rep.post(url, {"preset": "urgent"}, follow=True).content.decode()
    chosen = dict(NotificationPreference.objects.values_list("event", "delivery"))
    assert chosen["deal.approved"] == "digest" and "offer.created" not in chosen
    assert re.search(r'value="urgent"\s+aria-pressed="true"', page)
    rep.post(url, {"offer.created": "off"})
    assert 'aria-pressed="true"' not in rep.get(url).content.decode()
    rep.post(url, {"preset": "at_once"})
    assert not NotificationPreference.objects.exists()


def test_a_chat_of_ones_own_and_only_that(admin: Client, in_acme: VendorPeople) -> None:
    url = in_acme.url("portal/company/notices/")
    admin.post(f"{url}add/", {"url": "https://chat.example.com/hook", "shape": "slack"})
    endpoint = WebhookEndpoint.objects.get()
    assert endpoint.partner == in_acme.larkspur.partner
    assert admin.post(f"{url}add/", {"url": "ftp://chat.example.com/", "shape": "slack"}).status_code == 400
    rival = WebhookEndpoint.objects.create(
        url="https://b.example.com/", secret="x", partner=in_acme.quillon.partner
    )
    assert admin.post(f"{url}{rival.id}/drop/").status_code == 404
    admin.post(f"{url}{endpoint.id}/drop/")
    assert list(WebhookEndpoint.objects.all()) == [rival]


def test_a_limit_below_what_is_open_says_that_nothing_will_come(admin: Client, in_acme: VendorPeople) -> None:
    for _ in range(4):
        OfferFactory(lead=LeadFactory(state="offered"), partner=in_acme.larkspur.partner)
    answer = admin.post(in_acme.url("portal/company/capacity/"), {"capacity": "2"}, follow=True)
    assert "4 open, limit 2. You get no new leads until 3 are closed." in answer.content.decode()


def test_a_certification_is_chosen_and_one_that_is_held_for_ever_is_not_offered(
    admin: Client, in_acme: VendorPeople
) -> None:
    PartnerCertificationFactory(
        partner=in_acme.larkspur.partner,
        certification=CertificationFactory(slug="held", name="Held"),
        expires_on=None,
    )
    CertificationFactory(slug="to-come", name="To come")
    page = admin.get(in_acme.url("portal/company/")).content.decode()
    choices = page.split('name="certification-certification"')[1].split("</select>")[0]
    assert 'value="" selected' in choices and "To come" in choices and "Held" not in choices
    refused = admin.post(
        in_acme.url("portal/company/ask/certification/"), {"certification-certification": ""}
    )
    assert refused.status_code == 400


def test_what_was_asked_for_is_shown_by_name(admin: Client, in_acme: VendorPeople) -> None:
    texas = {"territory-country": "US", "territory-region": "Texas"}
    answer = admin.post(in_acme.url("portal/company/ask/territory/"), texas, follow=True).content.decode()
    assert "Territory: Texas, United States" in answer
    assert "Request sent." in answer


def test_removing_a_colleague_hands_the_open_leads_on(
    admin: Client, in_acme: VendorPeople, accepted: Offer
) -> None:
    leaving = Membership.objects.get(user=in_acme.larkspur.rep)
    heir = Membership.objects.get(user=in_acme.larkspur.admin)
    page = admin.get(in_acme.url("portal/company/people/")).content.decode()
    assert "in charge of 1 open lead" in page
    url = in_acme.url(f"portal/company/people/{leaving.id}/")
    asked = admin.post(url, {"remove": "1"}).content.decode()
    assert f"{leaving.user} is in charge of 1 open lead. Hand it to" in asked
    done = {"remove": "1", "hand_to": str(heir.id), "sure": "1"}
    answer = admin.post(url, done, follow=True).content.decode()
    accepted.refresh_from_db()
    assert accepted.assignee_id == heir.id
    assert f"{heir.user} is now in charge of 1 lead." in answer


def test_an_absence_is_confirmed_with_name_and_days(rep: Client, in_acme: VendorPeople) -> None:
    days = {"starts_on": "2030-12-01", "ends_on": "2030-12-10"}
    answer = rep.post(in_acme.url("portal/company/away/"), days, follow=True).content.decode()
    assert f"Absence saved: {in_acme.larkspur.rep}, Dec 1 – 10, 2030." in answer.replace("\u2009", " ")


def test_a_circle_is_named_by_its_city(admin: Client, in_acme: VendorPeople) -> None:
    partner = in_acme.larkspur.partner
    Partner.objects.filter(pk=partner.pk).update(country="US")
    TerritoryFactory(partner=partner, country="", latitude=30.27, longitude=-97.74, radius_km=150)
    assert "150 km around Austin" in admin.get(in_acme.url("portal/company/")).content.decode()


def test_wishes_are_kept_and_read_by_the_channel_manager(admin: Client, in_acme: VendorPeople) -> None:
    url = in_acme.url("portal/company/wishes/")
    page = admin.post(url, {"volume": "more", "service": "", "segments": "Hospitals"}, follow=True).text
    assert "Saved. Your channel manager sees it." in page and 'value="Hospitals"' in page
    admin.post(url, {"volume": "fewer", "service": "personal", "segments": "Hospitals"})
    wishes = PartnerWishes.objects.get()
    assert (wishes.partner, wishes.volume, wishes.service) == (in_acme.larkspur.partner, "fewer", "personal")
    wrong = admin.post(url, {"volume": "all of them", "segments": "x" * 301})
    assert wrong.status_code == 400 and PartnerWishes.objects.get().segments == "Hospitals"
    bob = Client()
    bob.force_login(in_acme.bob)
    path = f"admin/partners/partner/{in_acme.larkspur.partner.pk}/change/"
    shown = bob.get(in_acme.url(path)).text
    assert "Fewer leads" in shown and "Hospitals" in shown
    other = bob.get(in_acme.url(f"admin/partners/partner/{in_acme.quillon.partner.pk}/change/")).text
    assert "What it would like" not in other
