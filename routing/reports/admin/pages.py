"""The reports' pages: the list with each headline, and one report with chart, table and sheets."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from prm.platform.console.access import may_govern
from prm.platform.console.site import vendor_site, zone_of
from prm.platform.sheets.answers import sheet_answer
from prm.platform.tenants.models import Vendor
from routing.batches.selectors.vendor_day import vendor_today
from routing.reports.admin.concentration import concentration_of
from routing.reports.models import ReportMail
from routing.reports.selectors.catalogue import BY_NAME, REPORTS
from routing.reports.selectors.four_figures import MONDAY, four_figures
from routing.reports.selectors.period import CHOICES, DEFAULT, Period, WrongDays, read_period
from routing.reports.selectors.run import Figures, run_headline, run_report
from routing.reports.selectors.shape import Report, Row
from routing.reports.selectors.split import SPLITS
from routing.reports.selectors.table import chart_of, headline_of, line_of, sheet_rows, write_headline
from routing.reports.selectors.written import written


def show_reports(request: HttpRequest) -> HttpResponseBase:
    """All reports, each with its headline of the last 30 days."""
    period, _wrong = _period({}, zone_of(request))
    week, _wrong = _period({"period": "week"}, zone_of(request))
    currency = currency_of(request)
    headlines = [write_headline(report, *run_headline(report, period), currency) for report in REPORTS]
    context = {
        **vendor_site.each_context(request),
        "title": _("Reports"),
        "headlines": headlines,
        "period": period,
        "four": four_figures(week, currency),
        "week": week,
        "mails": ReportMail.objects.filter(report=MONDAY),
        "may_mail": may_govern(request),
    }
    return TemplateResponse(request, "console/reports.html", context)


def show_report(request: HttpRequest, name: str) -> HttpResponseBase:
    """One report; `?format=csv` or `xlsx` is its table as a sheet."""
    report = report_called(name)
    period, wrong = _period(request.GET, zone_of(request))
    split = request.GET.get("split", "")
    split = split if split in report.splits else report.splits[0]
    figures = run_report(report, period, split)
    form = request.GET.get("format")
    if form in ("csv", "xlsx") and not wrong:
        file = f"{report.name}-{period.first}-{period.last}"
        return sheet_answer(sheet_rows(report, split, figures), file, as_xlsx=form == "xlsx")
    context = {
        **vendor_site.each_context(request),
        **_choices(request, report, period, split),
        **_found(report, split, figures, request),
        "wrong": wrong,
    }
    return TemplateResponse(request, "console/report.html", context, status=400 if wrong else 200)


def report_called(name: str) -> Report:
    """A report by name. Raises Http404."""
    if name not in BY_NAME:
        raise Http404
    return BY_NAME[name]


def _choices(request: HttpRequest, report: Report, period: Period, split: str) -> dict[str, Any]:
    chosen = request.GET.get("period") or DEFAULT
    kept = {name: request.GET[name] for name in ("period", "from", "to") if request.GET.get(name)}
    return {
        "title": report.title,
        "report": report,
        "period": period,
        "chosen": chosen,
        "periods": CHOICES,
        "splits": [SPLITS[name] for name in report.splits],
        "split": SPLITS[split],
        "query": urlencode({**kept, "split": split}),
        "mails": ReportMail.objects.filter(report=report.name),
        "may_mail": may_govern(request),
    }


def _found(report: Report, split: str, figures: Figures, request: HttpRequest) -> dict[str, Any]:
    currency, headline = currency_of(request), report.measure(report.headline)
    return {
        "headline": headline_of(report, figures, currency),
        "chart": chart_of(figures.points, report, currency),
        "points": [(point.on, written(point.value, headline.kind, currency)) for point in figures.points],
        "columns": report.shown,
        "lines": [line_of(row, report, currency, link_of(split, row.key)) for row in figures.rows],
        "total": line_of(Row(None, "", figures.total), report, currency),
        "concentration": concentration_of(report, split, figures, request),
    }


def _period(query: Mapping[str, str], zone: ZoneInfo) -> tuple[Period, str]:
    """The period asked for; the usual one and what is wrong, if it cannot be read."""
    try:
        return read_period(query, today=vendor_today(), zone=zone), ""
    except WrongDays as wrong:
        return read_period({}, today=vendor_today(), zone=zone), str(wrong)


def currency_of(request: HttpRequest) -> str:
    """The vendor's currency."""
    vendor: Vendor = request.vendor  # type: ignore[attr-defined]
    return vendor.currency


def link_of(split: str, key: str | None) -> str:
    """A page of the admin about a key; "" for none."""
    if key is None:
        return ""
    if split == "partner":
        return reverse("admin:partners_partner_change", args=[key])
    if split == "source":
        return f"{reverse('admin:leads_lead_changelist')}?{urlencode({'source__exact': key})}"
    return ""


vendor_site.add_page("reports/", show_reports, "reports")
vendor_site.add_page("reports/<slug:name>/", show_report, "report")
