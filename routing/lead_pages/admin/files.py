"""A partner's file on a lead, for the vendor."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from leads.models import Attachment
from prm.platform.console.site import vendor_site
from prm.platform.download import uploaded_file


def lead_file(request: HttpRequest, lead_id: UUID, file_id: UUID) -> HttpResponse:
    """One file of the lead, whichever partner added it."""
    found = get_object_or_404(Attachment, id=file_id, lead_id=lead_id)
    return uploaded_file(found.name, bytes(found.content), found.content_type)


vendor_site.add_page("leads/<uuid:lead_id>/files/<uuid:file_id>/", lead_file, "lead_file")
