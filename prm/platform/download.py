"""A file that somebody uploaded, for somebody else."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def uploaded_file(name: str, content: bytes, content_type: str) -> HttpResponse:
    """The file, to be saved, never shown in the page: its content is not ours."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Content-Security-Policy"] = "sandbox"
    return response
