"""Every page: no accessibility violation, no sideways scroll, light enough, by keyboard."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from partners.models import ChangeRequest, Partner
from prm import clock
from routing.models import Offer
from routing.services.accept_offer import accept_offer
from routing.services.close_offer import close_offer
from routing.services.rebuild_paths import rebuild_paths
from routing.services.route_leads import route_waiting_leads
from tests.browser.conftest import World
from tests.factories import AgreementFactory, DealRegistrationFactory
from tests.stack.receivers import until

pytestmark = [pytest.mark.browser, pytest.mark.stack]

PAGES = [
    "portal/",
    "portal/offers/{offered}/",
    "portal/offers/{offered}/decline/",
    "portal/leads/{accepted}/",
]
PAGES += ["portal/leads/{closed}/", "portal/pipeline/", "portal/pipeline/?view=table", "portal/deals/"]
PAGES += ["portal/deals/register/", "portal/fairness/", "portal/fairness/why-not/", "portal/fairness/path/"]
PAGES += ["portal/fairness/rules/", "portal/company/", "portal/company/hours/", "portal/company/people/"]
PAGES += ["portal/company/agreement/", "portal/company/notices/", "portal/vendors/", "accounts/2fa/"]
PAGES += ["accounts/sessions/", "accounts/password/change/", "accounts/email/"]
SCHEMES = {1440: ("light", "dark"), 390: ("light",)}
LARGEST_FIRST_VIEW = 100 * 1024


@pytest.fixture
def busy(world: World) -> dict[str, Offer]:
    """Leads in every state, an agreement, a deal, a request."""
    larkspur = world.people.larkspur
    for number in range(4):
        world.post_lead(company=f"Company {number}", email=f"a@c{number}.example.com")
    route_waiting_leads(vendor_id=world.people.vendor.id)
    with world.scope():
        until(lambda: Offer.objects.count() == 4, seconds=10)
        offers = list(Offer.objects.order_by("id"))
        for offer in offers[:2]:
            accept_offer(offer_id=offer.id, partner_id=larkspur.partner.id, actor=larkspur.rep_actor)
        close_offer(
            offer_id=offers[0].id, partner_id=larkspur.partner.id, actor=larkspur.rep_actor, outcome="won"
        )
        AgreementFactory(published_at=clock.now())
        DealRegistrationFactory(partner=larkspur.partner)
        ChangeRequest.objects.create(partner=Partner.objects.get(id=larkspur.partner.id), kind="unpause")
    rebuild_paths(vendor_id=world.people.vendor.id)
    return {"closed": offers[0], "accepted": offers[1], "offered": offers[2]}


def test_no_page_breaks_an_accessibility_rule_or_scrolls_sideways(
    busy: dict[str, Offer], admin: Page, world: World
) -> None:
    found = []
    for scheme in SCHEMES[admin.viewport_size["width"]]:
        admin.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        for path in PAGES:
            admin.goto(world.at(path.format(**{name: offer.id for name, offer in busy.items()})))
            found += [f"{scheme} {path}: {line}" for line in trouble(admin)]
    assert not found, "\n".join(found)


def test_the_login_page_keeps_the_rules_too(page: Page, world: World) -> None:
    page.goto(world.at("portal/"))
    assert not trouble(page)


def trouble(page: Page) -> list[str]:
    violations = Axe().run(page).response["violations"]
    lines = [f"{each['id']}: {each['nodes'][0]['target']}" for each in violations]
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return lines + ([f"scrolls sideways by {width}"] if width > 0 else [])


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
    expect(rep.get_by_role("dialog")).to_be_visible()
    rep.keyboard.press("Escape")
    rep.keyboard.press("j")
    expect(rep.locator("[data-item] [data-primary]").first).to_be_focused()
    rep.keyboard.press("g")
    rep.keyboard.press("p")
    rep.wait_for_url("**/portal/pipeline/")


def test_colours_can_be_switched_and_stay(rep: Page, world: World) -> None:
    rep.locator(".me > summary").click()
    rep.get_by_role("button", name="Dark colours").click()
    expect(rep.locator("html")).to_have_attribute("data-theme", "dark")
    rep.goto(world.at("portal/pipeline/"))
    expect(rep.locator("html")).to_have_attribute("data-theme", "dark")


def test_written_from_right_to_left_nothing_scrolls_sideways(
    busy: dict[str, Offer], rep: Page, world: World
) -> None:
    for path in ("portal/", "portal/pipeline/?view=table", f"portal/leads/{busy['accepted'].id}/"):
        rep.goto(world.at(path))
        rep.evaluate("document.documentElement.dir = 'rtl'")
        width = rep.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert width <= 0, path
