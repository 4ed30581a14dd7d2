"""Rows as CSV that a spreadsheet of the reader's country opens, and that our own import reads back."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal

from prm.platform.sheets.dialect import Dialect, readers_dialect
from prm.platform.sheets.formulas import harmless

Cell = str | int | float | Decimal | date | datetime | None


def csv_lines(rows: Iterable[Sequence[Cell]], dialect: Dialect | None = None) -> Iterator[str]:
    """One line after another, the first with a byte order mark, without which Excel guesses wrong.

    Without `dialect` the reader's, found out now, not when the lines are asked for.
    """
    return _lines(rows, dialect or readers_dialect())


def _lines(rows: Iterable[Sequence[Cell]], dialect: Dialect) -> Iterator[str]:
    mark = "\ufeff"
    for row in rows:
        buffer = io.StringIO()
        cells = [cell_text(cell, dialect) for cell in row]
        csv.writer(buffer, delimiter=dialect.delimiter).writerow(cells)
        yield mark + buffer.getvalue()
        mark = ""


def cell_text(cell: Cell, dialect: Dialect) -> str:
    """Text of a cell: numbers with the dialect's decimal sign, ISO 8601 days and instants, harmless text."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return harmless(cell)
    if isinstance(cell, datetime):
        return cell.astimezone(UTC).isoformat(timespec="seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    number = format(cell, "f") if isinstance(cell, Decimal) else str(cell)
    return number.replace(".", dialect.decimal)
