"""A channel manager at a browser on a desk. The vendor and the harness are those of the portal's tests."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import World, busy, kept_pages, let_in, page, world

__all__ = ["busy", "kept_pages", "manager", "page", "width", "world"]


@pytest.fixture
def width() -> str:
    """The admin is for desks."""
    return "desk"


@pytest.fixture
def manager(page: Page, world: World) -> Page:
    """The vendor's channel manager, at the overview."""
    let_in(page, world, world.people.bob, "admin/")
    return page
