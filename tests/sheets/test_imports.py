"""Bringing a spreadsheet: by API, command and admin, with wrong rows and a killed worker."""

import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from leads.models import Lead
from partners.models import Partner
from prm.platform.sheets.csv_out import csv_lines
from prm.platform.sheets.dialect import dialect_of
from prm.platform.sheets.models import SheetImport, SheetRow
from prm.platform.sheets.read import read_sheet
from prm.platform.sheets.services import take_rows as taking
from prm.platform.sheets.tasks import run_import
from tests.factories import TierFactory
from tests.people import VendorPeople

LEADS = "\n".join(
    [
        "Lead ID,Company Name,Work Email,Country,Favourite colour",
        "s1,Kestrel Mills,dana@kestrel-example.com,US,green",
        "s2,Nordlys,not an address,DE,red",
        "s3,Beaumont,b@beaumont-example.com,France,=cmd()",
    ]
)


def _send(client: Client, people: VendorPeople, content: str, kind: str = "leads") -> dict[str, Any]:
    response = client.post(
        f"/api/v1/imports/?kind={kind}&name=mine.csv", content, "text/csv", headers=people.bearer
    )
    assert response.status_code == 201, response.content
    return dict(response.json())


def _call(client: Client, people: VendorPeople, path: str, body: dict[str, Any]) -> Any:
    return client.post(f"/api/v1/imports/{path}", body, "application/json", headers=people.bearer)


def _run(people: VendorPeople, sheet: dict[str, Any]) -> SheetImport:
    run_import(str(people.vendor.id), sheet["id"])
    with people.scope():
        return SheetImport.objects.get(id=sheet["id"])


def test_a_file_sent_by_api_is_matched_checked_and_imported(acme: VendorPeople, client: Client) -> None:
    sheet = _send(client, acme, LEADS)
    assert sheet["columns"]["Work Email"] == "email"
    assert sheet["columns"]["Favourite colour"] == ""
    columns = sheet["columns"] | {"Favourite colour": "custom:colour"}
    changed = client.patch(
        f"/api/v1/imports/{sheet['id']}/",
        {"columns": columns, "is_strict": True},
        "application/json",
        headers=acme.bearer,
    )
    assert changed.status_code == 200, changed.content
    assert _call(client, acme, f"{sheet['id']}/start/", {"dry_run": True}).status_code == 200
    checked = _run(acme, sheet)
    assert (checked.state, checked.added, checked.refused) == ("checked", 2, 1)
    with acme.scope():
        assert not Lead.objects.filter(external_id__startswith="s").exists()
    _call(client, acme, f"{sheet['id']}/start/", {})
    done = _run(acme, sheet)
    assert (done.state, done.added, done.refused) == ("done", 2, 1)
    with acme.scope():
        assert Lead.objects.get(external_id="s1").custom == {"colour": "green"}
        assert [row.line for row in SheetRow.objects.filter(sheet_id=done.id)] == [3]


def test_refused_rows_come_back_as_a_sheet_to_mend(acme: VendorPeople, client: Client) -> None:
    sheet = _send(client, acme, LEADS.replace("b@beaumont-example.com", "b b"))
    with acme.scope():
        SheetImport.objects.filter(id=sheet["id"]).update(is_strict=True)
    _call(client, acme, f"{sheet['id']}/start/", {})
    _run(acme, sheet)
    answer = client.get(f"/api/v1/imports/{sheet['id']}/refused/", headers=acme.bearer)
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert "s2" in text and "s1" not in text
    assert "Work Email:" in text
    assert "'=cmd()" in text


def test_a_worker_killed_between_chunks_takes_no_row_twice(
    acme: VendorPeople, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "CHUNK", 2)
    rows = [f"k{n},k{n}@kept-example.com" for n in range(7)]
    sheet = _send(client, acme, "\n".join(["external id,email", *rows]))
    _call(client, acme, f"{sheet['id']}/start/", {})
    with acme.scope():
        taking.take_rows(import_id=SheetImport.objects.get(id=sheet["id"]).id)
    with acme.scope():
        assert Lead.objects.filter(external_id__startswith="k").count() == 2
    assert _run(acme, sheet).added == 7
    with acme.scope():
        assert Lead.objects.filter(external_id__startswith="k").count() == 7


def test_partners_are_added_or_changed_by_names_that_people_use(acme: VendorPeople, client: Client) -> None:
    with acme.scope():
        TierFactory(slug="bronze-plus", name="Bronze Plus")
    content = (
        "Partner;Level;Territories;Languages\n"
        "Zephyr Networks;Bronze Plus;United States: US-TX; en\n"
        "Zephyr Two;No such tier;Germany;de\n"
    ).replace("United States: US-TX;", '"United States: US-TX; US: 787*; Germany";')
    sheet = _send(client, acme, content, "partners")
    _call(client, acme, f"{sheet['id']}/start/", {})
    done = _run(acme, sheet)
    assert (done.added, done.updated, done.refused) == (1, 0, 1)
    again = _send(client, acme, content, "partners")
    _call(client, acme, f"{again['id']}/start/", {})
    assert _run(acme, again).updated == 1
    with acme.scope():
        partner = Partner.objects.get(name="Zephyr Networks")
        assert partner.tier.slug == "bronze-plus"
        assert sorted((t.country, t.region, t.postal_prefix) for t in partner.territories.all()) == [
            ("DE", "", ""),
            ("US", "", "787"),
            ("US", "US-TX", ""),
        ]


def test_wrong_calls_are_told_what_is_wrong(acme: VendorPeople, client: Client) -> None:
    unknown = client.post("/api/v1/imports/?kind=stars", "a,b\n1,2", "text/csv", headers=acme.bearer)
    assert (unknown.status_code, unknown.json()["errors"][0]["field"]) == (400, "kind")
    empty = client.post("/api/v1/imports/?kind=leads", "", "text/csv", headers=acme.bearer)
    assert (empty.status_code, empty.json()["errors"][0]["field"]) == (400, "file")
    sheet = _send(client, acme, LEADS)
    path = f"/api/v1/imports/{sheet['id']}/"
    for columns, code in (
        ({"No": "email"}, "unknown"),
        ({"Lead ID": "nothing"}, "unknown"),
        ({}, "required"),
    ):
        wrong = client.patch(path, {"columns": columns}, "application/json", headers=acme.bearer)
        assert (wrong.status_code, wrong.json()["errors"][0]["code"]) == (400, code)


def test_the_command_imports_a_file_and_names_wrong_rows(
    acme: VendorPeople, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "leads.csv"
    file.write_text(LEADS, encoding="cp1252")
    told = io.StringIO()
    call_command("import_leads", str(file), "--vendor", acme.vendor.slug, "--strict", stdout=told)
    assert "2 of 3 rows imported" in told.getvalue()
    assert "row 3: Work Email:" in told.getvalue()


def test_a_channel_manager_uploads_matches_and_imports_in_the_admin(
    acme: VendorPeople, client: Client
) -> None:
    client.force_login(acme.bob)
    file = SimpleUploadedFile("events.csv", LEADS.encode(), "text/csv")
    uploaded = client.post(acme.url("admin/imports/"), {"kind": "leads", "file": file}, follow=True)
    page = uploaded.content.decode()
    assert "Match the columns" in page and "Kestrel Mills" in page
    where = uploaded.redirect_chain[-1][0]
    posted = {"column-0": "external_id", "column-2": "email", "do": "import", "is_strict": "on"}
    client.post(where, posted)
    with acme.scope():
        sheet = SheetImport.objects.get(name="events.csv")
    run_import(str(acme.vendor.id), str(sheet.id))
    done = client.get(where).content.decode()
    assert "2 rows were imported; 1 was refused." in done
    client.force_login(acme.ana)
    refused = client.post(acme.url("admin/imports/"), {"kind": "leads", "file": file})
    assert refused.status_code in (403, 404)


def test_another_vendors_import_is_not_there(
    acme: VendorPeople, globex: VendorPeople, client: Client
) -> None:
    sheet = _send(client, acme, LEADS)
    for path in ("", "refused/"):
        found = client.get(f"/api/v1/imports/{sheet['id']}/{path}", headers=globex.bearer)
        assert found.status_code == 404


@pytest.mark.parametrize("language", ["en", "de"])
def test_what_the_product_writes_its_import_reads_as_the_same_lead(
    acme: VendorPeople, client: Client, language: str
) -> None:
    header = [
        "external_id",
        "company",
        "email",
        "phone",
        "country",
        "latitude",
        "longitude",
        "estimated_value",
    ]
    value = Decimal("60000.50")
    cells = ["s1", "=Quote; +Co", "a@kestrel-example.com", "+4930901820", "US", 30.27, -97.74, value]
    content = "".join(csv_lines([header, cells], dialect_of(language)))
    sheet = _send(client, acme, content)
    _call(client, acme, f"{sheet['id']}/start/", {})
    done = _run(acme, sheet)
    assert (done.added, done.refused, done.warned) == (1, 0, 0)
    with acme.scope():
        lead = Lead.objects.get(external_id="s1")
    assert (lead.company, lead.phone, lead.estimated_value) == ("=Quote; +Co", "+4930901820", value)
    assert (lead.latitude, lead.longitude) == (30.27, -97.74)


def test_refused_rows_come_as_a_workbook_too_and_are_read_back(acme: VendorPeople, client: Client) -> None:
    sheet = _send(client, acme, LEADS.replace("b@beaumont-example.com", "b b"))
    with acme.scope():
        SheetImport.objects.filter(id=sheet["id"]).update(is_strict=True)
    _call(client, acme, f"{sheet['id']}/start/", {})
    _run(acme, sheet)
    answer = client.get(f"/api/v1/imports/{sheet['id']}/refused/?as=xlsx", headers=acme.bearer)
    book = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    header, lines = read_sheet(io.BytesIO(book))
    assert [line.cells[0] for line in lines] == ["s2", "s3"] and header[:2] == ["Lead ID", "Company Name"]
    wrong = client.get(f"/api/v1/imports/{sheet['id']}/refused/?as=pdf", headers=acme.bearer)
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (400, "as")
    client.force_login(acme.bob)
    page = client.get(acme.url(f"admin/imports/{sheet['id']}/refused/?as=xlsx"))
    assert b"".join(page.streaming_content).startswith(b"PK")  # type: ignore[attr-defined]
    empty = client.get(acme.url("admin/imports/empty/leads/?as=xlsx"))
    assert b"".join(empty.streaming_content).startswith(b"PK")  # type: ignore[attr-defined]
