"""Rows as CSV that a spreadsheet opens as text, whatever it splits cells by."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

_PIECE_START = re.compile(r"(^|[,;\t|\n\r])(\s*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")


def csv_lines(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """One line after another, the first with a byte order mark, without which Excel guesses wrong."""
    mark = "\ufeff"
    for row in rows:
        buffer = io.StringIO()
        csv.writer(buffer).writerow([harmless(cell) for cell in row])
        yield mark + buffer.getvalue()
        mark = ""


def harmless(cell: str) -> str:
    """The cell with an apostrophe before whatever a spreadsheet would take for a formula."""
    return _PIECE_START.sub(r"\1'\2", cell)
