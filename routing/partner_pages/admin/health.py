"""Partners with their health: one table, sorted and narrowed by its address, and as a sheet."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prm.platform.console.access import actor_of, writers_only
from prm.platform.console.site import vendor_site
from prm.platform.sheets.answers import sheet_answer
from routing.batches.selectors.vendor_day import vendor_today
from routing.partner_pages.admin.change_many import ChangeForm, change_each
from routing.partner_pages.selectors.health import GROUPS, PROBLEMS, Health, narrowed, partner_health

PAGE_SIZE = 50
COLUMNS = (
    ("name", False),
    ("tier", False),
    ("offers", True),
    ("share", True),
    ("acceptance", True),
    ("ttfa", True),
    ("wins", True),
    ("load", True),
    ("missed", True),
    ("login", True),
    ("problems", False),
)


def show_health(request: HttpRequest) -> HttpResponseBase:
    """Every partner, or those that the address asks for; `?format=csv` or `xlsx` is the same as a sheet."""
    return _page(request, ChangeForm())


@writers_only
def change_partners(request: HttpRequest) -> HttpResponseBase:
    """Change every partner that is ticked: all of them or, where something is wrong, none.

    Only a POST does; looked at, the address leads to the list. What is wrong is said above the list, in which
    the same partners are still ticked.
    """
    back = f"{reverse('admin:partner_health')}?{request.GET.urlencode()}"
    if request.method != "POST":
        return redirect(back)
    form = ChangeForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    changed = change_each(form, actor_of(request))
    words = ngettext("%(count)d partner changed.", "%(count)d partners changed.", changed)
    messages.success(request, words % {"count": changed})
    return redirect(back)


def _page(request: HttpRequest, form: ChangeForm) -> HttpResponseBase:
    everybody = partner_health()
    asked = {name: request.GET.get(name, "")[:100] for name in ("q", "tier", "problem", "sort")}
    sort = asked["sort"] or "name"
    rows = narrowed(everybody, search=asked["q"], tier=asked["tier"], problem=asked["problem"], sort=sort)
    if (kind := request.GET.get("format")) in ("csv", "xlsx"):
        return sheet_answer(list(_sheet(rows)), f"partners-{vendor_today()}", as_xlsx=kind == "xlsx")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    query = {name: value for name, value in asked.items() if value}
    context = {
        **vendor_site.each_context(request),
        "title": _("Partner health"),
        "page": page,
        "query": urlencode(query),
        "asked": asked,
        "tiers": sorted({row.tier for row in everybody}),
        "problems": _counts(everybody, asked["problem"]),
        "columns": [_column(name, is_figure, query, sort) for name, is_figure in COLUMNS],
        "words": PROBLEMS,
        "count": len(rows),
        "change_form": form,
    }
    status = 400 if form.errors else 200
    return TemplateResponse(request, "console/partner_health.html", context, status=status)


def _counts(rows: list[Health], asked: str) -> list[tuple[str, Any, int]]:
    """How many partners each choice finds; those that find none are left out, but for the one asked for."""
    named = {name: words for name, (words, _problems) in GROUPS.items()} | dict(PROBLEMS)
    counted = [(name, words, len(narrowed(rows, problem=name))) for name, words in named.items()]
    return [each for each in counted if each[2] or each[0] == asked]


def _column(name: str, is_figure: bool, query: dict[str, str], sort: str) -> dict[str, Any]:
    """A heading that sorts; pressed again, the other way round."""
    then = f"-{name}" if sort == name else name
    return {
        "words": _headings()[name],
        "link": "?" + urlencode({**query, "sort": then}),
        "is_figure": is_figure,
        "sorted": "ascending" if sort == name else "descending" if sort == f"-{name}" else "",
    }


def _headings() -> dict[str, str]:
    return {
        "name": _("Partner"),
        "tier": _("Tier"),
        "offers": _("Offers"),
        "share": _("Above share"),
        "acceptance": _("Accepted"),
        "ttfa": _("First action"),
        "wins": _("Won"),
        "load": _("Open leads"),
        "missed": _("Missed"),
        "login": _("Last sign-in"),
        "problems": _("Needs attention"),
    }


def _sheet(rows: list[Health]) -> Iterator[list[Any]]:
    yield [
        *(_("Partner"), _("Tier"), _("City"), _("Country"), _("Channel manager"), _("People")),
        *(_("Offers"), _("Accepted"), _("Declined"), _("Missed"), _("Taken back"), _("Won"), _("Lost")),
        *(_("First action, median hours"), _("Fair share"), _("Received"), _("Open leads"), _("Capacity")),
        *(_("Last sign-in"), _("Needs attention")),
    ]
    for row in rows:
        yield [
            *(row.name, row.tier, row.city, row.country, row.manager or "", row.people),
            *(row.offers, row.accepted, row.declined, row.missed, row.taken_back, row.won, row.lost),
            round(row.ttfa_seconds / 3600, 2) if row.ttfa_seconds is not None else None,
            *(_rounded(row.entitled), _rounded(row.received), row.open, row.capacity),
            row.last_login.date() if row.last_login else None,
            ", ".join(str(PROBLEMS[name]) for name in row.problems),
        ]


def _rounded(value: Any) -> float | None:
    return None if value is None else round(float(value), 2)


vendor_site.add_page("partners/health/", show_health, "partner_health")
vendor_site.add_page("partners/change/", change_partners, "partners_change")
