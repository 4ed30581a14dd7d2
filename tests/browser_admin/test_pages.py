"""Every page of the admin: no accessibility rule broken and no sideways scroll, in light and in dark."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, ViewportSize

from partners.models import Partner
from prm.platform import clock
from prm.platform.actors import SYSTEM
from routing.models import Offer
from routing.policies.services.create_draft import create_draft
from tests.browser.conftest import World
from tests.browser.test_quality import COLOURS, EVERYTHING, broken, sideways

pytestmark = [pytest.mark.browser, pytest.mark.stack]

DESK: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
PAGES = ["", "leads/lead/", "leads/lead/{accepted}/change/", "leads/lead/{review}/change/", "shares/"]
PAGES += [
    "crm/",
    "settings/",
    "advice/",
    "reports/",
    "reports/support/",
    "partners/partner/{partner}/change/",
    "policies/{draft}/",
    "policies/{draft}/rules/0/",
]
PAGES += ["policies/{draft}/pools/{pool}/", "test-lead/?test=1&country=US", "leads/{accepted}/extend/"]


def test_no_page_breaks_an_accessibility_rule_or_scrolls_sideways(
    manager: Page, world: World, busy: dict[str, Offer]
) -> None:
    names = {name: str(offer.lead_id) for name, offer in busy.items()}
    with world.scope():
        draft = create_draft(actor=SYSTEM)
        names |= {"draft": str(draft.pk), "pool": next(iter(draft.document["pools"]))}
        held = busy["gone"].lead
        held.state, held.review_reason, held.review_since_at = "review", "no_partner", clock.now()
        held.save()
        names |= {"review": str(held.pk), "partner": str(world.people.larkspur.partner.pk)}
        Partner.objects.filter(pk=names["partner"]).update(paused_at=clock.now(), missed_windows=2)
    found = trouble_on(manager, world, [f"admin/{path.format(**names)}" for path in PAGES])
    assert not found, "\n".join(found)


def trouble_on(page: Page, world: World, paths: list[str]) -> list[str]:
    """What axe finds on a desk in light, the colours in the dark, and what does not fit on a phone."""
    found = []
    for path in paths:
        page.set_viewport_size(DESK)
        page.emulate_media(color_scheme="light")
        page.goto(world.at(path))
        page.evaluate(AXE_SCRIPT)
        lines = broken(page, EVERYTHING)
        page.emulate_media(color_scheme="dark")
        lines += broken(page, COLOURS)
        page.set_viewport_size(PHONE)
        found += [f"{path}: {line}" for line in lines + sideways(page)]
    return found
