"""No page asks the database more than fifteen times, however much there is to show; none is forgotten."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from leads.models import Attachment, Note
from leads.web_forms.services.partner_forms import make_partner_form
from leads.web_forms.services.save_form import make_form
from partners.models import Absence, Territory
from portal.urls import urlpatterns
from prm.platform import clock
from prm.platform.ids import new_id
from prm.platform.outbox.models import WebhookEndpoint
from prm.platform.tenants.models import Membership
from routing.models import Offer
from routing.paths.services.rebuild_paths import rebuild_paths
from tests.factories import (
    AgreementFactory,
    CertificationFactory,
    DealRegistrationFactory,
    LeadFactory,
    OfferFactory,
    PartnerCertificationFactory,
    ProductFactory,
    VerticalFactory,
)
from tests.people import VendorPeople
from tests.portal.test_from_mail import link_to
from tests.services.rounds import publish, route

MOST = 15
MANY = 60
PAGES = [
    *("portal/", "portal/live/?seen=", "portal/live/", "portal/vendors/", "portal/search/?q=a", "{link}"),
    *("portal/offers/{offered}/", "portal/offers/{expired}/", "portal/offers/{offered}/decline/"),
    *("portal/leads/{accepted}/", "portal/leads/{closed}/", "portal/leads/{accepted}/files/{file}/"),
    *("portal/pipeline/", "portal/pipeline/?view=table", "portal/pipeline/?q=mills&view=table&page=2"),
    *("portal/pipeline/leads.csv", "portal/pipeline/leads.xlsx", "portal/deals/", "portal/deals/register/"),
    "portal/deals/{deal}/",
    *("portal/fairness/", "portal/fairness/?days=365", "portal/fairness/why-not/"),
    *("portal/fairness/path/", "portal/fairness/rules/"),
    *("portal/company/", "portal/company/hours/", "portal/company/people/"),
    *("portal/company/agreement/", "portal/company/notices/"),
    *("portal/company/forms/", "portal/company/forms/{form}/", "portal/company/forms/new/{template}/"),
]


@pytest.fixture
def filled(in_acme: VendorPeople) -> dict[str, object]:
    """Larkspur with much of everything; one offer of each kind, a file, and the link of a mail by name."""
    larkspur, now = in_acme.larkspur.partner, clock.now()
    publish()
    ProductFactory(name="Next-gen firewall")
    VerticalFactory(name="Manufacturing")
    PartnerCertificationFactory(partner=larkspur, certification=CertificationFactory())
    LeadFactory.create_batch(20, timeline="12 months")
    route()
    rebuild_paths(vendor_id=in_acme.vendor.id)
    closed = {"outcome": "won", "accepted_at": now, "closed_at": now}
    states = {"offered": {}, "expired": {}, "accepted": {"accepted_at": now}, "closed": closed}
    made = {state: many(in_acme, state, **fields)[-1] for state, fields in states.items()}
    Territory.objects.bulk_create(Territory(partner=larkspur, country=code) for code in ("DE", "FR", "ES"))
    member = Membership.objects.get(user=in_acme.larkspur.rep)
    Absence.objects.bulk_create(
        Absence(partner=larkspur, membership=member, starts_on=now.date(), ends_on=now.date()) for _ in "123"
    )
    WebhookEndpoint.objects.bulk_create(
        WebhookEndpoint(partner=larkspur, url=f"https://{n}.example.com") for n in range(3)
    )
    AgreementFactory(published_at=now)
    deals = DealRegistrationFactory.create_batch(5, partner=larkspur)
    names: dict[str, object] = {state: offer.id for state, offer in made.items()}
    file = Attachment.objects.filter(lead=made["accepted"].lead).first()
    assert file is not None
    names |= {**web_forms(in_acme), "deal": deals[0].id}
    return names | {"file": file.id, "link": link_to(in_acme, made["offered"]).removeprefix("/acme/")}


def web_forms(acme: VendorPeople) -> dict[str, object]:
    """Three forms that partners may embed, and the company's copies of them."""
    actor, partner_id = acme.alice_actor, acme.larkspur.partner.id
    for number in range(3):
        template = make_form(given={"name": f"Form {number}", "partner_use": "embedded"}, actor=actor)
        given = {"name": "Ours", "allowed_origins": ["https://www.example.com"]}
        form = make_partner_form(partner_id=partner_id, template_id=template.id, given=given, actor=actor)
    return {"template": template.id, "form": form.id}


def many(acme: VendorPeople, state: str, **fields: object) -> list[Offer]:
    partner, now = acme.larkspur.partner, clock.now()
    offers = [
        OfferFactory(lead=LeadFactory(state="offered"), partner=partner, state=state, **fields)
        for _ in range(MANY)
    ]
    lead, author = offers[-1].lead, acme.larkspur.rep
    for number in range(5):
        Note.objects.create(lead=lead, partner=partner, author=author, body="Called.", created_at=now)
        file = {"name": f"{number}.pdf", "size_bytes": 1, "content": b"x"}
        Attachment.objects.create(lead=lead, partner=partner, uploaded_by=author, **file)
    return offers


def test_no_page_asks_more_than_fifteen_times(
    admin: Client, in_acme: VendorPeople, filled: dict[str, object]
) -> None:
    for path in PAGES:
        address = in_acme.url(path.format(**filled))
        look(admin, address)
        with CaptureQueriesContext(connection) as queries:
            look(admin, address)
        asked = [query["sql"] for query in queries.captured_queries if "SAVEPOINT" not in query["sql"]]
        # The last one gives the scope back to the test; a request by itself has none around it.
        assert len(asked[:-1]) <= MOST, "\n".join([path, *asked])


def look(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code in (200, 204), address
    assert answer.getvalue() or answer.status_code == 204


def test_every_address_of_the_portal_is_counted_or_takes_no_look(admin: Client, acme: VendorPeople) -> None:
    ids = ("offered", "expired", "accepted", "closed", "file", "form", "template", "deal")
    names = dict.fromkeys(ids, str(new_id()))
    paths = [path.format(**names, link="o/token/").partition("?")[0] for path in PAGES]
    counted = {resolve(f"/{path}", "prm.project.vendor_urls").view_name for path in paths}
    assert "offer_from_mail" in counted
    for pattern in urlpatterns:
        if f"portal:{pattern.name}" not in counted:
            path = re.sub(r"<[^>]+>", str(new_id()), str(pattern.pattern))
            assert admin.get(acme.url(f"portal/{path}")).status_code == 302, pattern.name
