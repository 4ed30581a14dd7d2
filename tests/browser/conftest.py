"""A vendor in the running stack, and its people at a browser, on a routing lock and on a phone."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, ViewportSize

from leads.models import Lead
from leads.services.receive_leads import receive_lead
from partners.models import ChangeRequest, Partner, PartnerCertification, ProductCertification
from prm.platform import clock
from prm.platform.actors import SYSTEM
from prm.platform.tenants.models import User
from prm.platform.tenants.scope import vendor_scope
from routing.batches.services.route_leads import route_waiting_leads
from routing.models import Offer
from routing.offers.services.accept_offer import accept_offer
from routing.offers.services.close_offer import close_offer
from routing.offers.services.decline_offer import decline_offer
from routing.paths.services.rebuild_paths import rebuild_paths
from routing.policies.services.start_vendor import start_vendor
from routing.shares.services.count_shares import count_shares
from tests.factories import (
    PASSWORD,
    AgreementFactory,
    CertificationFactory,
    DealRegistrationFactory,
    ProductFactory,
    VerticalFactory,
)
from tests.people import VendorPeople
from tests.stack.processes import LiveStack
from tests.stack.receivers import until

WIDTHS = {"desk": (1440, 900), "phone": (390, 844)}


@dataclass(frozen=True)
class World:
    """A vendor of the test's own, in the running stack."""

    people: VendorPeople
    url: str
    posted: list[Lead] = field(default_factory=list)

    def at(self, path: str) -> str:
        """An address of this vendor's."""
        return f"{self.url}/{self.people.vendor.slug}/{path}"

    def scope(self) -> Any:
        """The vendor's scope, committing at its end."""
        return vendor_scope(self.people.vendor.id)

    def post_lead(self, **fields: Any) -> Lead:
        """A lead comes in; the worker routes it."""
        own: dict[str, Any] = {}
        if number := len(self.posted):  # a person of its own: the same one again would join the first lead
            own = {"phone": f"+151255501{number % 100:02}", "last_name": f"Quibbleworth the {number + 1}."}
        with self.scope():
            lead = receive_lead(data={**LEAD, **own, **fields}, actor=SYSTEM)
        self.posted.append(lead)
        return lead


LEAD = {
    "company": "Zyzzyva Mills",
    "first_name": "Ada",
    "last_name": "Quibbleworth",
    "email": "ada@zyzzyva.example.com",
    "phone": "+15125550123",
    "country": "US",
    "region": "US-TX",
    "industry": "manufacturing",
    "products": ["firewall"],
    "employees": 240,
    "estimated_value": 42_000,
    "currency": "USD",
    "intent_score": 82,
    "timeline": "1-3 months",
    "need": "The zyzzyva firewall is on fire.",
    "need_category": "replacement",
}


@pytest.fixture
def world(committed: None, live_stack: LiveStack, fresh_vendor: Callable[[], VendorPeople]) -> World:
    """Larkspur takes every lead: Quillon is not active."""
    people = fresh_vendor()
    with vendor_scope(people.vendor.id):
        start_vendor()
        quillon = people.quillon.partner
        quillon.status = "inactive"
        quillon.save()
        product = ProductFactory(name="Next-gen firewall")
        VerticalFactory(name="Manufacturing")
        certification = CertificationFactory(name="Network Security")
        ProductCertification.objects.create(product=product, certification=certification)
        PartnerCertification.objects.create(partner=people.larkspur.partner, certification=certification)
    return World(people, live_stack.url)


@pytest.fixture(params=list(WIDTHS))
def width(request: pytest.FixtureRequest) -> str:
    """A desk and a phone: every test runs on both."""
    return str(request.param)


@pytest.fixture(scope="session")
def kept_pages() -> dict[str, Page]:
    """Pages that tests have used and left clean, one for each width.

    Most of what Chromium costs is a new context: a process, and every style and script fetched and read anew.
    """
    return {}


@pytest.fixture
def page(
    browser: Browser, width: str, kept_pages: dict[str, Page], request: pytest.FixtureRequest
) -> Iterator[Page]:
    """A page with nobody signed in, which may not log an error; a new one for what cannot be undone."""
    is_kept = request.node.get_closest_marker("own_page") is None
    page = (kept_pages.pop(width, None) if is_kept else None) or new_page(browser, width)
    errors: list[str] = []
    listeners: dict[Any, Callable[[Any], None]] = {
        "pageerror": lambda error: errors.append(str(error)),
        "console": lambda said: errors.append(said.text) if "Content Security" in said.text else None,
    }
    for event, listener in listeners.items():
        page.on(event, listener)
    yield page
    for event, listener in listeners.items():
        page.remove_listener(event, listener)
    if is_kept and not errors:
        clean(page, width)
        kept_pages[width] = page
    else:
        page.context.close()
    assert not errors, errors


def new_page(browser: Browser, width: str) -> Page:
    """A page of a browser so wide, in a context of its own."""
    context = browser.new_context(viewport=size(width), locale="en-US", has_touch=width == "phone")
    context.set_default_timeout(10_000)
    return context.new_page()


def size(width: str) -> ViewportSize:
    """The window of a desk or a phone."""
    return {"width": WIDTHS[width][0], "height": WIDTHS[width][1]}


def clean(page: Page, width: str) -> None:
    """Leave nothing of a test behind: what a page keeps, who is signed in, and how it looks."""
    for other in page.context.pages:
        if other != page:
            other.close()
    page.context.set_offline(False)
    if page.url.startswith("http"):
        # On a page that goes nowhere by itself: the test's last page may just be changing.
        page.goto("/".join([*page.url.split("/")[:3], "healthz"]))
        page.evaluate("localStorage.clear(); sessionStorage.clear()")
    page.goto("about:blank")
    page.context.clear_cookies()
    page.set_viewport_size(size(width))
    page.emulate_media(color_scheme="light")


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
        decline_offer(
            offer_id=offers[3].id,
            partner_id=larkspur.partner.id,
            actor=larkspur.rep_actor,
            reason="too-small",
        )
        for offer in offers[:2]:
            accept_offer(offer_id=offer.id, partner_id=larkspur.partner.id, actor=larkspur.rep_actor)
        close_offer(
            offer_id=offers[0].id, partner_id=larkspur.partner.id, actor=larkspur.rep_actor, outcome="won"
        )
        AgreementFactory(published_at=clock.now())
        DealRegistrationFactory(partner=larkspur.partner)
        ChangeRequest.objects.create(partner=Partner.objects.get(id=larkspur.partner.id), kind="unpause")
    count_shares(vendor_id=world.people.vendor.id)
    rebuild_paths(vendor_id=world.people.vendor.id)
    return {"closed": offers[0], "accepted": offers[1], "offered": offers[2], "gone": offers[3]}


def sign_in(page: Page, world: World, user: User, path: str = "portal/") -> None:
    """As a person does it."""
    page.goto(world.at(path))
    page.get_by_label("Email").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(f"**/{path}")


def let_in(page: Page, world: World, user: User, path: str = "portal/") -> None:
    """As `sign_in`, but without the form, whose own tests fill it in: the session is made here."""
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": world.url}])
    page.goto(world.at(path))


@pytest.fixture
def rep(page: Page, world: World) -> Page:
    """Larkspur's rep, at the inbox."""
    let_in(page, world, world.people.larkspur.rep)
    return page


@pytest.fixture
def admin(page: Page, world: World) -> Page:
    """Larkspur's admin, at the inbox."""
    let_in(page, world, world.people.larkspur.admin)
    return page
