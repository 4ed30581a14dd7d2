"""Exports in the vendor admin: the files that one asked for, and how far they are."""

from collections.abc import Iterator
from uuid import UUID

from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from prm.platform import formats
from prm.platform.console.access import writers_only
from prm.platform.console.site import vendor_site
from prm.platform.sheets.answers import XLSX_TYPE
from prm.platform.sheets.models import ExportState, SheetExport, SheetExportPart
from prm.platform.sheets.tasks import EXPORT_KEPT_FOR
from prm.platform.tenants.scope import current_vendor_id, vendor_scope

CSV_TYPE = "text/csv; charset=utf-8"


@writers_only
def show_exports(request: HttpRequest) -> HttpResponseBase:
    """One's own exports, newest first; the page looks again while one is at work."""
    mine = list(SheetExport.objects.filter(asked_by_id=request.user.pk)[:50])
    context = {
        **vendor_site.each_context(request),
        "title": _("Exports"),
        "exports": [(one, formats.file_size(one.size_bytes)) for one in mine],
        "is_at_work": any(one.state in (ExportState.WAITING, ExportState.RUNNING) for one in mine),
        "days": EXPORT_KEPT_FOR.days,
    }
    return TemplateResponse(request, "console/exports.html", context)


@writers_only
def export_file(request: HttpRequest, export_id: UUID) -> HttpResponseBase:
    """The file, for who asked for it."""
    done = SheetExport.objects.filter(id=export_id, asked_by_id=request.user.pk, state=ExportState.DONE)
    export = done.first()
    if export is None:
        raise Http404
    parts = _parts(export, current_vendor_id())
    response = StreamingHttpResponse(parts, content_type=XLSX_TYPE if export.is_xlsx else CSV_TYPE)
    response["Content-Disposition"] = content_disposition_header(True, export.name) or "attachment"
    response["Content-Length"] = str(export.size_bytes)
    return response


def _parts(export: SheetExport, vendor_id: UUID) -> Iterator[bytes]:
    """One piece at a time; the scope ends before an answer is streamed, so each opens its own."""
    number = 0
    while True:
        with vendor_scope(vendor_id):
            part = SheetExportPart.objects.filter(export_id=export.id, number=number).first()
        if part is None:
            return
        yield bytes(part.content)
        number += 1


vendor_site.add_page("exports/", show_exports, "exports")
vendor_site.add_page("exports/<uuid:export_id>/file/", export_file, "export_file")
