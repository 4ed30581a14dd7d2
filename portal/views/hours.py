"""When the partner works: weekly hours, holidays, days away."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from partners.models import Absence
from partners.services.working_time import add_absence, remove_absence, set_working_hours
from portal.access import PartnerRequest, partner_page
from portal.action import partner_action, partner_admin_action
from portal.company_forms import AbsenceForm, HoursForm
from portal.form_errors import add_errors
from portal.pages import show
from portal.selectors.company import absences_of, week_of
from portal.selectors.lead import colleagues_of
from prm.platform import formats
from prm.platform.errors import InvalidInput


@require_safe
@partner_page
def hours(request: PartnerRequest) -> HttpResponse:
    """Weekly hours, holiday calendar, absences."""
    return page(request)


def page(request: PartnerRequest, *, status: int = 200, **filled_in: Any) -> HttpResponse:
    """The page, with the form that was filled in wrongly still filled in."""
    partner = request.visit.partner
    fields = ("time_zone", "holiday_country", "holiday_region")
    initial = {**{name: getattr(partner, name) for name in fields}, **week_of(partner)}
    context = {
        "section": "company",
        "tab": "hours",
        "hours_form": HoursForm(initial=initial, country=partner.holiday_country),
        "absence_form": AbsenceForm(colleagues=colleagues_of(partner.id)),
        "absences": absences_of(partner.id),
    }
    return show(request, "portal/hours.html", context | filled_in, status=status)


@partner_admin_action("hours")
def save_hours(request: PartnerRequest) -> HttpResponse:
    """Replace the week."""
    form = HoursForm(request.POST, country=request.POST.get("holiday_country", ""))
    try:
        if form.is_valid():
            save(request, form)
            return redirect("portal:hours")
    except InvalidInput as error:
        add_errors(form, error)
    return page(request, status=400, hours_form=form)


def save(request: PartnerRequest, form: HoursForm) -> None:
    """Save what the form says."""
    set_working_hours(
        partner_id=request.visit.partner.id,
        time_zone=form.cleaned_data["time_zone"],
        blocks=form.blocks(),
        holiday_country=form.cleaned_data["holiday_country"],
        holiday_region=form.cleaned_data["holiday_region"],
    )
    messages.success(request, _("Saved. Deadlines that are already running do not change."))


@partner_action("hours")
def away(request: PartnerRequest) -> HttpResponse:
    """Add an absence: for oneself, or, as partner admin, for anyone and the company."""
    visit = request.visit
    form = AbsenceForm(request.POST, colleagues=colleagues_of(visit.partner.id))
    if not form.is_valid():
        return page(request, status=400, absence_form=form)
    chosen = form.cleaned_data.pop("membership")
    whose = (UUID(chosen) if chosen else None) if visit.is_partner_admin else visit.membership.id
    try:
        absence = add_absence(partner_id=visit.partner.id, membership_id=whose, **form.cleaned_data)
    except InvalidInput as error:
        add_errors(form, error)
        return page(request, status=400, absence_form=form)
    messages.success(request, absence_words(absence))
    return redirect("portal:hours")


def absence_words(absence: Absence) -> str:
    """ "Absence saved: Bea, 1–10 December"."""
    who = str(absence.membership.user) if absence.membership else _("the whole company")
    days = formats.days(absence.starts_on, absence.ends_on)
    return _("Absence saved: %(who)s, %(days)s.") % {"who": who, "days": days}


@partner_admin_action("hours")
def back(request: PartnerRequest, absence_id: UUID) -> HttpResponse:
    """Remove an absence."""
    remove_absence(partner_id=request.visit.partner.id, absence_id=absence_id)
    return redirect("portal:hours")
