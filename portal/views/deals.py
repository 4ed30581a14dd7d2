"""Deal registrations: the partner's claims on accounts."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leads.identity.company import match
from leads.models import DealRegistration, DealState
from leads.selectors.claims import company_of
from leads.services.register_deal import register_deal
from partners.models import Product
from portal.access import PartnerRequest, partner_page
from portal.deal_forms import ORDER, DealForm
from portal.form_errors import add_errors
from portal.pages import show
from portal.selectors.work import accepted_offers, worked_offer
from prm.platform.errors import InvalidInput, NotPossible
from routing.models import Offer

MOST_LEADS = 20


@require_safe
@partner_page
def deals(request: PartnerRequest) -> HttpResponse:
    """All claims, newest first, with how long each protects."""
    mine = DealRegistration.objects.filter(partner_id=request.visit.partner.id)
    page = Paginator(mine.order_by("-registered_at", "-id"), 50).get_page(request.GET.get("page"))
    return show(request, "portal/deals.html", {"section": "deals", "page": page})


@require_safe
@partner_page
def deal(request: PartnerRequest, deal_id: UUID) -> HttpResponse:
    """One claim: where it stands, what the vendor answered, what the partner said."""
    mine = find_deal(request, str(deal_id))
    if mine is None:
        raise Http404
    names = dict(Product.objects.values_list("slug", "name"))
    context = {
        "section": "deals",
        "deal": mine,
        "products": [names.get(slug, slug) for slug in mine.products],
        "leads": leads_from_account(mine)[:MOST_LEADS],
        "is_over": mine.state in (DealState.REFUSED, DealState.EXPIRED, DealState.CLOSED),
    }
    return show(request, "portal/deal.html", context)


def find_deal(request: PartnerRequest, deal_id: str) -> DealRegistration | None:
    """A claim of this partner's."""
    try:
        return DealRegistration.objects.filter(id=UUID(deal_id), partner_id=request.visit.partner.id).first()
    except ValueError:
        return None


@require_http_methods(["GET", "HEAD", "POST"])
@partner_page
def register(request: PartnerRequest) -> HttpResponse:
    """Claim an account."""
    held, again = held_lead(request), find_deal(request, request.GET.get("again", ""))
    given: dict[str, Any] = {
        "products": list(Product.objects.values_list("slug", "name")),
        "country": request.visit.partner.country,
        "currencies": [held.lead.currency if held else "", request.vendor.currency],
    }
    if request.method != "POST":
        return ask(request, DealForm(initial=from_lead(held) or from_deal(again), **given), held=held)
    form = DealForm(request.POST, **given)
    if not form.is_valid():
        return ask(request, form, status=400)
    return store_deal(request, form)


def held_lead(request: PartnerRequest) -> Offer | None:
    """The lead, accepted by this partner, that the address names to register a deal from."""
    try:
        offer_id = UUID(request.GET.get("lead", ""))
    except ValueError:
        return None
    return worked_offer(offer_id, request.visit.partner.id)


def from_lead(held: Offer | None) -> dict[str, Any]:
    """What is known of the account already."""
    if held is None:
        return {}
    lead = held.lead
    return {
        "company": lead.company,
        "website": lead.website,
        "country": lead.country,
        "products": lead.products,
        "estimated_value": lead.estimated_value,
        "currency": lead.currency,
        "contact_name": f"{lead.first_name} {lead.last_name}".strip(),
        "contact_email": lead.email,
        "contact_phone": lead.phone,
    }


def from_deal(deal: DealRegistration | None) -> dict[str, Any]:
    """What was said of the account when it was claimed before; the closing day is a new one."""
    return {} if deal is None else {name: getattr(deal, name) for name in ORDER if name != "closes_on"}


def store_deal(request: PartnerRequest, form: DealForm) -> HttpResponse:
    """Register, or say what stands against it."""
    visit = request.visit
    data: dict[str, Any] = form.data_for(request.vendor.currency)
    try:
        deal = register_deal(partner_id=visit.partner.id, data=data, actor=visit.actor)
    except InvalidInput as error:
        add_errors(form, error)
        return ask(request, form, status=400)
    except NotPossible as error:
        form.add_error(None, error.message)
        return ask(request, form, status=409, refused=error.code)
    if deal.is_second:
        words = _("Registered. Another partner registered this account before you; %(vendor)s decides.")
        messages.warning(request, words % {"vendor": request.vendor.name})
    else:
        messages.success(request, _("Registered. The account is protected once the vendor has approved it."))
    if mine := next(iter(leads_from_account(deal)), None):
        words = _("You already have a lead from %(company)s. Keep it up to date.")
        messages.info(request, words % {"company": mine.lead.company or deal.company})
    return redirect("portal:deal", deal.id)


def leads_from_account(deal: DealRegistration) -> list[Offer]:
    """The open leads of the deal's partner from the same company, by whatever that is known."""
    near = accepted_offers(deal.partner_id).filter(lead__company_keys__overlap=deal.company_keys)
    return [offer for offer in near if match(company_of(deal), company_of(offer.lead))]


def ask(
    request: PartnerRequest,
    form: DealForm,
    *,
    status: int = 200,
    held: Offer | None = None,
    refused: str = "",
) -> HttpResponse:
    """The form."""
    context = {"section": "deals", "form": form, "held": held, "refused": refused}
    return show(request, "portal/register_deal.html", context, status=status)
