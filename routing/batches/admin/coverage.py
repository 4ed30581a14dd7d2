"""The map of territories and of gaps: countries, and the regions of one."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from prm.platform import clock
from prm.platform.cleaning.countries import country_codes
from prm.platform.console.site import vendor_site
from prm.platform.country_names import country_name
from routing.batches.selectors.coverage import Coverage, coverage_of_countries, coverage_of_regions
from routing.batches.selectors.coverage_map import map_of


def coverage_page(request: HttpRequest) -> HttpResponseBase:
    """All countries; with `?country=US` the regions of one, with a map."""
    country = request.GET.get("country", "")
    if country and country not in country_codes():
        raise Http404
    now = clock.now()
    areas = coverage_of_regions(country, now) if country else coverage_of_countries(now)
    context = {
        **vendor_site.each_context(request),
        "title": _("Coverage: %(country)s") % {"country": country_name(country)}
        if country
        else _("Coverage"),
        "country": country,
        "areas": areas,
        "sums": sums_of(areas),
        "map": map_of(country, areas) if country else None,
    }
    return TemplateResponse(request, "console/coverage.html", context)


def sums_of(areas: list[Coverage]) -> dict[str, int]:
    """The figures above the table."""
    return {
        "leads": sum(area.leads for area in areas),
        "missed": sum(area.missed for area in areas),
        "gaps": sum(area.kind == "gap" for area in areas),
    }


vendor_site.add_page("coverage/", coverage_page, "coverage")
