"""An offer answered from the mail, without a login; the contact only with one."""

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from prm.platform.outbox.links import offer_link
from prm.platform.tenants.models import Membership
from routing.models import Offer, OfferState
from tests.browser.conftest import World
from tests.factories import PASSWORD
from tests.stack.receivers import until

pytestmark = [pytest.mark.browser, pytest.mark.stack]


@pytest.fixture
def mailed(world: World, monkeypatch: pytest.MonkeyPatch) -> tuple[str, Offer]:
    """The address in the mail, and the offer."""
    monkeypatch.setattr(settings, "BASE_URL", world.url)
    lead = world.post_lead()
    with world.scope():
        until(lambda: Offer.objects.filter(lead=lead).exists(), seconds=10)
        offer = Offer.objects.get(lead=lead)
        member = Membership.objects.get(user=world.people.larkspur.rep)
    slug = world.people.vendor.slug
    link = offer_link(
        vendor_slug=slug, offer_id=offer.id, membership_id=member.id, expires_at=offer.deadline_at
    )
    return link, offer


def test_accepting_from_the_mail_needs_no_login_and_shows_no_contact(
    page: Page, world: World, mailed: tuple[str, Offer]
) -> None:
    link, offer = mailed
    page.goto(link)
    expect(page.get_by_role("heading", name="Next-gen firewall")).to_be_visible()
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_text("Accepted: the lead is yours.")).to_be_visible()
    assert "zyzzyva" not in page.content().lower()
    with world.scope():
        assert Offer.objects.get(id=offer.id).state == OfferState.ACCEPTED
    page.get_by_role("link", name="See the contact").click()
    page.get_by_label("Email").fill(world.people.larkspur.rep.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="Zyzzyva Mills")).to_be_visible()


def test_a_link_acts_once(page: Page, world: World, mailed: tuple[str, Offer]) -> None:
    link, _offer = mailed
    page.goto(link)
    page.get_by_text("Decline", exact=True).first.click()
    page.get_by_label("Too small for us").check()
    page.get_by_role("button", name="Decline").click()
    expect(page.get_by_text("Declined. The lead goes to the next partner.")).to_be_visible()
    page.goto(link)
    expect(page.get_by_role("button", name="Accept")).to_have_count(0)
