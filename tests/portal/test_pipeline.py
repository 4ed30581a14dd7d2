"""The pipeline: filters in the address, many at once, and a CSV that is safe to open."""

import csv
import io

import pytest
from django.http import QueryDict
from django.test import Client

from portal.export import plain
from portal.selectors.pipeline import Filters
from prm.platform import clock
from routing.models import Offer
from tests.factories import LeadFactory, OfferFactory
from tests.people import VendorPeople


@pytest.fixture
def three(in_acme: VendorPeople, accepted: Offer) -> list[Offer]:
    """Three accepted leads of Larkspur, and one of Quillon's."""
    others = [
        ("Aardvark", "qualified", "larkspur"),
        ("Badger", "proposal", "larkspur"),
        ("Rival", "", "quillon"),
    ]
    made = [
        OfferFactory(
            lead=LeadFactory(company=company, state="in_progress"),
            partner=getattr(in_acme, partner).partner,
            state="accepted",
            accepted_at=clock.now(),
            work_status=status,
        )
        for company, status, partner in others
    ]
    return [accepted, *made]


def test_board_table_search_and_status(rep: Client, acme: VendorPeople, three: list[Offer]) -> None:
    for path in ("portal/pipeline/", "portal/pipeline/?view=table"):
        page = rep.get(acme.url(path)).content.decode()
        assert all(name in page for name in ("Zyzzyva Mills", "Aardvark", "Badger"))
        assert "Rival" not in page
    page = rep.get(acme.url("portal/pipeline/?view=table&q=aard")).content.decode()
    assert ("Aardvark" in page, "Badger" in page) == (True, False)
    page = rep.get(acme.url("portal/pipeline/?view=table&status=proposal")).content.decode()
    assert ("Aardvark" in page, "Badger" in page) == (False, True)


@pytest.mark.parametrize(
    "query", ["view=x&page=-3&sort=;drop&status=no&shown=1", "page=99999999999", "q=%00%27"]
)
def test_an_address_that_makes_no_sense_still_shows_the_page(
    rep: Client, acme: VendorPeople, three: list[Offer], query: str
) -> None:
    assert rep.get(acme.url(f"portal/pipeline/?{query}")).status_code == 200


def test_filters_survive_their_own_address() -> None:
    filters = Filters.read(QueryDict("view=table&q=a+b&status=proposal&mine=1&sort=value&page=3"))
    assert Filters.read(QueryDict(filters.address()[1:])) == filters
    assert "page" not in filters.but(sort="due")


def test_many_are_changed_at_once_but_never_a_rivals(
    rep: Client, acme: VendorPeople, three: list[Offer]
) -> None:
    data = {"offers": [str(offer.id) for offer in three[:3]], "status": "negotiation"}
    rep.post(acme.url("portal/pipeline/bulk/"), data)
    assert {Offer.objects.get(id=offer.id).work_status for offer in three[:3]} == {"negotiation"}
    answer = rep.post(acme.url("portal/pipeline/bulk/"), {"offers": str(three[3].id), "status": "proposal"})
    assert answer.status_code == 404
    assert Offer.objects.get(id=three[3].id).work_status == ""


def test_the_csv_holds_accepted_leads_only(
    rep: Client, acme: VendorPeople, three: list[Offer], offered: object
) -> None:
    OfferFactory(lead=LeadFactory(company="Blind Company"), partner=acme.larkspur.partner)
    answer = rep.get(acme.url("portal/pipeline/leads.csv"))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {row["Company"] for row in rows} == {"Zyzzyva Mills", "Aardvark", "Badger"}
    assert "Blind Company" not in text


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\tx", "\r=1", "=HYPERLINK(1)"]
)
def test_nothing_a_spreadsheet_would_calculate_gets_out(text: str) -> None:
    assert plain(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-5", "+15125550123", "12.50", "Mills", ""])
def test_plain_values_stay_as_they_are(text: str) -> None:
    assert plain(text) == text
