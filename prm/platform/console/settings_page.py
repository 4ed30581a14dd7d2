"""The page from which everything that can be set is reached."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from prm.platform.console.access import may_govern
from prm.platform.console.settings_index import Line, Section, lines_of
from prm.platform.console.site import vendor_site


@require_safe
def show_settings(request: HttpRequest) -> HttpResponseBase:
    """Every line that this visitor may open, by section."""
    governs = may_govern(request)
    found = [(section, list(lines_of(section, may_govern=governs))) for section in Section]
    context = {
        **vendor_site.each_context(request),
        "title": _("Settings"),
        "sections": [(section, [(line, _link(line)) for line in lines]) for section, lines in found if lines],
    }
    return TemplateResponse(request, "console/settings_index.html", context)


def _link(line: Line) -> str:
    return reverse(f"admin:{line.page}") + (f"#{line.part}" if line.part else "")


vendor_site.add_page("settings/", show_settings, "settings")
