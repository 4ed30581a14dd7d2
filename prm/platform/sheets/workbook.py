"""Rows of an XLSX workbook's first filled sheet. Reads it as a stream; refuses what unpacks to too much."""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import IO, Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape
from openpyxl.utils.exceptions import InvalidFileException

from prm.platform.sheets.delimited import LONGEST_CELL
from prm.platform.sheets.unreadable import unreadable

MOST_UNPACKED_BYTES = 600 * 1024 * 1024
MOST_COLUMNS = 500


def is_workbook(file: IO[bytes]) -> bool:
    """Whether the bytes are those of a ZIP archive, as XLSX files are."""
    file.seek(0)
    return file.read(4) == b"PK\x03\x04"


def is_old_workbook(file: IO[bytes]) -> bool:
    """Whether the file is an XLS of Excel 97 to 2003."""
    file.seek(0)
    return file.read(8) == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def workbook_rows(file: IO[bytes]) -> Iterator[tuple[int, list[str]]]:
    """(row number, cells as text) of each row that is not empty. Raises InvalidInput."""
    _refuse_bombs(file)
    file.seek(0)
    try:
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
    except (InvalidFileException, KeyError, ValueError, OSError, zipfile.BadZipFile) as error:
        raise unreadable(_("The workbook cannot be opened. Save it as XLSX and upload it again.")) from error
    try:
        for sheet in book.worksheets:
            found = False
            for number, cells in enumerate(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS), 1):
                texts = [_text(cell) for cell in cells]
                if any(texts):
                    found = True
                    yield number, _without_tail(texts)
            if found:
                return
    finally:
        book.close()


def _refuse_bombs(file: IO[bytes]) -> None:
    file.seek(0)
    try:
        unpacked = sum(entry.file_size for entry in zipfile.ZipFile(file).infolist())
    except zipfile.BadZipFile as error:
        raise unreadable(_("The workbook is damaged. Save it again and upload it.")) from error
    if unpacked > MOST_UNPACKED_BYTES:
        raise unreadable(_("The workbook is too large. Split it, or save it as CSV."), "too_large")


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    # Characters that XML cannot hold are written as codes, such as _x000D_.
    return str(unescape(str(cell)))[:LONGEST_CELL].replace("\0", "").strip()


def _without_tail(texts: list[str]) -> list[str]:
    while texts and not texts[-1]:
        texts.pop()
    return texts
