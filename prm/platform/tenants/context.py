"""What every template may know of the vendor."""

from typing import Any

from django.http import HttpRequest


def vendor(request: HttpRequest) -> dict[str, Any]:
    """The vendor of the page, if it has one."""
    return {"vendor": getattr(request, "vendor", None)}
