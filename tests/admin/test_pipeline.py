"""The board over all partners, the export of leads, and files that partners added."""

import csv
import io
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from leads.models import Attachment, Lead
from prm.platform import clock
from routing.lead_pages.selectors.board import Lane, Wanted, board
from tests.admin.console import admin, change
from tests.factories import LeadFactory, OfferFactory, ProductFactory
from tests.people import VendorPeople


@pytest.fixture
def bob(acme: VendorPeople, client: Client) -> Client:
    client.force_login(acme.bob)
    return client


def lane(lanes: list[Lane], key: str) -> Lane:
    return next(each for each in lanes if each.key == key)


@pytest.fixture
def some(in_acme: VendorPeople) -> dict[str, Lead]:
    """One lead in each of some steps, with two partners."""
    now, larkspur, quillon = clock.now(), in_acme.larkspur.partner, in_acme.quillon.partner
    waiting = LeadFactory(company="Waiting Inc", state="review", review_since_at=now)
    out = LeadFactory(company="Offered Inc", state="offered")
    OfferFactory(lead=out, partner=quillon)
    worked = LeadFactory(company="Worked Inc", state="in_progress", estimated_value=40_000, currency="USD")
    accepted = {"state": "accepted", "accepted_at": now, "work_status": "qualified"}
    OfferFactory(lead=worked, partner=larkspur, **accepted)
    won = LeadFactory(company="Won Inc", state="won", currency="USD")
    closed = {"state": "closed", "accepted_at": now, "closed_at": now, "outcome": "won"}
    OfferFactory(lead=won, partner=larkspur, outcome_value=9_000, **closed)
    return {"waiting": waiting, "out": out, "worked": worked, "won": won}


def test_each_lead_stands_where_it_is_with_its_partner_and_worth(
    in_acme: VendorPeople, some: dict[str, Lead]
) -> None:
    lanes = board(Wanted())
    assert [card.title for card in lane(lanes, "review").cards] == ["Waiting Inc"]
    assert lane(lanes, "offered").cards[0].partner == in_acme.quillon.partner.name
    qualified = lane(lanes, "qualified")
    assert (qualified.count, qualified.worth, qualified.cards[0].partner) == (
        1,
        "$40K",
        in_acme.larkspur.partner.name,
    )
    assert lane(lanes, "won").worth == "$9K"


def test_the_board_is_narrowed_by_partner_and_search(
    bob: Client, in_acme: VendorPeople, some: dict[str, Lead]
) -> None:
    page = bob.get(admin(in_acme, f"pipeline/?partner={in_acme.larkspur.partner.pk}")).text
    assert "Worked Inc" in page and "Offered Inc" not in page
    page = bob.get(admin(in_acme, "pipeline/?q=offered")).text
    assert "Offered Inc" in page and "Worked Inc" not in page
    assert bob.get(admin(in_acme, "pipeline/?partner=x&q=%00")).status_code == 200


def test_the_board_asks_no_more_often_with_more_leads(bob: Client, in_acme: VendorPeople) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            bob.get(admin(in_acme, "pipeline/"))
        return len([query for query in queries if "SAVEPOINT" not in query["sql"]])

    OfferFactory(lead=LeadFactory(state="offered"), partner=in_acme.larkspur.partner)
    asked()
    few = asked()
    for _ in range(30):
        OfferFactory(lead=LeadFactory(state="offered"), partner=in_acme.larkspur.partner)
    assert asked() <= few <= 20
    assert lane(board(Wanted()), "offered").more == 31 - 8


@pytest.fixture
def exported(bob: Client, in_acme: VendorPeople) -> Callable[[str], list[list[str]]]:
    def rows(query: str) -> list[list[str]]:
        answer = bob.get(admin(in_acme, f"leads/export/?format=csv&{query}"))
        return list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))

    return rows


def test_the_list_is_taken_along_as_it_is_filtered_with_the_columns_chosen(
    bob: Client,
    in_acme: VendorPeople,
    some: dict[str, Lead],
    exported: Callable[[str], list[list[str]]],
) -> None:
    ProductFactory(slug="firewall", name="Next-gen firewall")
    Lead.objects.filter(pk=some["worked"].pk).update(products=["firewall"])
    columns = "column=company&column=partner&column=products&column=state"
    head, row = exported(f"state__exact=in_progress&{columns}")
    assert head == ["Company", "Partner", "Products", "State"]
    assert row == ["Worked Inc", in_acme.larkspur.partner.name, "Next-gen firewall", "In progress"]
    assert len(exported("q=Inc")) == 5
    listed = bob.get(admin(in_acme, "leads/lead/?state__exact=review")).text
    assert f'href="{admin(in_acme, "leads/export/?state__exact=review")}"' in listed
    page = bob.get(admin(in_acme, "leads/export/?state__exact=review")).text
    assert "1 lead, as the list is filtered" in page
    assert f'action="{admin(in_acme, "leads/export/?state__exact=review")}"' in page
    answer = bob.post(admin(in_acme, "leads/export/?q=Worked"), {"format": "csv", "column": ["company"]})
    assert answer.getvalue().decode("utf-8-sig").split() == ["Company", "Worked", "Inc"]


def test_a_workbook_keeps_numbers_as_numbers_and_text_as_text(
    bob: Client, in_acme: VendorPeople, some: dict[str, Lead]
) -> None:
    Lead.objects.filter(pk=some["worked"].pk).update(company="=HYPERLINK(1)")
    query = "state__exact=in_progress&column=company&column=estimated_value"
    answer = bob.get(admin(in_acme, f"leads/export/?format=xlsx&{query}"))
    sheet = load_workbook(io.BytesIO(answer.getvalue())).active
    assert sheet is not None
    company, value = next(sheet.iter_rows(min_row=2))
    assert value.value == 40_000 and company.data_type != "f"


def test_a_file_that_a_partner_added_is_there_to_save_and_only_here(
    bob: Client, acme: VendorPeople, globex: VendorPeople
) -> None:
    with acme.scope():
        lead = LeadFactory()
        file = Attachment.objects.create(
            lead=lead,
            partner=acme.larkspur.partner,
            name="offer.pdf",
            content_type="application/pdf",
            size_bytes=3,
            content=b"pdf",
        )
    assert "offer.pdf" in bob.get(change(acme, "leads/lead", lead.pk)).text
    answer = bob.get(admin(acme, f"leads/{lead.pk}/files/{file.pk}/"))
    assert answer.content == b"pdf" and "attachment" in answer["Content-Disposition"]
    other = Client()
    other.force_login(globex.alice)
    assert other.get(admin(globex, f"leads/{lead.pk}/files/{file.pk}/")).status_code == 404
