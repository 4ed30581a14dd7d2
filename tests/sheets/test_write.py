"""Sheets that the product writes: in the reader's dialect, harmless in any, and read back as they were."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import load_workbook

from prm.platform.sheets.csv_out import Cell, csv_lines
from prm.platform.sheets.dialect import Dialect, dialect_of
from prm.platform.sheets.formulas import as_it_was, harmless
from prm.platform.sheets.read import read_sheet
from prm.platform.sheets.xlsx_out import workbook_parts

DIALECTS = [Dialect(",", "."), Dialect(";", ",")]
STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
BLANKS = ' "\t\r\n'
NASTY = [
    "=1+1",
    "+4930123456",
    "-2+3",
    "@SUM(A1)",
    "\tx",
    "\r=1",
    "＝1+1",
    "ok;=1+1",
    "ok,=1+1",
    "ok\t=1+1",
    "ok|=1+1",
    "ok\n=1+1",
    'x;"=cmd()"',
    '"=1"',
    ' =1;  "@x"',
    "'=1",
    "''=1;'=2",
    "O'Brien & Co",
    "-5",
    "-5.25",
    "'-5",
    'say "hello"; then, go',
    "line one\nline two",
    "\t=1;\t-x",
]


@pytest.mark.parametrize(
    ("language", "dialect"),
    [("en", (",", ".")), ("de", (";", ",")), ("fr", (";", ",")), ("ja", (",", ".")), ("ar", (",", "."))],
)
def test_the_dialect_is_the_readers(language: str, dialect: tuple[str, str]) -> None:
    assert dialect_of(language) == dialect


def test_numbers_days_and_instants_are_written_as_the_dialect_has_them() -> None:
    row: list[Cell] = [
        Decimal("60000.50"),
        1.5,
        -3,
        date(2026, 3, 1),
        datetime(2026, 3, 1, 9, 30, tzinfo=UTC),
    ]
    [german] = csv_lines([row], DIALECTS[1])
    assert german == "\ufeff60000,50;1,5;-3;2026-03-01;2026-03-01T09:30:00+00:00\r\n"
    [english] = csv_lines([row], DIALECTS[0])
    assert english == "\ufeff60000.50,1.5,-3,2026-03-01,2026-03-01T09:30:00+00:00\r\n"


@pytest.mark.parametrize("written", DIALECTS)
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("text", NASTY)
def test_no_cell_is_a_formula_whatever_it_is_split_by(text: str, delimiter: str, written: Dialect) -> None:
    content = "".join(csv_lines([["a", text, "b"]], written)).removeprefix("\ufeff")
    for row in csv.reader(io.StringIO(content, newline=""), delimiter=delimiter):
        for cell in row:
            shown = cell.strip(BLANKS)
            assert not shown.startswith(STARTS) or shown in ("-5", "-5.25"), cell
    for line in content.replace("\r", "\n").split("\n"):
        for cell in line.split(delimiter):
            assert not cell.strip(BLANKS).startswith(STARTS) or cell in ("-5", "-5.25"), cell


@pytest.mark.parametrize("dialect", DIALECTS)
def test_what_is_written_is_read_back_as_it_was(dialect: Dialect) -> None:
    rows = [["Company", "Note", "Value"], *([text, "plain", "1.5"] for text in NASTY)]
    content = "".join(csv_lines(rows, dialect)).encode()
    header, lines = read_sheet(io.BytesIO(content))
    assert [header, *(line.cells for line in lines)] == rows


@pytest.mark.parametrize("text", ["\tx", "\rx", "\nx", " \tx", "=1", ' "=1"', "+49 30", "'=1"])
def test_what_begins_a_cell_badly_gets_an_apostrophe(text: str) -> None:
    assert harmless(text) == f"'{text}"


@given(st.text(alphabet=st.sampled_from("'\"=+-@,;|\t\r\n a1.＝\u00a0")))
@example("\t=1")
@example("''-1")
def test_the_way_back_gives_the_very_text(text: str) -> None:
    assert as_it_was(harmless(text)) == text


def test_a_workbook_calculates_nothing_and_is_read_back() -> None:
    rows = [["Company", "Value", "Since"], *([text, 2.5, date(2026, 3, 1)] for text in NASTY)]
    file = io.BytesIO(b"".join(workbook_parts(rows)))
    cells = [row[0] for row in load_workbook(file).worksheets[0].iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}
    _header, lines = read_sheet(file)
    found = [line.cells for line in lines]
    assert found == [[text.strip(), "2.5", "2026-03-01"] for text in NASTY]


def test_a_workbook_takes_any_character_and_long_text() -> None:
    file = io.BytesIO(b"".join(workbook_parts([["a"], ["\x01\x0bx"], ["y" * 40_000]])))
    values = [row[0].value for row in load_workbook(file).worksheets[0].iter_rows(min_row=2)]
    assert "x" in values[0] and len(values[1]) == 32_767
