"""Addresses of the console's stylesheets and scripts, for unfold's settings."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse


def brand(request: HttpRequest) -> str:
    """The vendor's accent; the colour is in the address, so that a change shows at once."""
    color: str = request.vendor.brand_color  # type: ignore[attr-defined]
    return f"{reverse('admin:brand_css')}?{color.removeprefix('#')}"


def stylesheet(request: HttpRequest) -> str:
    """The look of the console's own pages."""
    return static("console/console.css")


def expressions(request: HttpRequest) -> str:
    """Reads the expressions of unfold's pages, so that no text has to be run as code."""
    return static("console/expressions.js")


def script(request: HttpRequest) -> str:
    """What the console's own pages do in the browser."""
    return static("console/console.js")


def icon(request: HttpRequest) -> str:
    """The mark in the browser's tab."""
    return static("console/icon.svg")
