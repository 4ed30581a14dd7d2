"""A channel manager at a browser on a desk. The vendor and the harness are those of the portal's tests."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import WIDTHS, World, busy, page, sign_in, world

__all__ = ["busy", "context", "manager", "page", "world"]


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser as wide as a desk."""
    width, height = WIDTHS["desk"]
    context = browser.new_context(viewport={"width": width, "height": height}, locale="en-US")
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def manager(page: Page, world: World) -> Page:
    """The vendor's channel manager, at the overview."""
    sign_in(page, world, world.people.bob, "admin/")
    return page
