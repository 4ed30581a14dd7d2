"""The review queue: leads that wait for a person, the longest wait first, and one decision on several."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, F, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from leads.models import Lead, LeadEvent, LeadState
from partners.selectors.catalogue_names import catalogue_names
from prm.platform.console.access import actor_of, writers_only
from prm.platform.console.site import vendor_site
from routing.decisions.selectors.decision_words import review_words
from routing.events.review import LeadEscalated
from routing.review.admin.bulk import BulkForm, decide_each
from routing.review.admin.presence import others_looking
from routing.review.admin.turns import as_seen

PAGE_SIZE = 25


@dataclass(frozen=True)
class Waiting:
    """A lead of the queue, why it waits, whether it has been escalated, who else has it open, as what it was
    shown, its products by name, and whether it is ticked."""

    lead: Lead
    why: str
    is_escalated: bool
    looking: str
    seen: str
    products: str
    is_ticked: bool


def review_queue(request: HttpRequest) -> HttpResponseBase:
    """Every lead that waits for a person, or those that wait for one reason."""
    return _page(request, BulkForm())


@writers_only
def decide_many(request: HttpRequest) -> HttpResponseBase:
    """Decide on every lead that is ticked and is still as the page showed it.

    Only a POST does; looked at, the address leads to the queue. What is wrong is said above the queue, in
    which the same leads are still ticked.
    """
    queue = f"{reverse('admin:review_queue')}?{request.GET.urlencode()}"
    if request.method != "POST":
        return redirect(queue)
    form = BulkForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    done, refused = decide_each(form, actor_of(request), request.POST)
    if done:
        words = ngettext("%(count)d lead decided.", "%(count)d leads decided.", done)
        messages.success(request, words % {"count": done})
    for words in refused:
        messages.error(request, words)
    return redirect(queue)


def _page(request: HttpRequest, form: BulkForm) -> HttpResponseBase:
    why = request.GET.get("why", "")
    held = Lead.objects.filter(state=LeadState.REVIEW)
    leads = held.filter(review_reason=why) if why else held
    ordered = leads.defer("custom", "consent", "need").order_by("review_since_at", "received_at", "id")
    page = Paginator(ordered, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        **vendor_site.each_context(request),
        "title": _("Review queue"),
        "page": page,
        "why": why,
        "query": f"why={why}" if why else "",
        "reasons": _reasons(held),
        "waiting": _waiting(page.object_list, request, form.ticked),
        "bulk_form": form,
    }
    status = 400 if form.errors else 200
    return TemplateResponse(request, "console/review_queue.html", context, status=status)


def _reasons(held: QuerySet[Lead]) -> list[tuple[str, str, int]]:
    """Why leads wait, and how many for each reason; the most first."""
    counts = held.order_by().values_list("review_reason").annotate(n=Count("id")).order_by("-n")
    return [(reason, review_words(reason), number) for reason, number in counts]


def _waiting(leads: Iterable[Lead], request: HttpRequest, ticked: Sequence[str]) -> list[Waiting]:
    leads = list(leads)
    ids = [lead.pk for lead in leads]
    escalated, looking = _escalated(ids), others_looking(ids, request.user.pk)  # type: ignore[arg-type]
    names = catalogue_names() if ids else {}
    return [
        Waiting(
            lead,
            review_words(lead.review_reason),
            lead.pk in escalated,
            ", ".join(looking.get(lead.pk, [])),
            as_seen(lead),
            ", ".join(names.get(slug, slug) for slug in lead.products),
            str(lead.pk) in ticked,
        )
        for lead in leads
    ]


def _escalated(lead_ids: list[UUID]) -> set[UUID]:
    """Those that somebody has been told of since they came into review."""
    told = LeadEvent.objects.filter(lead_id__in=lead_ids, kind=LeadEscalated.name)
    return set(told.filter(at__gte=F("lead__review_since_at")).values_list("lead_id", flat=True))


def waiting_reviews() -> QuerySet[Lead]:
    """The leads that wait for a person."""
    return Lead.objects.filter(state=LeadState.REVIEW)


vendor_site.add_page("review/", review_queue, "review_queue")
vendor_site.add_page("review/decide/", decide_many, "review_decide")
vendor_site.add_counter("review", waiting_reviews)
