"""Files as people have them: any delimiter, any encoding, XLSX."""

import io
from datetime import date

import pytest
from openpyxl import Workbook

from prm.platform.errors import InvalidInput
from prm.platform.sheets.guess import guess_columns
from prm.platform.sheets.kinds import Column
from prm.platform.sheets.read import read_sheet

ROWS = [["Firma", "Ort", "Umsatz"], ["Müller & Söhne", "Köln", "1,5"], ["Çelik Åkerlund", "Zürich", "2;0"]]


def _text(delimiter: str) -> str:
    return "\r\n".join(
        delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in row) for row in ROWS
    )


def _read(content: bytes) -> tuple[list[str], list[list[str]]]:
    header, lines = read_sheet(io.BytesIO(content))
    return header, [line.cells for line in lines]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_any_delimiter_and_encoding_is_recognised(delimiter: str, encoding: str) -> None:
    assert _read(_text(delimiter).encode(encoding)) == (ROWS[0], ROWS[1:])


@pytest.mark.parametrize(
    ("encoding", "cell"),
    [("cp1250", "Zażółć gęślą jaźń, Łódź"), ("cp1251", "Ромашка, Москва"), ("shift_jis", "あおぞら株式会社")],
)
def test_other_scripts_in_old_encodings_are_recognised(encoding: str, cell: str) -> None:
    assert _read(f"name;x\n{cell};1\n{cell};2\n".encode(encoding, "replace"))[1][0] == [cell, "1"]


def test_excels_hint_about_the_delimiter_is_no_header() -> None:
    assert _read(b"sep=;\r\na;b\r\n1;2\r\n") == (["a", "b"], [["1", "2"]])


def test_line_breaks_inside_cells_and_short_rows_are_read() -> None:
    header, rows = _read(b'a,b\n"one\ntwo",x\n\nonly\n')
    assert (header, rows) == (["a", "b"], [["one\ntwo", "x"], ["only", ""]])


def test_rows_know_the_line_that_a_spreadsheet_shows() -> None:
    _header, lines = read_sheet(io.BytesIO(b"a,b\n1,2\n\n3,4\n"))
    assert [line.line for line in lines] == [2, 4]


def test_columns_without_a_name_or_with_the_same_one_are_told_apart() -> None:
    assert _read(b"a,,a\n1,2,3\n")[0] == ["a", "Column 2", "a (2)"]


def test_a_workbook_is_read_with_numbers_and_dates_as_people_see_them() -> None:
    book, file = Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    for row in (["Name", "Size", "Since", "OK"], ["Nord", 250.0, date(2026, 3, 1), True], [None, 2.5]):
        sheet.append(row)
    book.save(file)
    header, rows = _read(file.getvalue())
    assert header == ["Name", "Size", "Since", "OK"]
    assert rows == [["Nord", "250", "2026-03-01", "true"], ["", "2.5", "", ""]]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"PK\x03\x04nonsense", "unreadable"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "unreadable"),
    ],
)
def test_what_is_no_table_is_refused_in_words(content: bytes, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        _read(content)
    assert [(error.field, error.code) for error in refused.value.errors] == [("file", code)]


def test_columns_are_guessed_from_their_names_in_two_languages() -> None:
    columns = [Column("email", "e-mail", ("E-Mail-Adresse",)), Column("company", "company", ("Firma",))]
    assert guess_columns(["FIRMA", "E-Mail Adresse", "Colour"], columns) == ["company", "email", ""]
    assert guess_columns(["Compnay", "Company"], columns) == ["", "company"]
