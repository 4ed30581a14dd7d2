"""An export, from the wish to the file. Safe to run twice and at once: the latest attempt alone writes."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.utils import timezone, translation

from prm.platform import clock
from prm.platform.actors import Actor
from prm.platform.sheets.csv_out import Cell, csv_lines
from prm.platform.sheets.export_kinds import rows_of
from prm.platform.sheets.models import ExportState, SheetExport, SheetExportPart
from prm.platform.sheets.xlsx_out import workbook_parts
from prm.platform.tenants.scope import vendor_scope

PART_BYTES: Final = 1024 * 1024
MOST_ATTEMPTS: Final = 3
WAITED_ROWS: Final = 2_000


class Superseded(Exception):
    """Another worker has begun the export anew, or it is gone."""


def ask_for_export(
    *, kind: str, query: str, columns: Sequence[str], is_xlsx: bool, name: str, actor: Actor
) -> SheetExport:
    """Keep what a person wants, in the language and time zone that are active now.

    Raises PermissionDenied for who is no person: nobody could save the file.
    """
    if actor.user_id is None:
        raise PermissionDenied
    return SheetExport.objects.create(
        kind=kind,
        query=query,
        columns=list(columns),
        is_xlsx=is_xlsx,
        name=f"{name}.{'xlsx' if is_xlsx else 'csv'}",
        language=translation.get_language() or "en",
        zone=timezone.get_current_timezone_name(),
        asked_by_id=actor.user_id,
    )


def make_export(*, vendor_id: UUID, export_id: UUID) -> None:
    """Make the file, piece by piece. Call outside any scope; each piece is one transaction.

    It fails where the reader may not see the rows any more, and after three attempts.
    """
    with vendor_scope(vendor_id):
        export = _begun(export_id)
        if export is None:
            return
        try:
            rows = rows_of(export.kind)(export.asked_by_id, export.query, export.columns)
        except PermissionDenied:
            _end(export, ExportState.FAILED)
            return
    work = _Work(vendor_id, export)
    try:
        with translation.override(export.language), timezone.override(ZoneInfo(export.zone)):
            counted = work.counting(rows)
            pieces = workbook_parts(counted) if export.is_xlsx else _encoded(csv_lines(counted))
            for number, part in enumerate(_joined(pieces)):
                work.store(number, part)
        work.finish()
    except Superseded:
        return


def forget_exports() -> None:
    """Drop every export of the vendor: they may hold what has been erased since."""
    SheetExport.objects.all().delete()


class _Work:
    """One attempt at one export."""

    def __init__(self, vendor_id: UUID, export: SheetExport) -> None:
        self._vendor_id, self._export = vendor_id, export
        self._rows = self._bytes = 0

    def counting(self, rows: Iterable[Sequence[Cell]]) -> Iterator[Sequence[Cell]]:
        """The rows, with a sign of life every so often: a workbook is on disk before its first piece."""
        for number, row in enumerate(rows):
            self._rows = number  # the head is no row
            if number and number % WAITED_ROWS == 0:
                with vendor_scope(self._vendor_id):
                    self._note()
            yield row

    def store(self, number: int, part: bytes) -> None:
        with vendor_scope(self._vendor_id):
            self._bytes += len(part)
            self._note()
            SheetExportPart.objects.create(export=self._export, number=number, content=part)

    def finish(self) -> None:
        with vendor_scope(self._vendor_id):
            self._note()
            _end(self._export, ExportState.DONE)

    def _note(self) -> None:
        """How far it is. Raises Superseded where another attempt has begun."""
        mine = SheetExport.objects.filter(
            id=self._export.id, attempt=self._export.attempt, state=ExportState.RUNNING
        )
        if not mine.update(progress_at=clock.now(), rows=self._rows, size_bytes=self._bytes):
            raise Superseded


def _begun(export_id: UUID) -> SheetExport | None:
    """The export as a new attempt has begun it; None where there is nothing to make."""
    open_states = (ExportState.WAITING, ExportState.RUNNING)
    wanted = SheetExport.objects.filter(id=export_id, state__in=open_states)
    if not wanted.update(
        state=ExportState.RUNNING, attempt=F("attempt") + 1, progress_at=clock.now(), rows=0, size_bytes=0
    ):
        return None
    export = SheetExport.objects.get(id=export_id)
    SheetExportPart.objects.filter(export=export).delete()
    if export.attempt > MOST_ATTEMPTS:
        _end(export, ExportState.FAILED)
        return None
    return export


def _end(export: SheetExport, state: ExportState) -> None:
    SheetExport.objects.filter(id=export.id, attempt=export.attempt).update(
        state=state, finished_at=clock.now()
    )


def _encoded(lines: Iterable[str]) -> Iterator[bytes]:
    return (line.encode() for line in lines)


def _joined(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces of about PART_BYTES."""
    waiting = bytearray()
    for piece in pieces:
        waiting += piece
        if len(waiting) >= PART_BYTES:
            yield bytes(waiting)
            waiting.clear()
    if waiting:
        yield bytes(waiting)
