"""An accepted lead: contact, first action, notes, files, closing, rating."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from leads.models import Attachment, LeadRating, Note
from leads.selectors.quality import quality_by_source
from leads.services.timeline import TimelineEntry, record
from prm.platform import clock
from prm.platform.tenants.models import Membership
from routing.models import Offer
from tests.people import VendorPeople

TOMORROW = (clock.now() + timedelta(days=1)).date().isoformat()


@pytest.fixture
def address(acme: VendorPeople, accepted: Offer) -> str:
    return acme.url(f"portal/leads/{accepted.id}/")


def test_the_first_action_stops_the_clock_once(rep: Client, address: str, accepted: Offer) -> None:
    rep.post(f"{address}log/", {"kind": "call"})
    accepted.refresh_from_db()
    first = accepted.first_action_at
    assert (accepted.first_action_kind, accepted.work_status) == ("call", "contacted")
    rep.post(f"{address}log/", {"kind": "email"})
    accepted.refresh_from_db()
    assert accepted.first_action_at == first


def test_notes_are_the_partners_own(rep: Client, acme: VendorPeople, address: str, accepted: Offer) -> None:
    rep.post(f"{address}log/", {"note": "Spoke with <b>Ada</b>."})
    Note.objects.create(lead=accepted.lead, partner=acme.quillon.partner, body="A rival's note")
    shown = rep.get(address).content.decode()
    assert "Spoke with &lt;b&gt;Ada&lt;/b&gt;." in shown
    assert "A rival" not in shown


def test_an_empty_note_says_so_and_adds_none(rep: Client, address: str, accepted: Offer) -> None:
    assert rep.post(f"{address}log/", {"note": "  "}).status_code == 400
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
    assert rep.post(f"{address}log/", {"note": "After the end"}).status_code == 302
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
    for answer in (rep.get(address, follow=True), rep.post(f"{address}log/", {"note": "Hi"}, follow=True)):
        assert answer.redirect_chain[-1][0] == acme.url(f"portal/offers/{accepted.id}/")
        assert "taken back" in answer.content.decode()


def test_an_action_that_is_reloaded_or_refused_leads_to_its_page(
    rep: Client, acme: VendorPeople, address: str
) -> None:
    assert rep.get(f"{address}close/")["Location"] == address
    rep.post(f"{address}more-time/", {"reason": "She is away.", "until_on": TOMORROW})
    again = {
        "data": {"reason": "Still.", "until_on": TOMORROW},
        "headers": {"Referer": f"http://testserver{address}more-time/"},
    }
    answer = rep.post(f"{address}more-time/", **again, follow=True)
    assert answer.redirect_chain == [(address, 302)]
    assert "More time was asked for already." in answer.content.decode()


def test_when_the_session_is_over_one_comes_back_to_the_page_not_to_the_action(
    client: Client, address: str
) -> None:
    answer = client.post(f"{address}log/", {"note": "Written for nothing"})
    assert answer["Location"].endswith(f"?next={address}")


def test_any_contact_is_logged_and_the_history_says_what_by_whom(
    rep: Client, acme: VendorPeople, address: str, accepted: Offer
) -> None:
    assert "Log your first contact by" in rep.get(address).content.decode()
    rep.post(f"{address}log/", {"kind": "call", "result": "no_answer"})
    rep.post(f"{address}log/", {"kind": "meeting", "note": "She wants a quote."})
    rep.post(f"{address}update/", {"status": "proposal", "next_action": "Quote", "assignee": ""})
    history = " ".join(rep.get(address).content.decode().split('id="history-title"')[1].split())
    who = str(acme.larkspur.rep)
    for words in ("<strong>Called</strong> · no answer", "<strong>Met</strong>", "She wants a quote.", who):
        assert words in history
    for words in ("Status: Proposal", "Nobody in charge", "Next step changed"):
        assert words in history
    assert "Updated" not in history
    assert "or another partner gets it" not in rep.get(address).content.decode()


def test_won_asks_for_its_value_lost_for_its_reason_and_both_can_be_taken_back(
    rep: Client, address: str, accepted: Offer
) -> None:
    assert "Enter the value of the order." in refused(rep, address, outcome="won")
    assert "Say in a few words why it was lost." in refused(rep, address, outcome="lost")
    rep.post(f"{address}close/", {"outcome": "lost", "reason": "No budget"})
    assert "Open again" in rep.get(address).content.decode()
    rep.post(f"{address}reopen/")
    accepted.refresh_from_db()
    assert (accepted.state, accepted.outcome) == ("accepted", "")


def refused(rep: Client, address: str, **data: str) -> str:
    answer = rep.post(f"{address}close/", data)
    assert answer.status_code == 400
    return answer.content.decode()


def test_who_accepts_too_late_is_told_that_a_colleague_has_the_lead(
    admin: Client, acme: VendorPeople, accepted: Offer, address: str
) -> None:
    answer = admin.post(acme.url(f"portal/offers/{accepted.id}/accept/"), follow=True)
    assert answer.redirect_chain[-1][0] == address
    assert f"{acme.larkspur.rep} accepted this lead for your company at" in answer.content.decode()
    mine = admin.get(acme.url("portal/pipeline/?mine=1")).content.decode()
    assert str(accepted.id) not in mine, "the colleague is in charge of it"


def test_more_time_is_asked_until_a_day(rep: Client, address: str, accepted: Offer) -> None:
    asked = {"reason": "She is away.", "until_on": "2020-01-01"}
    answer = rep.post(f"{address}more-time/", asked)
    assert answer.status_code == 400 and "Choose a day from today on" in answer.content.decode()
    day = clock.now().date() + timedelta(days=3)
    rep.post(f"{address}more-time/", {**asked, "until_on": day.isoformat()})
    page = rep.get(address).content.decode()
    assert "You asked for more time, until" in page and "She is away." in page


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("run.exe", b"MZ", "“run.exe” cannot be added."),
        ("big.pdf", b"x" * (5 * 1024 * 1024 + 1), "“big.pdf” is larger than 5 MB."),
        ("none.pdf", b"", "“none.pdf” is empty."),
    ],
)
def test_a_refused_file_says_which_limit_it_breaks(
    rep: Client, address: str, name: str, content: bytes, words: str
) -> None:
    assert "Up to 5 MB each" in rep.get(address).content.decode()
    answer = rep.post(f"{address}files/", {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 400
    assert words in answer.content.decode()


def test_a_page_whose_session_ended_is_told_where_to_sign_in_and_stays(client: Client, address: str) -> None:
    headers = {"HX-Request": "true", "HX-Trigger": "live", "HX-Current-URL": f"http://testserver{address}"}
    answer = client.get(f"{address.partition('leads/')[0]}live/?seen=", headers=headers)
    assert answer.status_code == 204
    assert answer["X-Signed-Out"].endswith(f"?next={address}")
