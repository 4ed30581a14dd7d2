"""Deal registrations: the partner's claims on accounts."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leads.models import DealRegistration
from leads.services.register_deal import register_deal
from partners.models import Product
from portal.access import PartnerRequest, partner_page
from portal.deal_forms import DealForm
from portal.form_errors import add_errors
from portal.pages import show
from prm.platform.errors import InvalidInput, NotPossible


@require_safe
@partner_page
def deals(request: PartnerRequest) -> HttpResponse:
    """All claims, newest first, with how long each protects."""
    mine = DealRegistration.objects.filter(partner_id=request.visit.partner.id)
    page = Paginator(mine.order_by("-registered_at", "-id"), 50).get_page(request.GET.get("page"))
    return show(request, "portal/deals.html", {"section": "deals", "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@partner_page
def register(request: PartnerRequest) -> HttpResponse:
    """Claim an account."""
    products = list(Product.objects.values_list("slug", "name"))
    country = request.visit.partner.country
    if request.method != "POST":
        return ask(request, DealForm(products=products, country=country))
    form = DealForm(request.POST, products=products, country=country)
    if not form.is_valid():
        return ask(request, form, status=400)
    return carry_out(request, form)


def carry_out(request: PartnerRequest, form: DealForm) -> HttpResponse:
    """Register, or say what stands against it."""
    visit = request.visit
    data: dict[str, Any] = form.data_for(request.vendor.currency)
    try:
        register_deal(partner_id=visit.partner.id, data=data, actor=visit.actor)
    except InvalidInput as error:
        add_errors(form, error)
        return ask(request, form, status=400)
    except NotPossible as error:
        form.add_error(None, error.message)
        return ask(request, form, status=409)
    messages.success(request, _("Registered. The account is protected once the vendor has approved it."))
    return redirect("portal:deals")


def ask(request: PartnerRequest, form: DealForm, *, status: int = 200) -> HttpResponse:
    """The form."""
    return show(request, "portal/register_deal.html", {"section": "deals", "form": form}, status=status)
