"""Every page: no accessibility violation, no sideways scroll, light enough, by keyboard."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Locator, Page, expect

from prm.platform.outbox.links import offer_link
from prm.platform.tenants.models import Membership
from routing.models import Offer
from tests.browser.conftest import WIDTHS, World, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.stack]

PAGES = ["portal/", "portal/offers/{offered}/", "portal/offers/{offered}/decline/", "portal/offers/{gone}/"]
PAGES += [
    "portal/leads/{accepted}/",
    "portal/leads/{closed}/",
    "portal/pipeline/",
    "portal/pipeline/?view=table",
]
PAGES += ["portal/deals/", "portal/deals/register/", "portal/fairness/", "portal/fairness/why-not/"]
PAGES += ["portal/fairness/path/", "portal/fairness/rules/", "portal/company/", "portal/company/hours/"]
PAGES += ["portal/company/people/", "portal/company/agreement/", "portal/company/notices/", "portal/vendors/"]
PAGES += ["accounts/2fa/", "accounts/2fa/totp/activate/", "accounts/sessions/", "accounts/password/change/"]
PAGES += ["accounts/email/", "o/{token}/", "portal/nowhere/"]
OUTSIDE = ["accounts/login/", "accounts/password/reset/", "invitations/nothing/"]
EVERYTHING: dict[str, Any] = {"resultTypes": ["violations"]}
COLOURS = EVERYTHING | {"runOnly": ["color-contrast"]}
LARGEST_FIRST_VIEW = 100 * 1024


@pytest.fixture
def paths(busy: dict[str, Offer], world: World) -> list[str]:
    """The addresses of every page that someone signed in can open."""
    offer = busy["offered"]
    with world.scope():
        member = Membership.objects.get(user=world.people.larkspur.rep)
    link = offer_link(
        vendor_slug=world.people.vendor.slug,
        offer_id=offer.id,
        membership_id=member.id,
        expires_at=offer.deadline_at,
    )
    names = {name: str(each.id) for name, each in busy.items()}
    token = urlsplit(link).path.rstrip("/").rpartition("/")[2]
    return [path.format(**names, token=token) for path in PAGES]


def test_no_page_breaks_an_accessibility_rule_or_scrolls_sideways(
    paths: list[str], world: World, browser: Browser
) -> None:
    context = browser.new_context(locale="en-US", reduced_motion="reduce")
    page = context.new_page()
    found = trouble_on(page, world, OUTSIDE)
    sign_in(page, world, world.people.larkspur.admin)
    found += trouble_on(page, world, paths)
    context.close()
    assert not found, "\n".join(found)


def trouble_on(page: Page, world: World, paths: list[str]) -> list[str]:
    found = []
    for path in paths:
        page.goto(world.at(path))
        page.evaluate(AXE_SCRIPT)
        for name, (width, height) in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(color_scheme="light")
            lines = broken(page, EVERYTHING) + sideways(page)
            page.emulate_media(color_scheme="dark")
            found += [f"{name} {path}: {line}" for line in lines + broken(page, COLOURS)]
    return found


def broken(page: Page, options: dict[str, Any]) -> list[str]:
    """What axe finds against the rules."""
    violations = page.evaluate("options => axe.run(document, options)", options)["violations"]
    return [f"{each['id']}: {each['nodes'][0]['target']}" for each in violations]


def sideways(page: Page) -> list[str]:
    """By how much the page is wider than its window."""
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"scrolls sideways by {width}"] if width > 0 else []


def test_nothing_scrolls_sideways_in_german_or_from_right_to_left(
    paths: list[str], rep: Page, world: World
) -> None:
    world.people.larkspur.rep.language = "de"
    world.people.larkspur.rep.save()
    found = []
    for path in paths:
        rep.goto(world.at(path))
        found += [f"de {path}: {line}" for line in sideways(rep)]
        rep.evaluate("document.documentElement.dir = 'rtl'")
        found += [f"rtl {path}: {line}" for line in sideways(rep)]
    assert not found, "\n".join(found)


@pytest.mark.own_page
def test_the_first_view_is_light(busy: dict[str, Offer], rep: Page, world: World) -> None:
    cdp = rep.context.new_cdp_session(rep)
    cdp.send("Network.enable")
    cdp.send("Network.setCacheDisabled", {"cacheDisabled": True})
    sizes: list[float] = []
    cdp.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    rep.goto(world.at("portal/"))
    rep.wait_for_load_state("load")
    assert sum(sizes) < LARGEST_FIRST_VIEW, sum(sizes)


def test_the_keyboard_reaches_everything(busy: dict[str, Offer], rep: Page, world: World) -> None:
    rep.goto(world.at("portal/"))
    rep.keyboard.press("Tab")
    expect(rep.get_by_role("link", name="Skip to the content")).to_be_focused()
    rep.keyboard.press("?")
    expect(
        rep.get_by_role("dialog", name="Keyboard shortcuts").get_by_text("Next and previous in a list")
    ).to_be_visible()
    rep.keyboard.press("Escape")
    rep.keyboard.press("g")
    rep.keyboard.press("p")
    rep.wait_for_url("**/portal/pipeline/")
    rep.keyboard.press("/")
    expect(rep.get_by_role("searchbox")).to_be_focused()


def test_from_the_inbox_to_the_first_call_by_keyboard_alone(
    busy: dict[str, Offer], rep: Page, world: World
) -> None:
    rep.goto(world.at("portal/"))
    rep.keyboard.press("j")
    expect(rep.locator("[data-item] [data-primary]").first).to_be_focused()
    press(rep, rep.get_by_role("button", name="Accept").first)
    press(rep, rep.get_by_role("button", name="I called"))
    expect(rep.get_by_text("Logged.")).to_be_visible()


def press(page: Page, button: Locator) -> None:
    """Tab to it, then Enter."""
    button.wait_for()
    for _ in range(40):
        page.keyboard.press("Tab")
        if button.evaluate("element => element === document.activeElement"):
            break
    page.keyboard.press("Enter")


def test_colours_can_be_switched_and_stay(rep: Page, world: World) -> None:
    rep.locator(".me > summary").click()
    rep.get_by_role("button", name="Dark colours").click()
    expect(rep.locator("html")).to_have_attribute("data-theme", "dark")
    rep.goto(world.at("portal/pipeline/"))
    expect(rep.locator("html")).to_have_attribute("data-theme", "dark")


@pytest.mark.own_page
def test_a_page_is_fetched_while_the_pointer_rests_on_its_link(
    busy: dict[str, Offer], rep: Page, world: World, width: str
) -> None:
    if width == "phone":
        pytest.skip("a finger does not hover")
    rep.goto(world.at("portal/"))
    pipeline = rep.locator(".nav").get_by_role("link", name="Pipeline")
    pipeline.hover()
    rep.wait_for_timeout(1000)
    pipeline.click()
    rep.wait_for_url("**/pipeline/")
    how = rep.evaluate("performance.getEntriesByType('navigation')[0].deliveryType")
    assert how == "navigational-prefetch"
