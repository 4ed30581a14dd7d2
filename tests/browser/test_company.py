"""A partner admin at the company's pages, and everyone at their own access."""

import hmac
from base64 import b32decode
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from partners.models import Absence, ChangeRequest, Signature
from prm.platform import clock
from prm.platform.outbox.models import NotificationPreference
from prm.platform.tenants.models import Role
from routing.models import Offer
from tests.browser.conftest import World, sign_in
from tests.factories import PASSWORD, AgreementFactory, MembershipFactory
from tests.people import make_vendor

pytestmark = [pytest.mark.browser, pytest.mark.stack]


def test_capacity_hours_absences_and_requests(admin: Page, world: World) -> None:
    admin.goto(world.at("portal/company/"))
    admin.get_by_label("Most open leads at once").fill("12")
    admin.get_by_role("region", name="Capacity").get_by_role("button", name="Save").click()
    expect(admin.get_by_text("0 open, limit 12.")).to_be_visible()
    admin.get_by_text("Ask for a territory").click()
    admin.get_by_label("Country").select_option("MX")
    admin.get_by_role("region", name="Territories").get_by_role("button", name="Ask").click()
    expect(admin.get_by_role("cell", name="Territory: Mexico")).to_be_visible()
    admin.goto(world.at("portal/company/hours/"))
    admin.get_by_label("Monday").fill("8-12, 13:30-17")
    admin.get_by_label("Public holidays of").select_option("DE")
    admin.get_by_role("button", name="Save").click()
    expect(admin.get_by_label("Monday")).to_have_value("8:00–12:00, 13:30–17:00")
    today = clock.now().date()
    admin.get_by_label("First day").fill(today.isoformat())
    admin.get_by_label("Last day").fill((today + timedelta(days=3)).isoformat())
    admin.get_by_role("button", name="Add absence").click()
    expect(admin.get_by_role("button", name="Remove")).to_be_visible()
    with world.scope():
        assert (ChangeRequest.objects.count(), Absence.objects.count()) == (1, 1)


def test_a_mistake_in_the_hours_is_said_beside_the_day_and_kept(admin: Page, world: World) -> None:
    admin.goto(world.at("portal/company/hours/"))
    admin.get_by_label("Monday").fill("nine to five")
    admin.get_by_role("button", name="Save").click()
    expect(admin.get_by_text("Write hours like 9:00-12:30, 13:30-17:00.")).to_be_visible()
    expect(admin.get_by_label("Monday")).to_have_value("nine to five")


def test_inviting_a_colleague(admin: Page, world: World) -> None:
    admin.goto(world.at("portal/company/people/"))
    admin.get_by_label("E-mail address").fill("new@larkspur.example.com")
    admin.get_by_role("button", name="Invite").click()
    expect(admin.get_by_text("Invited new@larkspur.example.com.")).to_be_visible()


def test_signing_the_agreement(admin: Page, world: World) -> None:
    with world.scope():
        AgreementFactory(published_at=clock.now())
    admin.goto(world.at("portal/company/"))
    admin.get_by_role("link", name="Read and sign").click()
    admin.get_by_label("I have read this and sign it for my company.").check()
    admin.get_by_role("button", name="Sign", exact=True).click()
    expect(admin.get_by_text("Signed. Leads can come to you from now on.")).to_be_visible()
    with world.scope():
        signature = Signature.objects.get()
    assert signature.address is not None
    assert len(signature.text_sha256) == 64


def test_choosing_notices(rep: Page, world: World) -> None:
    rep.goto(world.at("portal/company/notices/"))
    rep.get_by_label("A lead is offered to you: In a daily digest").check()
    rep.get_by_role("button", name="Save").click()
    expect(rep.get_by_text("Saved.")).to_be_visible()
    with world.scope():
        assert NotificationPreference.objects.get().delivery == "digest"


def test_offers_go_to_a_chat_of_ones_own(rep: Page, world: World) -> None:
    rep.goto(world.at("portal/company/notices/"))
    own = rep.get_by_role("region", name="Your own chat")
    own.get_by_label("Address").fill("https://hooks.example.com/services/t0")
    own.get_by_label("For", exact=True).select_option(label="Slack")
    own.get_by_role("button", name="Add").click()
    expect(own.get_by_text("https://hooks.example.com/services/t0").first).to_be_visible()
    own.get_by_role("button", name="Remove").click()
    expect(own.get_by_role("button", name="Remove")).to_have_count(0)


def test_fairness_pages_say_what_there_is(busy: dict[str, Offer], rep: Page, world: World) -> None:
    rep.goto(world.at("portal/fairness/"))
    expect(rep.get_by_text("of 4 leads you could have had")).to_be_visible()
    for name in ("Why not me", "Path to more leads", "The rules", "Your share"):
        rep.get_by_role("link", name=name).first.click()
        expect(rep.get_by_role("link", name=name).first).to_have_attribute("aria-current", "page")


def test_registering_a_deal(rep: Page, world: World) -> None:
    rep.goto(world.at("portal/deals/"))
    rep.get_by_role("link", name="Register a deal").click()
    rep.get_by_label("Company", exact=True).fill("Willow Packaging")
    rep.get_by_label("Country").select_option("US")
    rep.get_by_role("button", name="Register").click()
    expect(rep.get_by_role("heading", name="Willow Packaging")).to_be_visible()
    rep.goto(world.at("portal/deals/"))
    rep.get_by_role("link", name="Willow Packaging").click()
    expect(rep.get_by_text("has not answered yet")).to_be_visible()


def test_another_vendor_is_one_click_away_and_never_mixed(rep: Page, world: World) -> None:
    other = make_vendor(f"o{world.people.vendor.slug[-18:]}")
    with other.scope():
        MembershipFactory(
            user=world.people.larkspur.rep, partner=other.quillon.partner, role=Role.PARTNER_REP
        )
    world.post_lead()
    expect(rep.locator(".offer")).to_have_count(1)
    rep.goto(world.at("portal/vendors/"))
    rep.get_by_role("link", name=other.vendor.name).click()
    expect(rep.get_by_text("No offers are waiting")).to_be_visible()
    assert f"/{other.vendor.slug}/portal/" in rep.url


@pytest.mark.own_page
def test_a_passkey_opens_the_door(rep: Page, world: World) -> None:
    authenticator = rep.context.new_cdp_session(rep)
    authenticator.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
    }
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    authenticator.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    at_localhost = world.at("accounts/2fa/webauthn/add/").replace("127.0.0.1", "localhost")
    rep.goto(at_localhost)
    rep.get_by_label("Email").fill(world.people.larkspur.rep.email)
    rep.get_by_label("Password").fill("a plain long password")
    rep.get_by_role("button", name="Sign in", exact=True).click()
    if rep.get_by_role("button", name="Confirm").count():
        rep.get_by_label("Password").fill("a plain long password")
        rep.get_by_role("button", name="Confirm").click()
    rep.get_by_label("Passwordless").check()
    rep.get_by_role("button", name="Add").click()
    rep.wait_for_url(lambda url: not url.endswith("/add/"))
    rep.context.clear_cookies()
    rep.goto(world.at("portal/").replace("127.0.0.1", "localhost"))
    rep.get_by_role("button", name="Use a passkey").click()
    expect(rep.get_by_role("heading", name="Inbox")).to_be_visible()


def test_a_code_is_asked_for_once_two_steps_are_on(rep: Page, world: World) -> None:
    rep.goto(world.at("accounts/2fa/totp/activate/"))
    rep.get_by_label("Password").fill(PASSWORD)
    rep.get_by_role("button", name="Confirm").click()
    secret = rep.get_by_label("Key to type by hand").input_value()
    rep.get_by_label("Authenticator code").fill(code_now(secret))
    rep.get_by_role("button", name="Set up").click()
    recovery_code = rep.locator("textarea").input_value().split()[0]
    rep.context.clear_cookies()
    rep.goto(world.at("portal/"))
    rep.get_by_label("Email").fill(world.people.larkspur.rep.email)
    rep.get_by_label("Password").fill(PASSWORD)
    rep.get_by_role("button", name="Sign in", exact=True).click()
    rep.get_by_label("Code").fill(recovery_code)
    rep.get_by_role("button", name="Sign in").first.click()
    expect(rep.get_by_role("heading", name="Inbox")).to_be_visible()


def code_now(secret: str) -> str:
    """What an authenticator app shows (RFC 6238)."""
    digest = hmac.digest(b32decode(secret), (int(clock.now().timestamp()) // 30).to_bytes(8), "sha1")
    start = digest[-1] & 15
    return f"{(int.from_bytes(digest[start : start + 4]) & 0x7FFFFFFF) % 1_000_000:06}"


def test_signing_out_elsewhere(rep: Page, world: World, browser: Browser) -> None:
    other = browser.new_context()
    elsewhere = other.new_page()
    sign_in(elsewhere, world, world.people.larkspur.rep)
    rep.goto(world.at("accounts/sessions/"))
    rep.get_by_role("button", name="Sign out everywhere else").click()
    elsewhere.goto(world.at("portal/pipeline/"))
    assert "/accounts/login/" in elsewhere.url
    other.close()
