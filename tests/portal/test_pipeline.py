"""The pipeline: filters in the address, many at once, and a CSV that is safe to open."""

import csv
import io

import pytest
from django.http import QueryDict
from django.test import Client
from openpyxl import load_workbook

from leads.models import Lead
from portal.selectors.pipeline import Filters
from prm.platform import clock
from prm.platform.tenants.models import User
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


def german_cells(text: str) -> list[list[str]]:
    """What a German Excel shows: it splits by semicolons."""
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))


def test_a_german_reader_gets_semicolons_and_decimal_commas(
    rep: Client, acme: VendorPeople, three: list[Offer]
) -> None:
    with acme.scope():
        Lead.objects.filter(id=three[0].lead_id).update(
            company="=1+1;=2+2", estimated_value="60000.50", phone="+4930123456", country="US"
        )
        User.objects.filter(id=acme.larkspur.rep.id).update(language="de")
    answer = rep.get(acme.url("portal/pipeline/leads.csv"))
    _header, *rows = german_cells(b"".join(answer.streaming_content).decode())
    (row,) = [row for row in rows if "1+1" in row[0]]
    assert row[0] == "'=1+1;'=2+2" and "60000,50" in row and "'+4930123456" in row


def test_the_workbook_holds_the_same_leads_with_numbers_as_numbers_and_text_as_text(
    rep: Client, acme: VendorPeople, three: list[Offer]
) -> None:
    with acme.scope():
        Lead.objects.filter(id=three[0].lead_id).update(
            company="=1+1", estimated_value="60000.50", phone="+4930123456"
        )
    answer = rep.get(acme.url("portal/pipeline/leads.xlsx"))
    assert 'filename="leads.xlsx"' in answer["Content-Disposition"]
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    _header, *rows = book.worksheets[0].iter_rows()
    assert {row[0].value for row in rows} == {"=1+1", "Aardvark", "Badger"}
    (row,) = [row for row in rows if row[0].value == "=1+1"]
    shown = {cell.value: cell.data_type for cell in row}
    assert (shown["=1+1"], shown["+4930123456"], shown[60000.5]) == ("s", "s", "n")
