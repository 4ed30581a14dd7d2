"""In which language a page speaks: the person's, else the browser's, else the vendor's."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import get_supported_language_variant, parse_accept_lang_header

Handler = Callable[[HttpRequest], HttpResponse]


class ReaderLanguageMiddleware:
    """Answers in the reader's language; in place of Django's, which knows neither person nor vendor."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_of_reader(request)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Accept-Language",))
        return response


def language_of_reader(request: Any) -> str:
    """The person's own choice, else the first that the browser asks for and we speak, else the vendor's.

    A caller of the API is no person: it is answered in what it asks for, else in English.
    """
    wishes = asked_for(request)
    if not request.path_info.startswith("/api/"):
        vendor = request.vendor.language if request.vendor else ""
        wishes = [getattr(request.user, "language", ""), *wishes, vendor]
    for wanted in wishes:
        spoken = spoken_variant(wanted)
        if spoken:
            return spoken
    return str(settings.LANGUAGE_CODE)


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
