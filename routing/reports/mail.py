"""The mails of reports: one with its first rows and the whole table as CSV, or the four figures."""

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext, override

from prm.platform.outbox.models import OutboxMessage
from prm.platform.outbox.written_late import NoLongerWanted, write_late
from prm.platform.sheets.csv_out import Cell, csv_lines
from prm.platform.tenants.models import Vendor
from routing.batches.selectors.vendor_day import vendor_today
from routing.reports.models import ReportMail
from routing.reports.selectors.catalogue import BY_NAME
from routing.reports.selectors.four_figures import MONDAY, TITLE, figure_rows, four_figures
from routing.reports.selectors.period import Period, read_period
from routing.reports.selectors.run import Figures, run_report
from routing.reports.selectors.shape import Report
from routing.reports.selectors.table import headline_of, line_of, sheet_rows
from routing.reports.services.report_mails import EVENT

FIRST_ROWS = 15


def write_report(message: OutboxMessage) -> EmailMultiAlternatives:
    """The mail, in the vendor's language and zone. Raises NoLongerWanted."""
    mail = ReportMail.objects.filter(pk=message.payload["data"]["report_mail_id"]).first()
    report = BY_NAME.get(mail.report) if mail else None
    if mail is None or (report is None and mail.report != MONDAY):
        raise NoLongerWanted("the report is no longer mailed")
    vendor = Vendor.objects.get(pk=message.vendor.pk)
    zone = ZoneInfo(vendor.time_zone)
    with override(vendor.language), timezone.override(zone):
        period = read_period({"period": mail.period}, today=vendor_today(), zone=zone)
        if report is None:
            return _monday(mail, period, vendor)
        return _mail(mail, report, period, run_report(report, period, mail.split), vendor)


def _monday(mail: ReportMail, period: Period, vendor: Vendor) -> EmailMultiAlternatives:
    """The four figures, each with its change and a link to its report."""
    figures = four_figures(period, vendor.currency)
    admin = f"{settings.BASE_URL}/{vendor.slug}/admin/reports/"
    query = urlencode({"period": mail.period})
    context = {
        "vendor": vendor,
        "subject": str(TITLE),
        "period": period,
        "figures": [(each, f"{admin}{each.report.name}/?{query}") for each in figures],
        "url": admin,
    }
    rows = figure_rows(figures, gettext("Figure"), f"{period.first} – {period.last}")
    return _written(mail, "mail/monday", context, f"monday-{period.first}-{period.last}.csv", rows)


def _mail(
    mail: ReportMail, report: Report, period: Period, figures: Figures, vendor: Vendor
) -> EmailMultiAlternatives:
    lines = [line_of(row, report, vendor.currency) for row in figures.rows]
    context = {
        "vendor": vendor,
        "subject": str(report.title),
        "report": report,
        "period": period,
        "headline": headline_of(report, figures, vendor.currency),
        "columns": report.shown,
        "lines": lines[:FIRST_ROWS],
        "more": max(0, len(lines) - FIRST_ROWS),
        "url": _url(mail, vendor),
    }
    file = f"{report.name}-{period.first}-{period.last}.csv"
    return _written(mail, "mail/report", context, file, sheet_rows(report, mail.split, figures))


def _written(
    mail: ReportMail, template: str, context: dict[str, Any], file: str, rows: list[Sequence[Cell]]
) -> EmailMultiAlternatives:
    """The mail as text and HTML, with the rows as CSV."""
    written = EmailMultiAlternatives(
        subject=" ".join(f"{context['vendor'].name}: {context['subject']}".split()),
        body=render_to_string(f"{template}.txt", context),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[mail.email],
        headers={"Auto-Submitted": "auto-generated"},
    )
    written.attach_alternative(render_to_string(f"{template}.html", context), "text/html")
    written.attach(file, "".join(csv_lines(rows)).encode(), "text/csv")
    return written


def _url(mail: ReportMail, vendor: Vendor) -> str:
    query = urlencode({"period": mail.period, "split": mail.split})
    return f"{settings.BASE_URL}/{vendor.slug}/admin/reports/{mail.report}/?{query}"


write_late(EVENT, write_report)
