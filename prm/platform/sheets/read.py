"""A file becomes a header and rows of text."""

from collections.abc import Iterator
from typing import IO, NamedTuple

from django.utils.translation import gettext as _

from prm.platform.sheets.delimited import delimited_rows
from prm.platform.sheets.unreadable import unreadable
from prm.platform.sheets.workbook import is_old_workbook, is_workbook, workbook_rows

MOST_ROWS = 200_000
MOST_COLUMNS = 500


class SheetLine(NamedTuple):
    """One row: the line that a spreadsheet shows it at, and its cells, one for each column."""

    line: int
    cells: list[str]


def read_sheet(file: IO[bytes]) -> tuple[list[str], Iterator[SheetLine]]:
    """The header, and the rows below it as they are read. Raises InvalidInput, also while rows are read.

    Columns without a name get one ("Column 3"), and names that come twice get a number.
    """
    if is_old_workbook(file):
        raise unreadable(_("Files of Excel 97 to 2003 (.xls) cannot be read. Save it as XLSX or CSV."))
    rows = workbook_rows(file) if is_workbook(file) else delimited_rows(file)
    first = next(rows, None)
    if first is None:
        raise unreadable(_("The file is empty."), "empty")
    header = _named_once(first[1])
    return header, _lines(rows, len(header))


def _lines(rows: Iterator[tuple[int, list[str]]], width: int) -> Iterator[SheetLine]:
    for count, (line, cells) in enumerate(rows, 1):
        if count > MOST_ROWS:
            message = _("A file may have at most %(most)s rows. Split it.") % {"most": f"{MOST_ROWS:,}"}
            raise unreadable(message, "too_many_rows")
        yield SheetLine(line, [*cells[:width], *[""] * (width - len(cells))])


def _named_once(cells: list[str]) -> list[str]:
    if len(cells) > MOST_COLUMNS:
        message = _("A file may have at most %(most)s columns.") % {"most": MOST_COLUMNS}
        raise unreadable(message, "too_many_columns")
    names: list[str] = []
    for place, cell in enumerate(cells, 1):
        name = " ".join(cell.split())[:200] or _("Column %(number)s") % {"number": place}
        count = sum(before == name or before.startswith(f"{name} (") for before in names)
        names.append(f"{name} ({count + 1})" if count else name)
    return names
