"""Adding and stopping weekly mails, from a report's page."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from prm.platform.console.access import actor_of, admins_only
from prm.platform.console.site import vendor_site
from prm.platform.errors import InvalidInput, ProductError
from routing.reports.admin.pages import report_called
from routing.reports.selectors.four_figures import MONDAY
from routing.reports.selectors.period import DEFAULT
from routing.reports.services.report_mails import mail_weekly, stop_mail


@require_POST
@admins_only
def add_mail(request: HttpRequest, name: str) -> HttpResponseBase:
    """Mail this report every Monday."""
    split = "" if name == MONDAY else report_called(name).splits[0]
    try:
        mail_weekly(
            actor=actor_of(request),
            report=name,
            period=request.POST.get("period") or DEFAULT,
            split=request.POST.get("split") or split,
            email=request.POST.get("email", ""),
        )
    except InvalidInput as error:
        for each in error.errors:
            messages.error(request, each.message)
    else:
        messages.success(request, _("Saved. The report goes out every Monday morning."))
    return redirect(_back(name))


@require_POST
@admins_only
def remove_mail(request: HttpRequest, name: str, mail_id: UUID) -> HttpResponseBase:
    """Send it no more."""
    try:
        stop_mail(actor=actor_of(request), mail_id=mail_id)
    except ProductError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("This report is no longer mailed."))
    return redirect(_back(name))


def _back(name: str) -> str:
    page = reverse("admin:reports") if name == MONDAY else reverse("admin:report", args=[name])
    return f"{page}#mail"


vendor_site.add_page("reports/<slug:name>/mail/", add_mail, "report_mail")
vendor_site.add_page("reports/<slug:name>/mail/<uuid:mail_id>/stop/", remove_mail, "report_mail_stop")
