"""Files as request bodies: raw, or in a form."""

from collections.abc import Mapping
from typing import IO, Any

from django.core.files.uploadedfile import TemporaryUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.utils.datastructures import MultiValueDict
from rest_framework.parsers import BaseParser, MultiPartParser

from prm.platform.api.problems import TooLarge
from prm.platform.sheets.services.begin_import import LARGEST_BYTES

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class _RawParser(BaseParser):
    """Takes the whole body as one file, kept on disk."""

    ending = ""

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        file = TemporaryUploadedFile(f"upload{self.ending}", self.media_type or "", 0, None)
        request = (parser_context or {})["request"]
        request._request._files = MultiValueDict({"file": [file]})  # closed when the request ends
        size = 0
        while block := stream.read(1024 * 1024):
            size += len(block)
            if size > LARGEST_BYTES:
                raise TooLarge(f"Send at most {LARGEST_BYTES} bytes.")
            file.write(block)
        file.seek(0)
        file.size = size
        return {"file": file}


class CsvParser(_RawParser):
    """`text/csv`."""

    media_type = "text/csv"
    ending = ".csv"


class XlsxParser(_RawParser):
    """An XLSX workbook."""

    media_type = XLSX
    ending = ".xlsx"


class FormParser(MultiPartParser):
    """`multipart/form-data`, its file kept on disk."""

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        request = (parser_context or {})["request"]
        request.upload_handlers = [TemporaryFileUploadHandler(request._request)]
        return super().parse(stream, media_type, parser_context)
