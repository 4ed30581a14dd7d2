"""A visitor fills in a web form: on our page by keyboard, and embedded on sites that may and may not."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, expect

from leads.models import Lead
from leads.web_forms.models import WebForm
from leads.web_forms.selectors.forms import counts_of
from leads.web_forms.selectors.snippet import frame_of, snippet_of
from leads.web_forms.services.partner_forms import make_partner_form
from leads.web_forms.services.save_form import make_form
from routing.models import Offer
from tests.browser.conftest import World
from tests.browser.test_quality import COLOURS, EVERYTHING, broken, sideways
from tests.stack.receivers import until

pytestmark = [pytest.mark.browser, pytest.mark.stack]

SITE_PAGE = "<!doctype html><html lang=en><title>A site</title><main><h1>Our offer</h1>{html}</main></html>"


@contextmanager
def site(host: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Another web site on this machine: its origin, and its pages by path."""
    pages: dict[str, str] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            html = pages.get(self.path.partition("?")[0], "")
            self.send_response(200 if html else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(SITE_PAGE.format(html=html).encode())

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer((host, 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://{host}:{server.server_port}", pages
    server.shutdown()
    server.server_close()


def form_of(world: World, **given: Any) -> WebForm:
    usual = {
        "name": "Webinar",
        "campaign": "autumn",
        "heading": "Talk to us",
        "consent_text": "Acme may call me.",
    }
    with world.scope():
        return make_form(given={**usual, **given}, actor=world.people.alice_actor)


def fill_in(page: Any, **answers: str) -> None:
    for label, text in {"Last name": "Example", "Company": "Zyzzyva Mills", **answers}.items():
        page.get_by_label(label).fill(text)
    page.get_by_label("Country").select_option("US")
    page.get_by_label("Acme may call me.").check()
    page.wait_for_timeout(2_100)  # faster, it would be no person


def test_the_hosted_page_is_filled_in_by_keyboard(world: World, page: Page) -> None:
    form = form_of(world)
    page.goto(world.at(f"forms/{form.public_id}/"))
    page.evaluate(AXE_SCRIPT)
    assert broken(page, EVERYTHING) + sideways(page) == []
    page.get_by_label("E-mail address").focus()
    page.keyboard.type("dana@")
    page.wait_for_timeout(2_100)
    page.keyboard.press("Enter")
    wrong = page.get_by_text("Please enter an e-mail address such as")
    expect(wrong).to_be_visible()
    expect(page.get_by_label("Last name")).to_be_focused()
    assert page.get_by_label("E-mail address").get_attribute("aria-describedby") == wrong.get_attribute("id")
    expect(page.get_by_role("status")).to_have_text("Please correct 5 answers.")
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(500)  # colours change gradually
    assert broken(page, EVERYTHING) + broken(page, COLOURS) + sideways(page) == []
    fill_in(page, **{"E-mail address": "dana@zyzzyva.example.com"})
    page.get_by_label("E-mail address").focus()
    page.keyboard.press("Enter")
    thanks = page.get_by_text("Thank you. We have received what you sent.")
    expect(thanks).to_be_focused()
    assert page.context.cookies() == []
    with world.scope():
        assert counts_of([form.id])[form.id].by_outcome == {"lead": 1, "wrong": 1}


def test_an_embedded_form_works_on_the_sites_that_may_and_on_no_other(
    world: World, browser: Browser, settings: Any
) -> None:
    settings.BASE_URL = world.url
    larkspur = world.people.larkspur
    with site("localhost") as (allowed, pages), site("127.0.0.1") as (other, others):
        template = form_of(world, partner_use="embedded")
        with world.scope():
            form = make_partner_form(
                partner_id=larkspur.partner.id,
                template_id=template.id,
                given={"name": "Larkspur’s", "allowed_origins": [allowed]},
                actor=larkspur.rep_actor,
            )
            pages["/offer"] = others["/offer"] = snippet_of(form, world.people.vendor)
            pages["/frame"] = others["/frame"] = frame_of(form, world.people.vendor)
        page = browser.new_page(locale="en-US")
        page.goto(f"{allowed}/offer?utm_source=letter")
        page.evaluate(AXE_SCRIPT)
        assert broken(page, EVERYTHING) == []
        fill_in(page, **{"E-mail address": "dana@"})
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_label("E-mail address")).to_be_focused()
        expect(page.get_by_text("Please enter an e-mail address such as")).to_be_visible()
        page.get_by_label("E-mail address").fill("dana@zyzzyva.example.com")
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_text("Thank you. We have received what you sent.")).to_be_visible()
        with world.scope():
            lead = Lead.objects.get()
            assert (lead.consent["page"], lead.custom["utm_source"]) == (f"{allowed}/offer", "letter")
            assert (lead.source, lead.partner_campaign) == ("partner", "larkspur")
            assert until(Offer.objects.first).partner_id == larkspur.partner.id

        page.goto(f"{allowed}/frame")
        frame = page.frame_locator("iframe")
        expect(frame.get_by_role("heading", name="Talk to us")).to_be_visible()
        expect(frame.get_by_text("with Larkspur Networks")).to_be_visible()
        until(lambda: int(page.locator("iframe").get_attribute("height") or 0) not in (0, 900))

        page.goto(f"{other}/offer")
        fill_in(page, **{"E-mail address": "ole@example.com"})
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_role("status")).to_contain_text("What you entered is still here.")
        expect(page.get_by_label("E-mail address")).to_have_value("ole@example.com")
        page.goto(f"{other}/frame")
        page.wait_for_load_state("networkidle")
        assert not page.frame_locator("iframe").get_by_role("heading").count()
        page.close()
        with world.scope():
            assert Lead.objects.count() == 1
