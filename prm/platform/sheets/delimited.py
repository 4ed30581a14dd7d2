"""Rows of a delimited text file, whatever its encoding and delimiter. Reads it as a stream."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from typing import IO

from charset_normalizer import from_bytes
from django.utils.translation import gettext as _

from prm.platform.sheets.formulas import as_it_was
from prm.platform.sheets.unreadable import unreadable

SAMPLE_BYTES = 256 * 1024
_SIGN_IN_WORD = re.compile(r"[^\W\d_][\u0080-\u00bf\u02c6\u201a-\u2122\ufffd]+[^\W\d_]")
LONGEST_CELL = 20_000
DELIMITERS = ",;\t|"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What spreadsheets write where they do not write Unicode, most frequent first.
_OLD_ENCODINGS = [
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "iso8859_15", "shift_jis", "gb18030", "big5", "euc_kr",
]  # fmt: skip


def delimited_rows(file: IO[bytes]) -> Iterator[tuple[int, list[str]]]:
    """(line number, cells) of each row that is not empty. Raises InvalidInput for what is no such file."""
    encoding = encoding_of(file)
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="")
    try:
        yield from _rows(text)
    except csv.Error as error:
        message = _("The file cannot be read as a table. Save it as CSV or XLSX and upload it again.")
        raise unreadable(message) from error
    finally:
        text.detach()


def _rows(text: io.TextIOWrapper) -> Iterator[tuple[int, list[str]]]:
    sample = text.read(SAMPLE_BYTES)
    text.seek(0)
    delimiter = delimiter_of(sample)
    if sample.lower().lstrip("\ufeff").startswith("sep="):
        text.readline()
    csv.field_size_limit(LONGEST_CELL * 10)
    reader = csv.reader(text, delimiter=delimiter)
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield reader.line_num, [as_it_was(cell[:LONGEST_CELL].replace("\0", "")) for cell in cells]


def encoding_of(file: IO[bytes]) -> str:
    """The encoding of a text file: its byte order mark, UTF-8 if all of it is, else the likeliest."""
    file.seek(0)
    sample = file.read(SAMPLE_BYTES)
    for mark, name in _MARKS:
        if sample.startswith(mark):
            return name
    if sample.count(0) > len(sample) // 5:
        return "utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be"
    if _is_utf8(file):
        return "utf-8"
    return _likeliest(_telling_part(sample))


def _likeliest(text: bytes) -> str:
    """The western encoding unless its reading looks wrong; a few accented letters fit several encodings."""
    western = text.decode(_OLD_ENCODINGS[0], "replace")
    letters = [character for character in western if character.isalpha()]
    accented = sum(not character.isascii() for character in letters)
    if accented * 2 < len(letters) and not _SIGN_IN_WORD.search(western):
        return _OLD_ENCODINGS[0]
    best = from_bytes(text, cp_isolation=_OLD_ENCODINGS[1:], threshold=0.8).best()
    return best.encoding if best is not None else _OLD_ENCODINGS[0]


def delimiter_of(sample: str) -> str:
    """The delimiter that splits the first rows into the most columns, alike in every row."""
    first = sample.lstrip("\ufeff").split("\n", 1)[0].strip()
    if first.lower().startswith("sep=") and len(first) >= 5:
        return first[4]
    return max(DELIMITERS, key=lambda delimiter: _evenness(sample, delimiter))


def _evenness(sample: str, delimiter: str) -> tuple[float, int]:
    """How many of the first rows have as many columns as the first, weighed by that number."""
    lines = sample.splitlines(keepends=True)[:30]
    rows = [row for row in csv.reader(lines, delimiter=delimiter) if any(row)]
    if not rows or len(rows[0]) < 2:
        return 0.0, 0
    width = len(rows[0])
    return sum(len(row) == width for row in rows) / len(rows), width


def _is_utf8(file: IO[bytes]) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    file.seek(0)
    try:
        while block := file.read(1024 * 1024):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _telling_part(sample: bytes) -> bytes:
    """Lines that are not plain ASCII: only they tell one old encoding from another."""
    lines = [line for line in sample.splitlines() if not line.isascii()]
    return b"\n".join(lines[:500]) or sample
