"""What the company would like: more leads or fewer, which ones, and how they come."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from partners.services.save_wishes import save_wishes
from portal.access import PartnerRequest
from portal.action import partner_admin_action
from portal.company_forms import WishesForm
from portal.views.company import page


@partner_admin_action("company")
def wishes(request: PartnerRequest) -> HttpResponse:
    """Tell the channel manager what one would like."""
    form = WishesForm(request.POST)
    if not form.is_valid():
        return page(request, status=400, wishes_form=form)
    save_wishes(partner_id=request.visit.partner.id, actor=request.visit.actor, **form.cleaned_data)
    messages.success(request, _("Saved. Your channel manager sees it."))
    return redirect("portal:company")
