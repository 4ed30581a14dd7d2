"""Rows of an import as a download."""

from django.http import StreamingHttpResponse

from prm.platform.sheets.csv_out import csv_lines
from prm.platform.sheets.models import SheetImport
from prm.platform.sheets.preview import mending_sheet


def refused_rows_answer(sheet: SheetImport) -> StreamingHttpResponse:
    """The refused rows as a CSV download."""
    lines = list(csv_lines(mending_sheet(sheet)))  # read here: the scope ends before an answer is streamed
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{sheet.kind}-to-mend.csv"'
    return response
