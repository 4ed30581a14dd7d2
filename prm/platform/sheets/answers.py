"""Rows as a download: CSV in the reader's dialect, or a workbook."""

from collections.abc import Iterable, Sequence

from django.http import StreamingHttpResponse

from prm.platform.sheets.csv_out import Cell, csv_lines
from prm.platform.sheets.models import SheetImport
from prm.platform.sheets.preview import mending_sheet
from prm.platform.sheets.xlsx_out import workbook_parts

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def sheet_answer(rows: Iterable[Sequence[Cell]], name: str, *, as_xlsx: bool) -> StreamingHttpResponse:
    """The rows as `name`.csv or `name`.xlsx.

    It is written while it is sent: rows that need a vendor's scope open it themselves, or are read before.
    """
    parts = workbook_parts(rows) if as_xlsx else csv_lines(rows)
    kind, ending = (XLSX_TYPE, "xlsx") if as_xlsx else ("text/csv; charset=utf-8", "csv")
    response = StreamingHttpResponse(parts, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return response


def refused_rows_answer(sheet: SheetImport, *, as_xlsx: bool = False) -> StreamingHttpResponse:
    """The refused rows, to mend."""
    rows = list(mending_sheet(sheet))  # read here: the scope ends before an answer is streamed
    return sheet_answer(rows, f"{sheet.kind}-to-mend", as_xlsx=as_xlsx)
