"""In which language a page speaks: the person's, else the browser's, else the vendor's."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation.trans_real import get_supported_language_variant, parse_accept_lang_header

Handler = Callable[[HttpRequest], HttpResponse]


class ReaderLanguageMiddleware:
    """Speaks the reader's language from here on. The API is left to what its caller asks for."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith("/api/"):
            language = language_of_reader(request)
            translation.activate(language)
            request.LANGUAGE_CODE = language
        return self.get_response(request)


def language_of_reader(request: Any) -> str:
    """The person's own choice, else the first that the browser asks for and we speak, else the vendor's."""
    person = getattr(request.user, "language", "")
    vendor = request.vendor.language if request.vendor else ""
    for wanted in (person, *asked_for(request), vendor):
        spoken = spoken_variant(wanted)
        if spoken:
            return spoken
    return translation.get_language() or "en"


def asked_for(request: HttpRequest) -> list[str]:
    """The languages of the Accept-Language header, the most wanted first."""
    header = request.headers.get("Accept-Language", "")
    return [language for language, _quality in parse_accept_lang_header(header) if language != "*"]


def spoken_variant(language: str) -> str:
    """The language of ours that serves this one (`de` for `de-AT`), or ""."""
    try:
        return get_supported_language_variant(language) if language else ""
    except LookupError:
        return ""
