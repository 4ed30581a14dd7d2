"""Sheets made in the background: whole after a dead worker, for one person only, gone with an erased lead."""

import csv
import io
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from openpyxl import load_workbook

from leads.models import Lead
from prm.platform.actors import SYSTEM
from prm.platform.sheets import tasks
from prm.platform.sheets.models import ExportState, SheetExport, SheetExportPart
from prm.platform.sheets.services import make_export as making
from prm.platform.sheets.tasks import run_export, sweep_exports
from prm.platform.tenants.models import AuditEntry, Membership, Role
from routing.offers.services.erase_lead import erase_lead
from tests.admin.console import admin
from tests.factories import LeadFactory
from tests.people import VendorPeople
from tests.stack.clock import MovableClock
from tests.stack.receivers import until


@pytest.fixture
def bob(acme: VendorPeople, client: Client) -> Client:
    client.force_login(acme.bob)
    return client


@pytest.fixture
def leads(acme: VendorPeople) -> list[Lead]:
    with acme.scope():
        return [LeadFactory(company=f"Company {number}") for number in range(7)]


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """What the sweep hands to workers, instead of a broker."""
    found: list[tuple[str, ...]] = []
    monkeypatch.setattr(tasks, "send_now", lambda *message: found.append(message))
    return found


def ask(client: Client, people: VendorPeople, kind: str, query: str = "") -> SheetExport:
    page = client.post(
        admin(people, f"leads/export/?{query}"),
        {"format": f"later-{kind}", "column": ["company", "estimated_value"]},
    )
    assert page.url == admin(people, "exports/")
    with people.scope():
        return SheetExport.objects.latest("created_at")


def made(people: VendorPeople, export: SheetExport) -> SheetExport:
    run_export(str(people.vendor.id), str(export.id))
    with people.scope():
        return SheetExport.objects.get(id=export.id)


def file_of(client: Client, people: VendorPeople, export: SheetExport) -> Any:
    return client.get(admin(people, f"exports/{export.id}/file/"))


def lines(answer: Any) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))


def test_a_sheet_is_made_as_the_list_was_filtered_and_who_asked_can_save_it(
    bob: Client, acme: VendorPeople, leads: list[Lead], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "PART_BYTES", 30)
    export = ask(bob, acme, "csv", "q=Company")
    waiting = bob.get(admin(acme, "exports/")).text
    assert "Waiting" in waiting and 'hx-trigger="every 1s"' in waiting
    assert file_of(bob, acme, export).status_code == 404
    done = made(acme, export)
    assert (done.state, done.rows) == (ExportState.DONE, len(leads))
    with acme.scope():
        assert SheetExportPart.objects.filter(export=export).count() > 3
        audited = AuditEntry.objects.get(action="exported")
    assert audited.summary["rows"] == len(leads)
    answer = file_of(bob, acme, export)
    assert int(answer["Content-Length"]) == len(answer.getvalue())
    head, *rows = lines(file_of(bob, acme, export))
    assert head == ["Company", "Estimated value"]
    assert sorted(row[0] for row in rows) == [lead.company for lead in leads]
    page = bob.get(admin(acme, "exports/")).text
    assert f"exports/{export.id}/file/" in page and "hx-trigger" not in page


def test_a_workbook_made_in_the_background_opens(bob: Client, acme: VendorPeople, leads: list[Lead]) -> None:
    export = made(acme, ask(bob, acme, "xlsx", "q=%22Company+3%22"))
    sheet = load_workbook(io.BytesIO(file_of(bob, acme, export).getvalue())).active
    assert sheet is not None
    assert [cell.value for cell in list(sheet.iter_rows())[1]] == ["Company 3", 42_000]


def test_what_a_dead_worker_left_is_made_anew_and_whole(
    bob: Client,
    acme: VendorPeople,
    leads: list[Lead],
    sent: list[tuple[str, ...]],
    clock: MovableClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(making, "PART_BYTES", 30)
    export = ask(bob, acme, "csv")
    store = making._Work.store

    def dies(work: Any, number: int, part: bytes) -> None:
        if number == 2:
            raise KeyboardInterrupt
        store(work, number, part)

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(making._Work, "store", dies)
        run_export(str(acme.vendor.id), str(export.id))
    sweep_exports()
    assert sent == []  # it may still be at work
    clock.move(minutes=2)
    sweep_exports()
    assert sent == [("sheets.make_export", str(acme.vendor.id), str(export.id))]
    assert made(acme, export).state == ExportState.DONE
    assert len(lines(file_of(bob, acme, export))) == 1 + len(leads)


def test_an_attempt_that_was_overtaken_writes_nothing_more(
    bob: Client, acme: VendorPeople, leads: list[Lead], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "PART_BYTES", 30)
    export = ask(bob, acme, "csv")
    store, begun = making._Work.store, []

    def overtaken(work: Any, number: int, part: bytes) -> None:
        if number == 1 and not begun:
            begun.append(number)
            run_export(str(acme.vendor.id), str(export.id))
        store(work, number, part)

    monkeypatch.setattr(making._Work, "store", overtaken)
    run_export(str(acme.vendor.id), str(export.id))
    assert len(lines(file_of(bob, acme, export))) == 1 + len(leads)


def test_one_that_fails_three_times_is_given_up(
    bob: Client, acme: VendorPeople, leads: list[Lead], monkeypatch: pytest.MonkeyPatch
) -> None:
    export = ask(bob, acme, "csv")

    def fails(*_: Any) -> Iterator[bytes]:
        raise OSError("no room")

    monkeypatch.setattr(making, "csv_lines", fails)
    for _attempt in range(3):
        with pytest.raises(OSError, match="no room"):
            run_export(str(acme.vendor.id), str(export.id))
    assert made(acme, export).state == ExportState.FAILED
    assert "Failed" in bob.get(admin(acme, "exports/")).text


def test_a_file_is_for_who_asked_and_may_still_look(
    bob: Client, acme: VendorPeople, globex: VendorPeople, leads: list[Lead]
) -> None:
    export = made(acme, ask(bob, acme, "csv"))
    other = Client()
    for people, person in ((acme, acme.alice), (globex, globex.alice)):
        other.force_login(person)
        assert file_of(other, people, export).status_code == 404
    later = ask(bob, acme, "csv")
    with acme.scope():
        Membership.objects.filter(user=acme.bob).update(role=Role.ANALYST)
    assert made(acme, later).state == ExportState.FAILED
    assert file_of(bob, acme, export).status_code == 403
    assert bob.post(admin(acme, "leads/export/"), {"format": "later-csv"}).status_code == 403


def test_files_go_with_an_erased_lead_and_after_a_week(
    bob: Client, acme: VendorPeople, leads: list[Lead], clock: MovableClock, sent: list[tuple[str, ...]]
) -> None:
    made(acme, ask(bob, acme, "csv"))
    with acme.scope():
        erase_lead(lead_id=leads[0].id, actor=SYSTEM)
        assert not SheetExport.objects.exists() and not SheetExportPart.objects.exists()
    kept = made(acme, ask(bob, acme, "csv"))
    clock.move(days=6)
    sweep_exports()
    with acme.scope():
        assert SheetExport.objects.filter(id=kept.id).exists()
    clock.move(days=1, minutes=1)
    sweep_exports()
    with acme.scope():
        assert not SheetExport.objects.exists()


@pytest.mark.stack
def test_a_real_worker_makes_it(
    committed: None, celery_worker_process: Any, fresh_vendor: Any, client: Client
) -> None:
    people = fresh_vendor()
    with people.scope():
        LeadFactory(company="Willow Packaging")
    client.force_login(people.bob)
    export = ask(client, people, "csv", "q=Willow")

    def state(export_id: UUID) -> bool:
        with people.scope():
            return SheetExport.objects.get(id=export_id).state == ExportState.DONE

    until(lambda: state(export.id), seconds=30)
    assert lines(file_of(client, people, export))[1][0] == "Willow Packaging"
