"""The admin works without `unsafe-eval`: our own reader takes the place of Alpine's, on every page."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import ConsoleMessage, Page, expect

from leads.models import Lead
from partners.models import Partner, Tier
from prm.platform.tenants.models import ApiKey, Membership
from routing.models import Offer, PolicyVersion
from tests.browser.conftest import World, let_in
from tests.tenancy.test_every_url import routes_of

pytestmark = [pytest.mark.browser, pytest.mark.stack]

NOT_PAGES = re.compile(
    r"admin/(logout|imports/empty|.*\.(css|csv|yaml|json)$|.*export|.*/lookup|autocomplete|.*/resend)"
)
FORMS = [Lead, Partner, Tier, Membership, ApiKey, PolicyVersion]
READ = {
    "{ open: false, 'xl:ml-0': !1 }": {"open": False, "xl:ml-0": False},
    "1 + 2 * 3 - -4": 11,
    "['h3', 'strong'].includes('h3') && 'yes' || 'no'": "yes",
    "undefined === null ? 'same' : 'other'": "other",
    "if (1 == 2) { 3 } else { 4 }": 4,
    "'it\\'s'; \"b\"": "b",
    "[1, 2].map(n => n + 1)": [2, 3],
    "window.location.pathname.length > 0": True,
}
OUT_OF_REACH = [
    "constructor",
    "''.constructor.constructor('return 1')()",
    "[]['construc' + 'tor']",
    "'x'.__proto__",
    "{ __proto__: 1 }",
    "eval('1')",
    "fetch('/')",
    "document",
    "$el.ownerDocument.title",
    "$el.ownerDocument.defaultView.eval('1')",
    "$el.innerHTML = 'x'",
    "$el.onclick = theme",
    "new Date",
    "function () {}",
    "`text`",
]


@pytest.fixture
def alice(page: Page, world: World, busy: dict[str, Offer]) -> Iterator[tuple[Page, list[str]]]:
    """The vendor's admin, and what the browser says is wrong."""
    said: list[str] = []

    def hear(line: ConsoleMessage) -> None:
        if line.type == "error":
            said.append(f"{page.url}: {line.text}")

    page.on("console", hear)
    let_in(page, world, world.people.alice, "admin/")
    yield page, said
    page.remove_listener("console", hear)


def test_every_page_of_the_admin_is_free_of_refusals(alice: tuple[Page, list[str]], world: World) -> None:
    page, said = alice
    paths = [route.path for route in routes_of("prm.project.vendor_urls") if route.path.startswith("admin/")]
    plain = [path for path in paths if "<" not in path and not NOT_PAGES.search(path)]
    with world.scope():
        changed = [f"admin/{m._meta.app_label}/{m._meta.model_name}/{row_of(m)}/change/" for m in FORMS]
    assert len(plain) > 30
    for path in [*plain, *changed, "admin/leads/", "admin/partners/"]:
        answer = page.goto(world.at(path), wait_until="load")
        assert answer is not None and answer.status in (200, 403, 404), f"{path}: {answer and answer.status}"
    assert not [line for line in said if "Failed to load resource" not in line]


def row_of(model: Any) -> object:
    return model.objects.values_list("pk", flat=True).order_by("pk")[0]


def test_the_policy_of_every_page_forbids_code_made_of_text(
    alice: tuple[Page, list[str]], world: World
) -> None:
    page, _said = alice
    for path in ("admin/", "admin/leads/lead/", "portal/", "accounts/email/"):
        answer = page.goto(world.at(path))
        assert answer is not None
        assert "unsafe-eval" not in answer.headers["content-security-policy"]
    page.goto(world.at("admin/"))
    # Later, and not in what the test itself runs: that is not bound by the page's policy.
    tried = page.evaluate(
        "() => new Promise(tell => setTimeout(() => {"
        "  try { tell(eval('1')) } catch (error) { tell(error.name) } }))"
    )
    assert tried == "EvalError"


def test_what_moves_still_moves(alice: tuple[Page, list[str]], world: World) -> None:
    page, said = alice
    page.goto(world.at("admin/leads/lead/"))
    page.locator("[x-on\\:click*=openUserLinks]").click()
    dark = page.locator(
        "[x-on\\:click*=\"adminTheme = 'dark'\"], [x-on\\:click*=\"switchTheme('dark')\"]"
    ).first
    dark.click()
    expect(page.locator("html")).to_have_class(re.compile(r"\bdark\b"))
    page.reload()
    expect(page.locator("html")).to_have_class(re.compile(r"\bdark\b"))
    page.locator("[x-on\\:click*='sidebarDesktopOpen = ']").click()
    assert page.evaluate("localStorage.getItem('sidebarDesktopOpen')") == "0"
    page.locator("[x-on\\:click*='filterOpen = true']").click()
    expect(page.locator("[x-show=filterOpen]")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("[x-show=filterOpen]")).to_be_hidden()
    assert not said


def test_tabs_and_rows_of_a_form_still_move(alice: tuple[Page, list[str]], world: World) -> None:
    page, said = alice
    page.goto(world.at(f"admin/partners/partner/{world.people.larkspur.partner.id}/change/"))
    tabs = page.locator("#tabs-items a")
    tabs.nth(1).click()
    expect(tabs.nth(1)).to_have_class(re.compile("active"))
    expect(tabs.nth(0)).not_to_have_class(re.compile("active"))
    rows = page.locator(".inline-related:visible, tr.form-row:visible, tbody.form-group:visible")
    before = rows.count()
    page.locator(".add-row:visible").first.click()
    assert rows.count() > before
    assert not said


def test_expressions_are_read_as_they_are_meant(alice: tuple[Page, list[str]]) -> None:
    page, _said = alice
    found: dict[str, Any] = {
        text: page.evaluate("text => Alpine.evaluate(document.body, text)", text) for text in READ
    }
    assert found == READ


def test_expressions_reach_nothing_that_runs_code(alice: tuple[Page, list[str]]) -> None:
    page, said = alice
    for text in OUT_OF_REACH:
        said.clear()
        assert page.evaluate("text => Alpine.evaluate(document.body, text) ?? null", text) is None, text
        assert said, text
    assert page.evaluate("document.body.onclick") is None
