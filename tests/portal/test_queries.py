"""No page asks the database more than fifteen times, however much there is to show."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from leads.models import Attachment, Note
from partners.models import Territory
from prm import clock
from routing.models import Offer
from tests.factories import AgreementFactory, DealRegistrationFactory, LeadFactory, OfferFactory
from tests.people import VendorPeople

MOST = 15
PAGES = ["portal/", "portal/offers/{open}/", "portal/offers/{gone}/", "portal/offers/{open}/decline/"]
PAGES += [
    "portal/leads/{accepted}/",
    "portal/leads/{closed}/",
    "portal/pipeline/",
    "portal/pipeline/?view=table",
]
PAGES += ["portal/pipeline/leads.csv", "portal/deals/", "portal/deals/register/", "portal/company/"]
PAGES += ["portal/company/hours/", "portal/company/people/", "portal/company/agreement/"]
PAGES += ["portal/company/notices/", "portal/vendors/"]


@pytest.fixture
def much(acme: VendorPeople, offered: Callable[..., Offer]) -> dict[str, Offer]:
    """A partner with some of everything, and one offer of each kind."""
    partner, user = acme.larkspur.partner, acme.larkspur.rep
    made = [many(acme, offered) for _ in range(4)][-1]
    for lead in (made["accepted"].lead, made["closed"].lead):
        for _ in range(3):
            Note.objects.create(lead=lead, partner=partner, author=user, body="Called.")
            Attachment.objects.create(
                lead=lead, partner=partner, uploaded_by=user, name="a.pdf", size_bytes=1, content=b"x"
            )
    Territory.objects.bulk_create(Territory(partner=partner, country=code) for code in ("DE", "FR", "ES"))
    AgreementFactory(published_at=clock.now())
    return made


def many(acme: VendorPeople, offered: Callable[..., Offer]) -> dict[str, Offer]:
    now = clock.now()
    DealRegistrationFactory(partner=acme.larkspur.partner)
    return {
        "open": offered(),
        "gone": offered(state="expired", closed_at=now),
        "accepted": OfferFactory(
            lead=LeadFactory(state="accepted"),
            partner=acme.larkspur.partner,
            state="accepted",
            accepted_at=now,
            work_status="to_contact",
        ),
        "closed": OfferFactory(
            lead=LeadFactory(state="won"),
            partner=acme.larkspur.partner,
            state="closed",
            outcome="won",
            accepted_at=now,
            closed_at=now,
        ),
    }


@pytest.mark.parametrize("path", PAGES)
def test_a_page_stays_within_fifteen_queries(
    admin: Client, acme: VendorPeople, much: dict[str, Offer], path: str
) -> None:
    address = acme.url(path.format(**{name: offer.id for name, offer in much.items()}))
    assert admin.get(address).status_code == 200
    with CaptureQueriesContext(
        connection,
    ) as queries:
        admin.get(address)
    asked = [query["sql"] for query in queries.captured_queries if "SAVEPOINT" not in query["sql"]]
    # The last one gives the scope back to the test; a request by itself has none around it.
    assert len(asked[:-1]) <= MOST, "\n".join(asked)
