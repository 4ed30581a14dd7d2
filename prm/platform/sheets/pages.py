"""Imports in the vendor admin: upload, match columns, check, import, mend."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from prm.platform.console.access import actor_of, may_write, writers_only
from prm.platform.console.acting import put_errors, reporting
from prm.platform.console.site import vendor_site
from prm.platform.errors import InvalidInput, NotFound, ProductError
from prm.platform.sheets.answers import refused_rows_answer
from prm.platform.sheets.csv_out import csv_lines
from prm.platform.sheets.kinds import Kind, all_kinds, kind_named
from prm.platform.sheets.models import AT_WORK, ImportState, SheetImport
from prm.platform.sheets.preview import (
    earlier_imports,
    find_import,
    preview,
    problem_words,
    rows_with_problems,
)
from prm.platform.sheets.services.begin_import import begin_import
from prm.platform.sheets.services.choose_columns import OTHER, choose_columns
from prm.platform.sheets.services.start_import import remove_import, start_import, stop_import
from prm.platform.sheets.tasks import run_on_commit

SHOWN_PROBLEMS = 20


class UploadForm(forms.Form):
    """A file, and what is in it."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What does the file contain?"), widget=forms.Select({"class": "c-select"})
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "CSV or XLSX, at most 100 MB and 200,000 rows. The first row names the columns."
        ),
        widget=forms.FileInput({"class": "c-input", "accept": ".csv,.tsv,.txt,.xlsx"}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = [(kind.name, kind.title) for kind in all_kinds()]  # type: ignore[attr-defined]


@csrf_exempt
def show_imports(request: HttpRequest) -> HttpResponseBase:
    """Upload a file; the latest imports below. The file goes to disk while it arrives, not to memory."""
    request.upload_handlers = [TemporaryFileUploadHandler(request)]
    return _show_imports(request)


@csrf_protect
def _show_imports(request: HttpRequest) -> HttpResponseBase:
    if request.method == "POST" and not may_write(request):
        raise PermissionDenied
    form = UploadForm(request.POST or None, request.FILES or None, initial={"kind": request.GET.get("kind")})
    if request.method == "POST" and form.is_valid() and (sheet := _begun(request, form)):
        return redirect("admin:import_page", sheet.id)
    context = {"form": form, "imports": SheetImport.objects.all()[:50], "kinds": all_kinds()}
    return _page(request, "console/imports.html", _("Import"), context)


def _begun(request: HttpRequest, form: UploadForm) -> SheetImport | None:
    file = form.cleaned_data["file"]
    try:
        with transaction.atomic():
            return begin_import(
                kind=form.cleaned_data["kind"], name=file.name, file=file, actor=actor_of(request)
            )
    except InvalidInput as refused:
        put_errors(form, refused)
        return None


def show_import(request: HttpRequest, import_id: UUID) -> HttpResponseBase:
    """One import: its columns with their first rows, or how far it is, or what became of its rows."""
    sheet = _found(import_id)
    error = ""
    if request.method == "POST" and may_write(request):
        error = _chosen_and_started(request, sheet)
        if not error:
            return redirect("admin:import_page", sheet.id)
        sheet = _found(import_id)
    kind = kind_named(sheet.kind)
    if kind is None:
        raise Http404
    return _page(request, "console/import.html", sheet.name, {**_seen(sheet, kind), "error": error})


def _chosen_and_started(request: HttpRequest, sheet: SheetImport) -> str:
    """Take over the columns as posted, and start; what stood in the way, if anything."""
    columns = [request.POST.get(f"column-{place}", "")[:220] for place in range(len(sheet.header))]
    try:
        with transaction.atomic():
            if sheet.state != ImportState.STOPPED:
                is_strict = bool(request.POST.get("is_strict"))
                choose_columns(import_id=sheet.id, columns=columns, is_strict=is_strict)
            start_import(import_id=sheet.id, is_check=request.POST.get("do") == "check")
            run_on_commit(sheet.id)
    except InvalidInput as refused:
        return " ".join(error.message for error in refused.errors)
    except ProductError as refused:
        return refused.message
    return ""


def _seen(sheet: SheetImport, kind: Kind) -> dict[str, Any]:
    problems = rows_with_problems(sheet)
    is_at_work = sheet.state in AT_WORK
    shown = [] if is_at_work else problems[:SHOWN_PROBLEMS]
    return {
        "sheet": sheet,
        "kind": kind,
        "is_at_work": is_at_work,
        "choosing": sheet.state in (ImportState.COLUMNS, ImportState.CHECKED),
        "columns": preview(sheet) if sheet.state in (ImportState.COLUMNS, ImportState.CHECKED) else [],
        "fields": [(column.name, column.label) for column in kind.columns()],
        "other": OTHER,
        "earlier": earlier_imports(sheet) if not is_at_work else [],
        "problems": [(row, problem_words(sheet, row)) for row in shown],
        "problem_count": 0 if is_at_work else problems.count(),
        "verdict": _verdict(sheet),
        "list_page": reverse(f"admin:{kind.list_page}") if kind.list_page else "",
    }


def _verdict(sheet: SheetImport) -> str:
    """In one sentence what a check found, or what an import did."""
    good, refused = sheet.imported, sheet.refused
    if sheet.state == ImportState.CHECKED:
        words = ngettext("%(n)s row can be imported", "%(n)s rows can be imported", good) % {"n": good}
    elif sheet.state in (ImportState.DONE, ImportState.STOPPED):
        words = ngettext("%(n)s row was imported", "%(n)s rows were imported", good) % {"n": good}
    else:
        return ""
    if not refused:
        return _("%(words)s; none was refused.") % {"words": words}
    others = ngettext("%(n)s was refused", "%(n)s were refused", refused) % {"n": refused}
    return _("%(words)s; %(others)s.") % {"words": words, "others": others}


@require_POST
@writers_only
def stop(request: HttpRequest, import_id: UUID) -> HttpResponseBase:
    """Take no further row."""
    with reporting(request, _("Stopped. Rows imported so far are kept.")):
        stop_import(import_id=import_id)
    return redirect("admin:import_page", import_id)


@require_POST
@writers_only
def remove(request: HttpRequest, import_id: UUID) -> HttpResponseBase:
    """Forget the file."""
    with reporting(request, _("File removed. Its imported rows are kept.")):
        remove_import(import_id=import_id)
    return redirect("admin:imports")


def refused_rows(request: HttpRequest, import_id: UUID) -> HttpResponseBase:
    """The rows to mend, as CSV."""
    return refused_rows_answer(_found(import_id))


def empty_sheet(request: HttpRequest, kind: str) -> HttpResponse:
    """A CSV with every column and an example, to fill in."""
    found = kind_named(kind)
    if found is None:
        raise Http404
    columns = found.columns()
    rows = [[str(column.label) for column in columns], [column.example for column in columns]]
    response = HttpResponse("".join(csv_lines(rows)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.name}.csv"'
    return response


def _found(import_id: UUID) -> SheetImport:
    try:
        return find_import(import_id)
    except NotFound as missing:
        raise Http404 from missing


def _page(request: HttpRequest, template: str, title: str, context: dict[str, Any]) -> HttpResponse:
    shown = {**vendor_site.each_context(request), "title": title, **context}
    return TemplateResponse(request, template, shown)


vendor_site.add_page("imports/", show_imports, "imports")
vendor_site.add_page("imports/empty/<slug:kind>/", empty_sheet, "import_empty")
vendor_site.add_page("imports/<uuid:import_id>/", show_import, "import_page")
vendor_site.add_page("imports/<uuid:import_id>/stop/", stop, "import_stop")
vendor_site.add_page("imports/<uuid:import_id>/remove/", remove, "import_remove")
vendor_site.add_page("imports/<uuid:import_id>/refused/", refused_rows, "import_refused")
