"""An accepted lead: contact, first action, notes, files, closing, rating."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from leads.models import Attachment, LeadRating, Note
from leads.selectors.quality import quality_by_source
from leads.services.timeline import TimelineEntry, record
from prm.platform.tenants.models import Membership
from routing.models import Offer
from tests.people import VendorPeople


@pytest.fixture
def address(acme: VendorPeople, accepted: Offer) -> str:
    return acme.url(f"portal/leads/{accepted.id}/")


def test_the_first_action_stops_the_clock_once(rep: Client, address: str, accepted: Offer) -> None:
    rep.post(f"{address}first-action/", {"kind": "call"})
    accepted.refresh_from_db()
    first = accepted.first_action_at
    assert (accepted.first_action_kind, accepted.work_status) == ("call", "contacted")
    rep.post(f"{address}first-action/", {"kind": "email"})
    accepted.refresh_from_db()
    assert accepted.first_action_at == first


def test_notes_are_the_partners_own(rep: Client, acme: VendorPeople, address: str, accepted: Offer) -> None:
    rep.post(f"{address}note/", {"note": "Spoke with <b>Ada</b>."})
    Note.objects.create(lead=accepted.lead, partner=acme.quillon.partner, body="A rival's note")
    shown = rep.get(address).content.decode()
    assert "Spoke with &lt;b&gt;Ada&lt;/b&gt;." in shown
    assert "A rival" not in shown


def test_an_empty_note_says_so_and_adds_none(rep: Client, address: str, accepted: Offer) -> None:
    assert rep.post(f"{address}note/", {"note": "  "}).status_code == 400
    assert not Note.objects.exists()


def test_status_next_action_and_colleague_are_saved(rep: Client, address: str, accepted: Offer) -> None:
    data = {
        "status": "proposal",
        "next_action": "Send the quote",
        "next_action_on": "2030-05-04",
        "assignee": "",
    }
    assert rep.post(f"{address}update/", data).status_code == 302
    accepted.refresh_from_db()
    assert (accepted.work_status, accepted.next_action) == ("proposal", "Send the quote")
    assert rep.post(f"{address}update/", {**data, "status": "nonsense"}).status_code == 400
    assert rep.post(f"{address}update/", {**data, "assignee": str(accepted.id)}).status_code == 400


def test_a_lead_can_be_given_to_a_colleague_and_taken_from_everyone(
    rep: Client, acme: VendorPeople, address: str, accepted: Offer
) -> None:
    colleague = Membership.objects.get(user=acme.larkspur.admin)
    data = {"status": "qualified", "assignee": str(colleague.id)}
    rep.post(f"{address}update/", data)
    assert Offer.objects.get(id=accepted.id).assignee_id == colleague.id
    rep.post(f"{address}update/", {**data, "assignee": ""})
    assert Offer.objects.get(id=accepted.id).assignee_id is None
    bulk = {"offers": str(accepted.id)}
    rep.post(acme.url("portal/pipeline/bulk/"), {**bulk, "assignee": str(colleague.id)})
    assert Offer.objects.get(id=accepted.id).assignee_id == colleague.id
    rep.post(acme.url("portal/pipeline/bulk/"), {**bulk, "assignee": "nobody"})
    assert Offer.objects.get(id=accepted.id).assignee_id is None


def test_closing_and_rating(rep: Client, acme: VendorPeople, address: str, accepted: Offer) -> None:
    assert rep.post(f"{address}rate/", {"stars": "5"}).status_code == 302
    assert not LeadRating.objects.exists()
    rep.post(f"{address}close/", {"outcome": "won", "value": "40000"})
    rep.post(f"{address}rate/", {"stars": "4", "reason": "Ready to buy"})
    rating = LeadRating.objects.get()
    assert (rating.stars, rating.reason) == (4, "Ready to buy")
    vendor = Client()
    vendor.force_login(acme.alice)
    assert "On average, of 5" in vendor.get(acme.url("admin/")).content.decode()
    page = vendor.get(acme.url(f"admin/leads/lead/{accepted.lead_id}/change/")).content.decode()
    assert "4 of 5" in page and "Ready to buy" in page
    [row] = quality_by_source(since=rating.created_at)
    assert (row.source, row.rated, row.average, row.poor) == ("web", 1, 4, 0)
    assert rep.post(f"{address}note/", {"note": "After the end"}).status_code == 302
    assert not Note.objects.filter(body="After the end").exists()


@pytest.mark.parametrize("name", ["page.html", "run.svg", "noending", ".pdf", "evil.pdf.exe"])
def test_files_that_a_browser_might_run_are_refused(rep: Client, address: str, name: str) -> None:
    answer = rep.post(f"{address}files/", {"file": SimpleUploadedFile(name, b"<script>alert(1)</script>")})
    assert answer.status_code == 400
    assert not Attachment.objects.exists()


def test_a_file_comes_back_as_a_download(
    rep: Client, acme: VendorPeople, address: str, client: Client
) -> None:
    rep.post(
        f"{address}files/", {"file": SimpleUploadedFile("../quote.pdf", b"%PDF", content_type="text/html")}
    )
    file = Attachment.objects.get()
    assert (file.name, file.content_type) == ("quote.pdf", "application/pdf")
    answer = rep.get(f"{address}files/{file.id}/")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Security-Policy"] == "sandbox"
    client.force_login(acme.quillon.rep)
    assert client.get(f"{address}files/{file.id}/").status_code == 404


def test_a_website_that_is_no_web_address_leads_nowhere_else(
    rep: Client, address: str, accepted: Offer
) -> None:
    accepted.lead.website = "javascript:alert(1)"
    accepted.lead.save()
    assert 'href="javascript:' not in rep.get(address).content.decode()


def test_what_it_was_offered_to_others_is_not_in_the_history(
    rep: Client, acme: VendorPeople, address: str, accepted: Offer
) -> None:
    record([TimelineEntry(accepted.lead_id, "offer.declined", partner_id=acme.quillon.partner.id)])
    assert "<strong>Declined" not in rep.get(address).content.decode()


def test_a_lead_that_was_taken_back_says_so_wherever_one_is(
    rep: Client, acme: VendorPeople, address: str, accepted: Offer
) -> None:
    Offer.objects.filter(id=accepted.id).update(state="revoked")
    for answer in (rep.get(address, follow=True), rep.post(f"{address}note/", {"note": "Hi"}, follow=True)):
        assert answer.redirect_chain[-1][0] == acme.url(f"portal/offers/{accepted.id}/")
        assert "taken back" in answer.content.decode()


def test_an_action_that_is_reloaded_or_refused_leads_to_its_page(
    rep: Client, acme: VendorPeople, address: str
) -> None:
    assert rep.get(f"{address}close/")["Location"] == address
    rep.post(f"{address}more-time/", {"reason": "She is away."})
    again = {"data": {"reason": "Still."}, "headers": {"Referer": f"http://testserver{address}more-time/"}}
    answer = rep.post(f"{address}more-time/", **again, follow=True)
    assert answer.redirect_chain == [(address, 302)]
    assert "More time was asked for already." in answer.content.decode()


def test_when_the_session_is_over_one_comes_back_to_the_page_not_to_the_action(
    client: Client, address: str
) -> None:
    answer = client.post(f"{address}note/", {"note": "Written for nothing"})
    assert answer["Location"].endswith(f"?next={address}")
