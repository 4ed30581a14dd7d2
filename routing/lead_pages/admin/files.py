"""A partner's file on a lead, for the vendor."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from leads.models import Attachment
from prm.platform.console.site import vendor_site


def lead_file(request: HttpRequest, lead_id: UUID, file_id: UUID) -> HttpResponse:
    """To be saved, never shown in the page: its content is not ours."""
    found = Attachment.objects.filter(id=file_id, lead_id=lead_id).first()
    if found is None:
        raise Http404
    response = HttpResponse(bytes(found.content), content_type=found.content_type)
    response["Content-Disposition"] = content_disposition_header(True, found.name) or "attachment"
    response["Content-Security-Policy"] = "sandbox"
    return response


vendor_site.add_page("leads/<uuid:lead_id>/files/<uuid:file_id>/", lead_file, "lead_file")
