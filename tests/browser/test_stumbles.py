"""Where a rep used to stumble, as the rep meets it: one test for each kind that no journey passes by."""

import re
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from leads.models import DealRegistration, Lead
from leads.services.decide_deal import approve_deal
from leads.services.register_deal import register_deal
from partners.models import Certification, ChangeRequest, Partner, PartnerCertification
from prm.platform import clock
from prm.platform.actors import SYSTEM
from prm.platform.outbox.models import NotificationPreference
from routing.batches.services.route_leads import route_waiting_leads
from routing.models import Offer
from routing.offers.services.decline_offer import decline_offer
from tests.browser.conftest import World, let_in, new_page
from tests.factories import CertificationFactory, DealRegistrationFactory, LeadFactory, OfferFactory
from tests.stack.receivers import until

pytestmark = [pytest.mark.browser, pytest.mark.stack]

OLD_WORDS = re.compile(
    r"stand here as soon as|It stops the clock|or the lead goes back|by proof nobody|no bound is promised|"
    r"Change the ticked|Save who hears|Asked\. You hear|namesakes|Gone lately|Noted\.|How far it has come|"
    r"Missed windows paused|reauthenticate|Please sign in to"
)
NUMBER = r"\d+(?:\.\d+)?"
CODES = re.compile(r"\b(web|phone) · [a-z]+-[a-z]+|\bdata-protection\b|\b[A-Z]{2}-[A-Z]{2,3}\b|too-small")


def offer_of(world: World, lead: Lead) -> Offer:
    """The newest offer of a lead."""
    with world.scope():
        until(lambda: Offer.objects.filter(lead=lead).exists(), seconds=10)
        return Offer.objects.select_related("lead").filter(lead=lead).latest("offered_at")


def worked(world: World, **lead: Any) -> Offer:
    """An accepted lead of Larkspur's."""
    now = clock.now()
    with world.scope():
        return OfferFactory(
            lead=LeadFactory(state="accepted", **lead),
            partner=world.people.larkspur.partner,
            state="accepted",
            work_status="to_contact",
            accepted_at=now,
            update_due_at=now + timedelta(days=2),
            deadline_at=now,
        )


def figure(text: str, words: str) -> float:
    """The number before these words."""
    found = re.search(rf"({NUMBER}) {words}", text)
    assert found, text
    return float(found[1])


def expect_in_words(page: Page) -> None:
    """Names, never codes, and none of the sentences that nobody understood."""
    said = page.locator("main").inner_text()
    assert not OLD_WORDS.search(said), OLD_WORDS.search(said)
    assert not CODES.search(said), CODES.search(said)


def test_back_after_accepting_leads_on_to_the_lead(rep: Page, world: World) -> None:
    offer = offer_of(world, world.post_lead())
    rep.goto(world.at(f"portal/offers/{offer.id}/"))
    rep.get_by_role("button", name="Accept").click()
    expect(rep.get_by_role("heading", name="Zyzzyva Mills")).to_be_visible()
    rep.go_back()
    if rep.get_by_role("button", name="Accept").count():
        rep.get_by_role("button", name="Accept").click()
    expect(rep.get_by_role("heading", name="Zyzzyva Mills")).to_be_visible()
    rep.goto(world.at("portal/pipeline/?mine=1"))
    expect(rep.locator(".card")).to_contain_text("Zyzzyva Mills")


def test_of_two_colleagues_the_slower_one_is_told_who_has_it(
    rep: Page, world: World, browser: Browser, width: str
) -> None:
    offer = offer_of(world, world.post_lead())
    rep.goto(world.at(f"portal/offers/{offer.id}/"))
    other = new_page(browser, width)
    let_in(other, world, world.people.larkspur.admin, f"portal/offers/{offer.id}/")
    other.get_by_role("button", name="Accept").click()
    other.wait_for_url("**/portal/leads/**")
    other.context.close()
    rep.get_by_role("button", name="Accept").click()
    told = f"{world.people.larkspur.admin} accepted this lead for your company"
    expect(rep.get_by_text(told)).to_be_visible()
    expect(rep.get_by_role("heading", name="Zyzzyva Mills")).to_be_visible()


def test_closing_asks_for_the_value_or_the_reason(rep: Page, world: World) -> None:
    offer = worked(world, company="Willow Packaging")
    rep.goto(world.at(f"portal/leads/{offer.id}/"))
    rep.get_by_text("Won…").click()
    value = rep.get_by_label("Closed value")
    value.fill("")
    rep.get_by_role("button", name="Close as won").click()
    assert_still_open(world, offer)
    rep.goto(world.at(f"portal/leads/{offer.id}/"))
    rep.get_by_text("Lost…").click()
    rep.get_by_role("button", name="Close as lost").click()
    assert_still_open(world, offer)


def assert_still_open(world: World, offer: Offer) -> None:
    with world.scope():
        assert Offer.objects.get(id=offer.id).state == "accepted"


def test_removing_a_colleague_asks_what_becomes_of_the_leads(admin: Page, world: World) -> None:
    offer = worked(world, company="Willow Packaging")
    rep, boss = world.people.larkspur.rep, world.people.larkspur.admin
    with world.scope():
        members = {member.user_id: member for member in world.people.larkspur.partner.memberships.all()}
        Offer.objects.filter(id=offer.id).update(assignee=members[rep.id])
    admin.goto(world.at("portal/company/people/"))
    admin.get_by_role("button", name=f"Remove… {rep}").click()
    expect(admin.get_by_role("heading", name=f"Remove {rep}?")).to_be_visible()
    expect(admin.get_by_label("1 open lead. Hand it to")).to_have_value(str(members[boss.id].id))
    admin.get_by_role("button", name=f"Remove {rep}").click()
    expect(admin.get_by_text(f"{boss} is now in charge of 1 lead.")).to_be_visible()
    with world.scope():
        assert Offer.objects.get(id=offer.id).assignee_id == members[boss.id].id


def test_received_less_fair_share_is_the_gap_on_the_page(
    busy: dict[str, Offer], rep: Page, world: World
) -> None:
    rep.goto(world.at("portal/fairness/"))
    said = " ".join(rep.locator("main").inner_text().split())
    received = re.search(rf"You received ({NUMBER}) leads? in total. Your fair share was ({NUMBER})", said)
    assert received, said
    apart = round(float(received[1]) - float(received[2]), 1)
    if apart:
        assert figure(said, "ahead of" if apart > 0 else "behind") == abs(apart)
    else:
        assert "exactly" in said or "your fair share" in said
    assert not OLD_WORDS.search(said)


def test_what_others_had_first_is_not_offered_to_you_alone_and_what_one_declined_says_so(
    rep: Page, world: World
) -> None:
    larkspur, quillon = world.people.larkspur, world.people.quillon
    mine = offer_of(world, world.post_lead())
    with world.scope():
        Partner.objects.filter(id=quillon.partner.id).update(status="active")
        decline_offer(
            offer_id=mine.id, partner_id=larkspur.partner.id, actor=larkspur.rep_actor, reason="too-small"
        )
    route_waiting_leads(vendor_id=world.people.vendor.id)
    theirs = offer_of(world, mine.lead)
    assert theirs.partner_id == quillon.partner.id
    rep.goto(world.at("portal/fairness/why-not/"))
    expect(rep.get_by_text("You declined this lead.").first).to_be_visible()
    with world.scope():
        Partner.objects.filter(id=larkspur.partner.id).update(status="inactive")
    second = offer_of(world, world.post_lead(company="Willow Packaging", email="dana@willow.example.com"))
    assert second.partner_id == quillon.partner.id
    with world.scope():
        Partner.objects.filter(id=larkspur.partner.id).update(status="active")
        decline_offer(
            offer_id=second.id, partner_id=quillon.partner.id, actor=quillon.rep_actor, reason="too-small"
        )
    route_waiting_leads(vendor_id=world.people.vendor.id)
    again = offer_of(world, second.lead)
    assert again.partner_id == larkspur.partner.id
    rep.goto(world.at(f"portal/offers/{again.id}/"))
    expect(rep.get_by_text("Another partner was offered it first and did not take it.")).to_be_visible()
    expect(rep.locator("main")).not_to_contain_text("alone")


def test_a_move_leaves_the_deadline_and_the_history_says_what_was_done(rep: Page, world: World) -> None:
    offer = worked(world, company="Willow Packaging", first_name="Dana", last_name="Whitfield")
    rep.goto(world.at("portal/pipeline/"))
    rep.locator(".card .move summary").click()
    rep.get_by_role("button", name="Proposal").click()
    lane = rep.get_by_role("region", name="Proposal")
    expect(lane.get_by_role("link", name="Willow Packaging")).to_be_visible()
    with world.scope():
        assert Offer.objects.get(id=offer.id).update_due_at == offer.update_due_at
    rep.goto(world.at(f"portal/leads/{offer.id}/"))
    for act, told in (("I called", "Called"), ("I wrote", "Wrote")):
        rep.get_by_role("button", name=act).click()
        expect(rep.get_by_role("region", name="History")).to_contain_text(told)
    history = rep.get_by_role("region", name="History").inner_text()
    assert "Proposal" in history and "Updated" not in history
    assert history.count(str(world.people.larkspur.rep)) >= 2


def test_a_territory_is_chosen_and_a_certification_is_one_that_is_not_held(admin: Page, world: World) -> None:
    with world.scope():
        held = CertificationFactory(slug="cloud-basics", name="Cloud Basics")
        PartnerCertification.objects.create(partner=world.people.larkspur.partner, certification=held)
        new = CertificationFactory(slug="zero-trust", name="Zero Trust")
        assert Certification.objects.count() >= 3
    admin.goto(world.at("portal/company/"))
    admin.get_by_text("Ask for a territory").click()
    admin.get_by_label("Country").select_option("US")
    admin.get_by_label("Region").fill("Texas")
    admin.locator("details[open]").get_by_role("button", name="Ask").click()
    expect(admin.get_by_text("Request sent.")).to_be_visible()
    with world.scope():
        assert "US-TX" in str(ChangeRequest.objects.latest("asked_at").payload)
    admin.get_by_text("Report a certification").click()
    choices = certification_choices(admin)
    expect(choices).to_have_value("")
    named = choices.locator("option").all_inner_texts()
    assert new.name in named and held.name not in named


def certification_choices(page: Page) -> Locator:
    return page.get_by_role("region", name="Certifications").get_by_label("Certification")


def test_a_limit_below_what_is_open_says_that_no_lead_will_come(admin: Page, world: World) -> None:
    for number in range(3):
        worked(world, company=f"Company {number}")
    admin.goto(world.at("portal/company/"))
    admin.get_by_label("Most open leads at once").fill("1")
    admin.get_by_role("region", name="Capacity").get_by_role("button", name="Save").click()
    told = "3 open, limit 1. You get no new leads until 3 are closed."
    expect(admin.get_by_text(told).first).to_be_visible()


def test_a_refused_file_says_why_and_the_limits_are_known_before(rep: Page, world: World) -> None:
    offer = worked(world)
    rep.goto(world.at(f"portal/leads/{offer.id}/"))
    expect(rep.get_by_text(re.compile("5 MB each:.*PDF"))).to_be_visible()
    for name, size, words in (("quote.exe", 10, "kinds"), ("quote.pdf", 6_000_000, "5 MB")):
        rep.locator("input[type=file]").set_input_files(
            {"name": name, "mimeType": "application/octet-stream", "buffer": b"%PDF" + b"0" * size}
        )
        rep.get_by_role("button", name="Add file").click()
        expect(rep.locator("#lead").get_by_text(re.compile(f"quote.*{words}")).first).to_be_visible()


def test_a_deal_says_what_stands_against_it_and_why_it_was_refused(rep: Page, world: World) -> None:
    site = {"website": "https://willow.example.com", "account_key": "willow.example.com"}
    offer = worked(world, company="Willow Packaging", **site)
    until_on = clock.now().date() + timedelta(days=88)
    with world.scope():
        theirs = register_deal(
            partner_id=world.people.quillon.partner.id,
            data={"company": "Quarry Works", "website": "https://quarry.example.com"},
            actor=world.people.quillon.rep_actor,
        )
        approve_deal(deal_id=theirs.id, actor=SYSTEM, protected_until_on=until_on)
        refused = DealRegistrationFactory(
            partner=world.people.larkspur.partner,
            company="Mill & Sons",
            state="refused",
            decision_note="We sell to them directly.",
        )
    rep.goto(world.at(f"portal/leads/{offer.id}/"))
    rep.get_by_role("link", name="Register as a deal").click()
    expect(rep.get_by_label("Company", exact=True)).to_have_value("Willow Packaging")
    rep.get_by_role("button", name="Register").click()
    expect(rep.get_by_text("You already have a lead from Willow Packaging.")).to_be_visible()
    rep.goto(world.at("portal/deals/"))
    rep.get_by_role("link", name="Mill & Sons").click()
    expect(rep.get_by_text("We sell to them directly.")).to_be_visible()
    rep.get_by_role("link", name="Register again").click()
    expect(rep.get_by_label("Company", exact=True)).to_have_value(refused.company)
    rep.get_by_label("Company", exact=True).fill("Quarry Works")
    rep.get_by_label("Website").fill("https://quarry.example.com")
    rep.get_by_label("Country").select_option("US")
    rep.get_by_role("button", name="Register").click()
    expect(rep.get_by_text(re.compile("Another partner holds this account until"))).to_be_visible()
    said = rep.locator("main").inner_text()
    assert until_on.isoformat() not in said and str(until_on.year) in said
    with world.scope():
        assert not DealRegistration.objects.filter(
            company="Quarry Works", partner=world.people.larkspur.partner
        ).exists()


def test_a_board_adds_up_its_columns_and_a_badge_of_an_accepted_lead_is_not_red(
    rep: Page, world: World
) -> None:
    long_name = "The Very Long and Quite Unpronounceable Packaging Company of Northern Oklahoma Ltd"
    for value, company in ((40_000, "Willow Packaging"), (2_000, long_name)):
        offer = worked(world, company=company, estimated_value=value, currency="USD")
    rep.goto(world.at("portal/pipeline/"))
    expect(rep.get_by_role("region", name="To contact").locator("header")).to_contain_text("$42K")
    wide = rep.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide == 0
    rep.goto(world.at(f"portal/leads/{offer.id}/"))
    badge = rep.locator(".page-head .badge").first
    red, green, blue = re.findall(r"\d+", badge.evaluate("each => getComputedStyle(each).color"))[:3]
    assert not (int(red) > int(green) + 40 and int(red) > int(blue) + 40), (red, green, blue)


def test_enter_in_the_table_of_mails_saves_the_table_and_a_preset_takes_one_click(
    rep: Page, world: World
) -> None:
    rep.goto(world.at("portal/company/notices/"))
    rep.get_by_label("A lead is offered to you: In a daily digest").check()
    rep.keyboard.press("Enter")
    expect(rep.get_by_text("Saved.")).to_be_visible()
    expect(rep.get_by_label("A lead is offered to you: In a daily digest")).to_be_checked()
    rep.get_by_role("button", name="One mail a day").click()
    expect(rep.get_by_role("button", name="One mail a day")).to_have_attribute("aria-pressed", "true")
    with world.scope():
        assert set(NotificationPreference.objects.values_list("delivery", flat=True)) == {"digest"}


def test_buttons_are_named_for_screen_readers(rep: Page, world: World) -> None:
    world.post_lead()
    expect(rep.locator(".offer")).to_have_count(1)
    expect(rep.get_by_role("button", name=re.compile("Accept .*Texas"))).to_be_visible()
    expect(rep.locator(".offer summary", has_text=re.compile(r"Decline\s+.*Texas", re.S))).to_be_visible()


@pytest.mark.parametrize(
    "path", ["", "pipeline/", "pipeline/?view=table", "deals/", "fairness/", "fairness/why-not/",
             "fairness/path/", "fairness/rules/", "company/", "company/hours/", "company/people/",
             "company/notices/", "vendors/", "offers/{offered}/", "leads/{accepted}/", "leads/{closed}/"],
)  # fmt: skip
def test_pages_speak_in_names_and_plain_sentences(
    busy: dict[str, Offer], admin: Page, world: World, path: str
) -> None:
    ids = {name: offer.id for name, offer in busy.items()}
    admin.goto(world.at(f"portal/{path.format(**ids)}"))
    expect_in_words(admin)
