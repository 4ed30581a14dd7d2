"""Several managers, one review queue: nobody decides on what another has just decided, and the next lead
comes by itself."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext

from leads.models import Lead, LeadState
from prm.platform.errors import NotPossible
from prm.platform.formats import short_instant
from prm.platform.tenants.models import AuditEntry
from routing.locks import lock_routing


def as_seen(lead: Lead) -> str:
    """What a decision about the lead rests on; a page sends it back with what its reader decides."""
    instants = [at.isoformat() if at else "" for at in (lead.review_since_at, lead.offered_at)]
    return " ".join([lead.state, *instants])


def require_as_seen(lead: Lead, seen: str) -> None:
    """Refuse a decision about a lead that is not as its page showed it. "" was sent by no page: it passes.

    Holds the routing lock until the transaction ends, so that two decisions come one after the other.
    Raises NotPossible (`changed_meanwhile`).
    """
    lock_routing()
    now = Lead.objects.get(pk=lead.pk)
    if seen and seen != as_seen(now):
        raise NotPossible(_who_was_faster(lead), code="changed_meanwhile")


def _who_was_faster(lead: Lead) -> str:
    last = AuditEntry.objects.select_related("user").filter(subject_id=str(lead.pk)).order_by("-at").first()
    if last is None:
        return gettext("The lead has changed since you opened this page. Look at it again, then decide.")
    return gettext("%(who)s decided on this lead on %(when)s. Look at it again, then decide.") % {
        "who": last.who,
        "when": short_instant(last.at),
    }


def after_in_review(lead: Lead) -> str:
    """The page of the next lead of the queue, of the first one after the last; "" where there is none."""
    if lead.state != LeadState.REVIEW or lead.review_since_at is None:
        return ""
    order = ("review_since_at", "received_at", "id")
    others = Lead.objects.filter(state=LeadState.REVIEW).exclude(pk=lead.pk).order_by(*order)
    later = others.filter(
        Q(review_since_at__gt=lead.review_since_at)
        | Q(review_since_at=lead.review_since_at, received_at__gt=lead.received_at)
        | Q(review_since_at=lead.review_since_at, received_at=lead.received_at, id__gt=lead.pk)
    )
    ids = [found.values_list("pk", flat=True).first() for found in (later, others)]
    found = ids[0] or ids[1]
    return reverse("admin:leads_lead_change", args=[found]) if found else ""


def next_in_review(lead: Lead) -> str:
    """The page of the lead that has waited longest but for this one; "" if this was not in review, or the
    last."""
    if lead.state != LeadState.REVIEW:
        return ""
    others = Lead.objects.filter(state=LeadState.REVIEW).exclude(pk=lead.pk)
    found = others.order_by("review_since_at", "received_at", "id").values_list("pk", flat=True).first()
    return reverse("admin:leads_lead_change", args=[found]) if found else ""
