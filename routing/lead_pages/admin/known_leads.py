"""Who else a lead may be: what its page shows, the page that sets two side by side, and what can be done."""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from leads.fields.catalogue import LABELS, LEAD_FIELDS
from leads.models import Lead
from leads.selectors.unread import raw_text
from leads.services.dismiss_link import dismiss_link
from leads.services.separate_post import separate_post
from prm.platform.console.access import actor_of, may_write, writers_only
from prm.platform.console.acting import reporting
from prm.platform.console.site import vendor_site
from prm.platform.tenants.audit_action import AuditAction
from prm.platform.tenants.services.audit import audit
from routing.lead_pages.admin.facts import Fact
from routing.lead_pages.selectors.known_leads import Posted, known_of, shown_facts
from routing.models import LIVE_STATES, Offer
from routing.offers.services.merge_leads import merge_lead, unmerge_lead

EVIDENCE: Final = {
    "external_id": gettext_noop("the same external ID"),
    "email": gettext_noop("the same e-mail address"),
    "phone": gettext_noop("the same phone number"),
    "phone_and_name": gettext_noop("the same phone number and name"),
    "name_and_domain": gettext_noop("the same name and company domain"),
    "registry_id": gettext_noop("the same company number"),
    "domain": gettext_noop("the same company domain"),
    "name": gettext_noop("the same company name"),
    "like_name": gettext_noop("almost the same company name"),
}


@dataclass(frozen=True)
class ShownLike:
    """A like lead, with who has it and why it is thought to be like."""

    lead: Lead
    kind: str
    why: str
    confidence: float
    holder: str


@dataclass(frozen=True)
class ShownPost:
    """A later post: what it said that the lead does not say."""

    posted: Posted
    why: str
    facts: list[Fact]


@dataclass(frozen=True)
class Row:
    """One field of two leads."""

    label: str
    left: str
    right: str

    @property
    def is_different(self) -> bool:
        return self.left != self.right


def known_parts(lead: Lead) -> dict[str, Any]:
    """What the page of a lead shows of like leads, later posts and merged leads."""
    found = known_of(lead)
    holders = _holders([like.lead for like in found.likes])
    return {
        "like_leads": [
            ShownLike(
                like.lead,
                like.link.get_kind_display(),
                evidence_words(like.link.evidence),
                like.link.confidence,
                holders.get(like.lead.id, ""),
            )
            for like in found.likes
        ],
        "later_posts": [
            ShownPost(posted, evidence_words(posted.post.evidence), _facts(shown_facts(posted)))
            for posted in found.posts
        ],
        "merged_leads": found.merged,
    }


def evidence_words(evidence: str) -> str:
    """By what two leads are found to belong together."""
    return _(EVIDENCE[evidence]) if evidence in EVIDENCE else evidence


def compare(request: HttpRequest, /, lead_id: UUID, other_id: UUID) -> HttpResponseBase:
    """Two leads side by side; whoever may write can merge one into the other."""
    left, right = get_object_or_404(Lead, pk=lead_id), get_object_or_404(Lead, pk=other_id)
    holders = _holders([left, right])
    context = {
        **vendor_site.each_context(request),
        "title": _("Compare two leads"),
        "left": left,
        "right": right,
        "sides": [(lead, holders.get(lead.id, "")) for lead in (left, right)],
        "rows": rows_of(left, right),
        "may_write": may_write(request),
    }
    return TemplateResponse(request, "console/compare_leads.html", context)


def rows_of(left: Lead, right: Lead) -> list[Row]:
    """Every field that one of the two has."""
    fields = ((name, _shown(getattr(left, name)), _shown(getattr(right, name))) for name in LEAD_FIELDS)
    return [Row(str(capfirst(LABELS[name])), one, two) for name, one, two in fields if one or two]


@writers_only
def merge(request: HttpRequest, /, lead_id: UUID, other_id: UUID) -> HttpResponseBase:
    """Merge the first lead into the second."""
    lead = get_object_or_404(Lead, pk=lead_id)
    if request.method == "POST":
        with reporting(request, _("Merged. Later posts about either join this lead.")):
            merge_lead(lead_id=lead.id, into_id=other_id, actor=actor_of(request))
            audit(actor_of(request), AuditAction.MERGED, lead, name=str(lead.pk))
    return redirect("admin:leads_lead_change", other_id)


@writers_only
def separate(request: HttpRequest, /, lead_id: UUID) -> HttpResponseBase:
    """Separate a merged lead."""
    lead = get_object_or_404(Lead, pk=lead_id)
    if request.method == "POST":
        with reporting(request, _("Separated. The rules decide on it now.")):
            unmerge_lead(lead_id=lead.id, actor=actor_of(request))
            audit(actor_of(request), AuditAction.SEPARATED, lead, name=str(lead.pk))
    return redirect("admin:leads_lead_change", lead_id)


@writers_only
def separate_later_post(request: HttpRequest, /, lead_id: UUID, post_id: UUID) -> HttpResponseBase:
    """Make a later post a lead of its own."""
    lead, to = get_object_or_404(Lead, pk=lead_id), lead_id
    if request.method == "POST":
        with reporting(request, _("This is now a separate lead. The rules route it.")):
            to = separate_post(lead_id=lead.id, post_id=post_id, actor=actor_of(request)).pk
            audit(actor_of(request), AuditAction.SEPARATED, lead, name=str(lead.pk))
    return redirect("admin:leads_lead_change", to)


@writers_only
def dismiss(request: HttpRequest, /, lead_id: UUID, other_id: UUID) -> HttpResponseBase:
    """Two leads have nothing to do with each other."""
    lead = get_object_or_404(Lead, pk=lead_id)
    if request.method == "POST":
        with reporting(request, _("They are no longer shown as possible duplicates.")):
            dismiss_link(lead_id=lead.id, other_id=other_id)
            audit(actor_of(request), AuditAction.DISMISSED, lead, name=str(lead.pk))
    return redirect("admin:leads_lead_change", lead_id)


def _holders(leads: list[Lead]) -> dict[UUID, str]:
    live = Offer.objects.filter(lead__in=leads, state__in=LIVE_STATES, partner__isnull=False)
    return {offer.lead_id: offer.partner.name for offer in live.select_related("partner")}


def _facts(facts: dict[str, Any]) -> list[Fact]:
    return [Fact(str(capfirst(LABELS[name])), _shown(value)) for name, value in facts.items()]


def _shown(value: Any) -> str:
    if value is None or value in ("", [], {}, ()):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return raw_text(value)


vendor_site.add_page("leads/<uuid:lead_id>/compare/<uuid:other_id>/", compare, "lead_compare")
vendor_site.add_page("leads/<uuid:lead_id>/merge/<uuid:other_id>/", merge, "lead_merge")
vendor_site.add_page("leads/<uuid:lead_id>/separate/", separate, "lead_separate")
vendor_site.add_page(
    "leads/<uuid:lead_id>/later-posts/<uuid:post_id>/separate/", separate_later_post, "lead_separate_post"
)
vendor_site.add_page("leads/<uuid:lead_id>/dismiss/<uuid:other_id>/", dismiss, "lead_dismiss")
