"""Imports by API: send a file, match its columns, check it, start it, watch it, fetch what was refused."""

from typing import Any
from uuid import UUID

from django.http import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from prm.platform.api.inputs import Flag, Input, Nothing, Text
from prm.platform.api.pages import page_of
from prm.platform.api.pagination import page
from prm.platform.api.views import ApiView
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


class ImportsView(ApiView):
    """Uploaded files."""

    orders = ("created_at",)

    parser_classes = [FormParser, CsvParser, XlsxParser]

    @extend_schema(
        operation_id="import_list", summary="List imports", tags=["Imports"], responses=page_of(ImportOut)
    )
    def get(self, request: Request) -> Response:
        found = page(request, SheetImport.objects.all(), by=("created_at", "id"))
        return Response(found.answer(ImportOut(found.rows, many=True).data))

    @extend_schema(
        operation_id="import_create",
        summary="Upload a spreadsheet",
        description=(
            "Send a CSV or XLSX file with a header, as the request body or as `file` of a form. The answer "
            "shows the field of each column. Change the columns if needed, then start the import."
        ),
        tags=["Imports"],
        parameters=[
            OpenApiParameter("kind", str, description="`leads` or `partners`.", required=True),
            OpenApiParameter("name", str, description="The file's name."),
        ],
        request=FILE_TYPES,
        responses={201: ImportOut},
    )
    def post(self, request: Request) -> Response:
        query, file = self.filters(ImportQuery), _file(request)
        sheet = begin_import(
            kind=query.get("kind") or str(_form(request).get("kind", "")),
            name=query.get("name") or str(file.name),
            file=file,
            actor=self.caller.actor,
        )
        return Response(ImportOut(sheet).data, 201, headers={"Location": f"{request.path}{sheet.id}/"})


class ImportView(ApiView):
    """One import."""

    def find(self, import_id: UUID) -> None:  # type: ignore[override]
        find_import(import_id)

    @extend_schema(
        operation_id="import_read",
        summary="Read an import and its progress",
        tags=["Imports"],
        responses=ImportOut,
    )
    def get(self, request: Request, import_id: UUID) -> Response:
        return Response(ImportOut(find_import(import_id)).data)

    @extend_schema(
        operation_id="import_change",
        summary="Map the columns to fields",
        tags=["Imports"],
        request=ColumnsInput,
        responses=ImportOut,
    )
    def patch(self, request: Request, import_id: UUID) -> Response:
        given = self.read(ColumnsInput)
        columns = columns_by_name(find_import(import_id), given["columns"])
        sheet = choose_columns(
            import_id=import_id, columns=columns, is_strict=bool(given.get("is_strict", False))
        )
        return Response(ImportOut(sheet).data)

    @extend_schema(
        operation_id="import_delete",
        summary="Delete a file",
        description="Rows that were imported from it stay.",
        tags=["Imports"],
        responses={204: None},
    )
    def delete(self, request: Request, import_id: UUID) -> Response:
        remove_import(import_id=import_id)
        return Response(status=204)


class StartImportView(ApiView):
    """Start one."""

    def find(self, import_id: UUID) -> None:  # type: ignore[override]
        find_import(import_id)

    @extend_schema(
        operation_id="import_start",
        summary="Check or import every row",
        description="Runs in the background. Read the import to see its progress.",
        tags=["Imports"],
        request=StartInput,
        responses={200: ImportOut},
    )
    def post(self, request: Request, import_id: UUID) -> Response:
        sheet = start_import(import_id=import_id, is_check=self.read(StartInput)["dry_run"])
        run_on_commit(sheet.id)
        return Response(ImportOut(sheet).data)


class StopImportView(ApiView):
    """Stop one."""

    def find(self, import_id: UUID) -> None:  # type: ignore[override]
        find_import(import_id)

    @extend_schema(
        operation_id="import_stop",
        summary="Stop an import",
        description="Rows imported so far stay.",
        tags=["Imports"],
        request=Nothing,
        responses={200: ImportOut},
    )
    def post(self, request: Request, import_id: UUID) -> Response:
        self.read(Nothing)
        return Response(ImportOut(stop_import(import_id=import_id)).data)


class RefusedRowsView(ApiView):
    """What was refused."""

    @extend_schema(
        operation_id="import_refused",
        summary="Download the refused rows",
        description=(
            "The last column says what is wrong. Correct the rows and upload them again. CSV is written for "
            "a spreadsheet program in the language of the answer: where the decimal sign is a comma, "
            "semicolons separate the cells."
        ),
        tags=["Imports"],
        parameters=[RefusedFilters],
        responses={(200, "text/csv"): OpenApiTypes.STR, (200, XlsxParser.media_type): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, import_id: UUID) -> HttpResponseBase:
        wanted = self.filters(RefusedFilters).get("as", "csv")
        return refused_rows_answer(find_import(import_id), as_xlsx=wanted == "xlsx")


def _file(request: Request) -> Any:
    file = _form(request).get("file")
    if not hasattr(file, "read"):
        raise InvalidInput([FieldError("file", "required", "Send a CSV or XLSX file.")])
    return file


def _form(request: Request) -> dict[str, Any]:
    return request.data if isinstance(request.data, dict) else {}
