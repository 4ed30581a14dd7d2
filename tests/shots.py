"""Pictures of every page of the portal and of the admin's main ones: `make shots`.

Starts the stack with the demo in a folder of its own and looks at each page on a wide screen and on a phone,
in light and in dark, in English and in German. The pictures are left outside the tree (SHOTS names another
folder); the few that the README shows go to docs/pictures. With PRM_READY naming the ready.json of a running
stack, that is looked at.
"""

import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.stack.chromium import flags, found
from tests.stack.demo import ROOT, running_demo

PICTURES = ROOT / "docs" / "pictures"
WIDTHS = {"desk": (1440, 900), "phone": (390, 844)}
SCHEMES = ("light", "dark")
LANGUAGES = {"en": "en-US", "de": "de-DE"}
BROKEN: set[str] = set()
Open = str | Callable[[Page, str], None]


def first(path: str, link: str) -> Callable[[Page, str], None]:
    """The page behind the first such link of another page."""

    def click(page: Page, vendor: str) -> None:
        page.goto(f"{vendor}/{path}")
        if page.locator(link).count():
            page.goto(page.locator(link).first.evaluate("link => link.href"))

    return click


def declining(page: Page, vendor: str) -> None:
    """The reasons to decline, opened."""
    page.goto(f"{vendor}/portal/")
    if page.locator(".decline summary").count():
        page.locator(".decline summary").first.click()


PORTAL: dict[str, Open] = {
    "inbox": "portal/",
    "declining": declining,
    "offer": first("portal/", ".offer [data-primary]"),
    "gone": first("portal/", "[aria-labelledby=ended-title] a"),
    "board": "portal/pipeline/",
    "table": "portal/pipeline/?view=table",
    "lead": first("portal/pipeline/?view=table", "td.title a"),
    "closed": first("portal/pipeline/?view=table&shown=won", "td.title a"),
    "deals": "portal/deals/",
    "deal": first("portal/deals/", "td.title a"),
    "register-deal": "portal/deals/register/",
    "search": "portal/search/?q=a",
    "share": "portal/fairness/",
    "why-not": "portal/fairness/why-not/",
    "path": "portal/fairness/path/",
    "rules": "portal/fairness/rules/",
    "company": "portal/company/",
    "hours": "portal/company/hours/",
    "people": "portal/company/people/",
    "agreement": "portal/company/agreement/",
    "notices": "portal/company/notices/",
    "vendors": "portal/vendors/",
    "web-forms": "portal/company/forms/",
    "two-steps": "accounts/2fa/",
    "sessions": "accounts/sessions/",
    "password": "accounts/password/change/",
    "addresses": "accounts/email/",
    "not-found": "portal/nowhere/",
}
OUTSIDE: dict[str, Open] = {"sign-in": "accounts/login/", "forgotten": "accounts/password/reset/"}
ADMIN: dict[str, Open] = {
    "admin": "admin/",
    "admin-leads": "admin/leads/lead/",
    "admin-lead": first("admin/leads/lead/?state__exact=accepted", "#result_list a[href*='/change/']"),
}
# The picture's name, and the heading it begins with.
README = {
    ("inbox", "desk", "light"): ("inbox", "Inbox"),
    ("admin-lead", "desk", "light"): ("decision", "Why"),
}


@dataclass(frozen=True)
class Stack:
    """A running stack with the demo: its address, and who can log in at acme."""

    url: str
    logins: dict[str, dict[str, str]]

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> "Stack":
        """From what its ready.json tells."""
        acme = next(vendor for vendor in told["vendors"] if vendor["slug"] == "acme")
        return cls(told["url"], {login["role"]: login for login in reversed(acme["logins"])})


def look(browser: Browser, stack: Stack, role: str, pages: dict[str, Open], folder: Path) -> int:
    """Pictures of these pages as somebody with this role, or as a stranger if it is empty; how many."""
    count = 0
    for width, size in WIDTHS.items():
        for scheme, (language, locale) in product(SCHEMES, LANGUAGES.items()):
            page = signed_in(browser, stack, role, size, scheme, locale)
            for name, where in pages.items():
                open_page(page, f"{stack.url}/acme", where)
                page.screenshot(path=folder / f"{name}-{width}-{scheme}-{language}.png", full_page=True)
                if language == "en" and (name, width, scheme) in README:
                    take_for_readme(page, *README[name, width, scheme])
                count += 1
            page.context.close()
    return count


def take_for_readme(page: Page, name: str, heading: str) -> None:
    """What stands in the window from this heading on."""
    begin = page.get_by_role("heading", name=heading, exact=True).first
    begin.evaluate("heading => scrollBy(0, heading.getBoundingClientRect().top - 30)")
    page.screenshot(path=PICTURES / f"{name}.png")


def signed_in(
    browser: Browser, stack: Stack, role: str, size: tuple[int, int], scheme: str, locale: str
) -> Page:
    """A page of this width, scheme and language, logged in if a role is named."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        locale=locale,
    )
    page = context.new_page()
    page.on("response", lambda answer: BROKEN.add(answer.url) if answer.status >= 500 else None)
    if not role:
        return page
    page.goto(f"{stack.url}/acme/accounts/login/")
    page.locator("[name=login]").fill(stack.logins[role]["email"])
    page.locator("[name=password]").fill(stack.logins[role]["password"])
    page.locator("form [type=submit]").first.click()
    page.wait_for_load_state()
    return page


def open_page(page: Page, vendor: str, where: Open) -> None:
    """Go there."""
    if callable(where):
        where(page, vendor)
    else:
        page.goto(f"{vendor}/{where}")


def main() -> None:
    """Take them all."""
    folder = Path(os.environ.get("SHOTS", Path(tempfile.gettempdir()) / "prm-pictures"))
    folder.mkdir(parents=True, exist_ok=True)
    PICTURES.mkdir(parents=True, exist_ok=True)
    with running_demo() as told, sync_playwright() as playwright:
        stack = Stack.read(told)
        browser = playwright.chromium.launch(executable_path=found(), args=flags())
        count = look(browser, stack, "", OUTSIDE, folder)
        count += look(browser, stack, "partner_admin", PORTAL, folder)
        count += look(browser, stack, "admin", ADMIN, folder)
        browser.close()
    print(f"{count} pictures in {folder}; those of the README in {PICTURES}")
    if BROKEN:
        raise SystemExit("\n".join(["The server failed at:", *sorted(BROKEN)]))


if __name__ == "__main__":
    main()
