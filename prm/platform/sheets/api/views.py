"""Imports by API: send a file, match its columns, check it, start it, watch it, fetch what was refused."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from prm.platform.api.action import Acts
from prm.platform.api.calls import Call
from prm.platform.api.collection import Creates, Lists
from prm.platform.api.inputs import Flag, Input, Text
from prm.platform.api.item import Changes, Reads, Removes
from prm.platform.errors import FieldError, InvalidInput
from prm.platform.sheets.answers import refused_rows_answer
from prm.platform.sheets.api.parsers import CsvParser, FormParser, XlsxParser
from prm.platform.sheets.models import ImportState, SheetImport
from prm.platform.sheets.preview import find_import
from prm.platform.sheets.services.begin_import import begin_import
from prm.platform.sheets.services.choose_columns import choose_columns, columns_by_name
from prm.platform.sheets.services.start_import import remove_import, start_import, stop_import
from prm.platform.sheets.tasks import run_on_commit

FILE_TYPES = {"text/csv": OpenApiTypes.BINARY, XlsxParser.media_type: OpenApiTypes.BINARY}
CSV_EXAMPLE = "E-mail;Company;Country\njo@example.com;Example Mills;US\nlee@example.com;Example Foundry;DE\n"
FILE_PARAMETERS = [
    OpenApiParameter("kind", str, description="`leads` or `partners`.", required=True),
    OpenApiParameter("name", str, description="The file's name."),
]


class ImportOut(serializers.ModelSerializer[SheetImport]):
    """An import and its progress: `done_rows` of `total_rows` are done in the current pass."""

    state = serializers.ChoiceField(choices=ImportState.choices, read_only=True)
    columns = serializers.SerializerMethodField(help_text="The field of each column; empty: left out.")
    done_rows = serializers.IntegerField(read_only=True)

    class Meta:
        model = SheetImport
        fields: Any = (
            "id", "kind", "name", "state", "columns", "is_strict", "total_rows", "done_rows", "added",
            "updated", "known", "refused", "warned", "created_at", "finished_at",
        )  # fmt: skip
        read_only_fields = fields

    def get_columns(self, sheet: SheetImport) -> dict[str, str]:
        return dict(zip(sheet.header, sheet.columns, strict=True))


class ColumnsInput(Input):
    """What the columns hold."""

    columns = serializers.DictField(
        child=serializers.CharField(allow_blank=True, max_length=220),
        help_text='{"Column of the file": "field"}; columns not named are left out.',
    )
    is_strict = Flag(required=False, help_text="Refuse a row if any value cannot be read.")


class RefusedFilters(Input):
    """How to send the rows."""

    def get_fields(self) -> dict[str, Any]:
        """`as` is a word of Python's own."""
        choices = serializers.ChoiceField(choices=["csv", "xlsx"], required=False, default="csv")
        return {"as": choices}


class StartInput(Input):
    """How to start."""

    dry_run = Flag(required=False, default=False, help_text="Try every row and store nothing.")


class ImportQuery(Input):
    """What a raw file is."""

    kind = Text(max_length=20, required=False, help_text="`leads` or `partners`.")
    name = Text(max_length=200, required=False, help_text="The file's name.")


class Import(Call):
    """What the calls of imports share."""

    name = "import"
    tag = "Imports"
    gives = ImportOut

    def find(self, import_id: UUID) -> SheetImport:
        """Read an import and its progress."""
        return find_import(import_id)


class ImportsView(Lists, Creates, Import):
    """Uploaded files."""

    orders = ("created_at",)
    parser_classes = [FormParser, CsvParser, XlsxParser]
    query = {"post": ImportQuery}
    examples_as = {"text/csv": {"Two rows": CSV_EXAMPLE}}
    documented = {"post": {"request": FILE_TYPES, "parameters": FILE_PARAMETERS}}

    def rows(self) -> QuerySet[SheetImport]:
        """List imports."""
        return SheetImport.objects.all()

    def body(self) -> Any:
        return self.request.data if isinstance(self.request.data, dict) else {}

    def create(self) -> SheetImport:
        """Upload a spreadsheet.

        Send a CSV or XLSX file with a header, as the request body or as `file` of a form. The answer
        shows the field of each column. Change the columns if needed, then start the import.
        """
        query, file = self.asked("post"), _file(self.given)
        return begin_import(
            kind=query.get("kind") or str(self.given.get("kind", "")),
            name=query.get("name") or str(file.name),
            file=file,
            actor=self.caller.actor,
        )


class ImportView(Reads, Changes, Removes, Import):
    """One import."""

    examples = {"A column of another name": {"columns": {"Work e-mail": "email"}, "is_strict": False}}
    takes = ColumnsInput
    operations = {"delete": "import_delete"}

    def change(self, import_id: UUID) -> SheetImport:
        """Map the columns to fields."""
        columns = columns_by_name(find_import(import_id), self.given["columns"])
        return choose_columns(
            import_id=import_id, columns=columns, is_strict=bool(self.given.get("is_strict", False))
        )

    def remove(self, import_id: UUID) -> None:
        """Delete a file.

        Rows that were imported from it stay.
        """
        remove_import(import_id=import_id)


class StartImportView(Acts, Import):
    """Start one."""

    examples = {"Only check": {"dry_run": True}}
    name = "import_start"
    takes = StartInput

    def act(self, import_id: UUID) -> SheetImport:
        """Check or import every row.

        Runs in the background. Read the import to see its progress.
        """
        sheet = start_import(import_id=import_id, is_check=self.given["dry_run"])
        run_on_commit(sheet.id)
        return sheet


class StopImportView(Acts, Import):
    """Stop one."""

    name = "import_stop"

    def act(self, import_id: UUID) -> SheetImport:
        """Stop an import.

        Rows imported so far stay.
        """
        return stop_import(import_id=import_id)


class RefusedRowsView(Reads, Import):
    """What was refused."""

    operations = {"get": "import_refused"}
    query = {"get": RefusedFilters}
    documented = {
        "get": {
            "responses": {
                (200, "text/csv"): OpenApiTypes.STR,
                (200, XlsxParser.media_type): OpenApiTypes.BINARY,
            }
        }
    }

    def find(self, import_id: UUID) -> SheetImport:
        """Download the refused rows.

        The last column says what is wrong. Correct the rows and upload them again. CSV is written for
        a spreadsheet program in the language of the answer: where the decimal sign is a comma,
        semicolons separate the cells.
        """
        return find_import(import_id)

    def answer(self, found: SheetImport, status: int = 200) -> HttpResponseBase:
        return refused_rows_answer(found, as_xlsx=self.asked("get")["as"] == "xlsx")


def _file(given: dict[str, Any]) -> Any:
    file = given.get("file")
    if not hasattr(file, "read"):
        raise InvalidInput([FieldError("file", "required", "Send a CSV or XLSX file.")])
    return file
