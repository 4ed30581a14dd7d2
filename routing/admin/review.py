"""The review queue: leads that wait for a person, each with whom the engine would choose."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from leads.models import Lead, LeadState
from partners.models import Partner
from prm.console.site import vendor_site
from prm.errors import ProductError
from routing.admin.decision import DecisionPage, suggested_decision
from routing.selectors.decision_words import review_words
from routing.services.suggest_partner import Suggestion, suggest_partner

PAGE_SIZE = 25
SUGGESTED = 5


@dataclass(frozen=True)
class Suggested:
    """What the engine would do with a lead now: its ranking, and the whole table behind it."""

    partners: tuple[Partner, ...]
    table: DecisionPage


def review_queue(request: HttpRequest) -> HttpResponseBase:
    """Every lead that waits for a person, longest wait first."""
    leads = Lead.objects.filter(state=LeadState.REVIEW).order_by("review_since_at", "received_at", "id")
    page = Paginator(leads, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        **vendor_site.each_context(request),
        "title": _("Review queue"),
        "page": page,
        "waiting": [(lead, review_words(lead.review_reason)) for lead in page.object_list],
    }
    return TemplateResponse(request, "console/review_queue.html", context)


def suggestion_for(lead: Lead) -> Suggested | None:
    """The engine's ranking for a lead as things are; nothing is written. None when nothing is published."""
    try:
        suggestion = suggest_partner(lead_id=lead.pk)
    except ProductError:
        return None
    table = suggested_decision(lead, suggestion)
    return Suggested(_ranked(suggestion, table), table)


def _ranked(suggestion: Suggestion, table: DecisionPage) -> tuple[Partner, ...]:
    """The first few: whom the engine would choose, then the others by what they are owed."""
    ids = dict.fromkeys([*suggestion.partner_ids, *(line.partner_id for line in table.contenders)])
    found = Partner.objects.select_related("tier").in_bulk(list(ids)[:SUGGESTED])
    by_id = {str(key): partner for key, partner in found.items()}
    return tuple(by_id[key] for key in ids if key in by_id)


def waiting_reviews() -> int:
    """How many leads wait for a person."""
    return Lead.objects.filter(state=LeadState.REVIEW).count()


vendor_site.add_page("review/", review_queue, "review_queue")
vendor_site.add_counter("review", waiting_reviews)
