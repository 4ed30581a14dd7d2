"""Rows as an XLSX workbook: text stays text, numbers and days are numbers and days."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, tzinfo
from decimal import Decimal
from typing import IO, Any

from django.utils import timezone
from xlsxwriter import Workbook

from prm.platform.sheets.csv_out import Cell

# No text becomes a formula, a link or a number, whatever it looks like; rows go to disk as they come.
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
LONGEST_TEXT = 32_767
PART_BYTES = 64 * 1024
DAY, INSTANT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"


def workbook_parts(rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """A workbook with these rows, the first as its header, in parts; it is made when the first is asked for.

    Instants are in the time zone that is active now, for workbooks know none.
    """
    return _parts(rows, timezone.get_current_timezone())


def _parts(rows: Iterable[Sequence[Cell]], zone: tzinfo) -> Iterator[bytes]:
    with tempfile.TemporaryFile() as file:
        _fill(file, rows, zone)
        file.seek(0)
        while part := file.read(PART_BYTES):
            yield part


def _fill(file: IO[bytes], rows: Iterable[Sequence[Cell]], zone: tzinfo) -> None:
    with Workbook(file, OPTIONS) as book:
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        formats = {kind: book.add_format({"num_format": kind}) for kind in (DAY, INSTANT)}
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                shown = cell.astimezone(zone) if isinstance(cell, datetime) else cell
                _write(sheet, (number, column), shown, formats)


def _write(sheet: Any, place: tuple[int, int], cell: Cell, formats: dict[str, Any]) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, str):
        sheet.write_string(*place, cell[:LONGEST_TEXT])
    elif isinstance(cell, datetime):
        sheet.write_datetime(*place, cell.replace(tzinfo=None), formats[INSTANT])
    elif isinstance(cell, date):
        sheet.write_datetime(*place, cell, formats[DAY])
    else:
        sheet.write_number(*place, float(cell) if isinstance(cell, Decimal) else cell)
