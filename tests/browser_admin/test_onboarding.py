"""From an empty vendor to the first routed lead, as somebody does it who has a spreadsheet of partners."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from leads.models import Lead
from partners.models import Partner
from prm.platform.ids import new_id
from prm.platform.tenants.models import Role
from prm.platform.tenants.scope import vendor_scope
from routing.models import Offer
from tests.browser.conftest import World, let_in
from tests.factories import MembershipFactory, UserFactory, VendorFactory
from tests.people import VendorPeople
from tests.stack.processes import LiveStack
from tests.stack.receivers import until

pytestmark = [pytest.mark.browser, pytest.mark.stack]
WRONG = {
    20: "Wrong tier,Titanium,United States: Texas,a@wrong.example.com",
    50: ",Gold,United States: Texas,b@wrong.example.com",
    80: "Wrong place,Gold,Atlantis,c@wrong.example.com",
}


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """A hundred partners, three of them wrong."""
    lines = ["Partner name,Level,Territory,E-mail"]
    for number in range(100):
        right = f"Partner {number},Gold,United States: Texas,leads@partner{number}.example.com"
        lines.append(WRONG.get(number, right))
    file = tmp_path / "partners.csv"
    file.write_text("\n".join(lines))
    return file


def test_from_an_empty_vendor_to_the_first_routed_lead(
    committed: None, live_stack: LiveStack, page: Page, sheet: Path
) -> None:
    vendor = VendorFactory(slug=f"new-{new_id().hex[-20:]}")
    with vendor_scope(vendor.id):
        owner = UserFactory()
        MembershipFactory(user=owner, role=Role.ADMIN, partner=None)
    world = World(_only(vendor), live_stack.url)
    let_in(page, world, owner, "admin/")

    def follow(step: str) -> None:
        page.goto(world.at("admin/"))
        following = page.locator("[aria-current=step]")
        expect(following).to_have_text(step)
        following.click()

    follow("Name the tiers of your programme")
    page.goto(world.at("admin/partners/tier/add/"))
    page.get_by_label("Name").fill("Gold")
    page.get_by_label("Slug").fill("gold")
    page.get_by_label("Rank").fill("1")
    page.get_by_role("button", name="Save", exact=True).click()

    follow("Bring your partners")
    page.get_by_label("What does the file contain?").select_option("partners")
    page.get_by_label("File", exact=True).set_input_files(sheet)
    page.get_by_role("button", name="Upload").click()
    page.get_by_role("button", name="Import", exact=True).click()
    with vendor_scope(vendor.id):
        until(lambda: Partner.objects.count() == 97, seconds=60)
    page.reload()
    for wrong in ("Titanium", "Atlantis"):
        expect(page.get_by_text(wrong).first).to_be_visible()

    follow("Start your rules from a template")
    page.get_by_role("button", name="Start with this").last.click()
    follow("Publish your rules")
    page.locator("#result_list tbody a").first.click()
    page.get_by_role("link", name="Publish").click()
    page.get_by_label("Note").fill("Our first rules.")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Published: it is in force.")).to_be_visible()

    follow("Enter the first lead")
    page.get_by_label("Company").fill("Willow Packaging")
    page.get_by_label("E-mail").fill("dana@willow.example.com")
    page.get_by_label("Country").select_option("US")
    page.get_by_label("Region").fill("Texas")
    page.get_by_role("button", name="Enter the lead").click()
    with vendor_scope(vendor.id):
        until(lambda: Offer.objects.exists(), seconds=20)
        assert Lead.objects.get().state == "offered"
    page.goto(world.at("admin/"))
    expect(page.locator("[aria-current=step]")).to_have_count(0)


def _only(vendor: object) -> VendorPeople:
    """The vendor alone: nobody of the usual people is there."""
    people: VendorPeople = object.__new__(VendorPeople)
    object.__setattr__(people, "vendor", vendor)
    return people
