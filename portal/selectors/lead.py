"""What the page of an accepted lead shows: contact, files, colleagues, and what is due."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from leads.fields.catalogue import LABELS
from leads.models import Attachment, LaterPost, Lead, LeadEvent, LeadRating
from leads.selectors.blind import HELD
from leads.selectors.unread import raw_text
from leads.services.join_posts import new_facts
from prm.platform import formats
from prm.platform.tenants.models import Membership, User
from routing.events.offers import OfferAccepted
from routing.models import Offer, OfferState


@dataclass(frozen=True)
class Due:
    """Where the SLA stands: in words, and whether a reminder has gone out already."""

    words: str
    at: datetime
    risk: bool


def attachments_of(lead: Lead, partner_id: UUID) -> list[Attachment]:
    """The partner's own files, without their content."""
    files = Attachment.objects.filter(lead=lead, partner_id=partner_id)
    return list(files.select_related("uploaded_by").defer("content")[:50])


@dataclass(frozen=True)
class AskedAgain:
    """A later post about the lead, and what it said that the lead does not say."""

    at: datetime
    facts: list[tuple[str, str]]


def asked_again(lead: Lead) -> list[AskedAgain]:
    """Later posts about the lead, newest first, as its holder may read them."""
    posts = LaterPost.objects.filter(lead=lead, separated_at=None).order_by("-received_at")[:50]
    return [AskedAgain(post.received_at, _said(lead, post)) for post in posts]


def _said(lead: Lead, post: LaterPost) -> list[tuple[str, str]]:
    new = new_facts(lead, post.facts)
    return [(str(capfirst(LABELS[name])), raw_text(post.facts[name])) for name in HELD if name in new]


def rating_of(lead: Lead, partner_id: UUID) -> LeadRating | None:
    """How good this partner found the lead."""
    return LeadRating.objects.filter(lead=lead, partner_id=partner_id).first()


def web_address(website: str) -> str:
    """A website as a link that leads to the web and nowhere else."""
    return website if website.startswith(("http://", "https://")) else f"https://{website}"


def colleagues_of(partner_id: UUID) -> list[Membership]:
    """Who works for the partner."""
    members = Membership.objects.filter(partner_id=partner_id, is_active=True)
    return list(members.select_related("user").order_by("user__full_name", "user__email"))


def leads_in_charge(partner_id: UUID) -> dict[UUID, int]:
    """How many open leads each colleague is in charge of."""
    open_now = Offer.objects.filter(partner_id=partner_id, state=OfferState.ACCEPTED, assignee__isnull=False)
    return dict(open_now.order_by().values_list("assignee").annotate(Count("id")))


def open_leads_of(membership_id: UUID) -> list[Offer]:
    """The leads that a colleague is in charge of now."""
    return list(Offer.objects.filter(assignee_id=membership_id, state=OfferState.ACCEPTED).order_by("id"))


def who_accepted(offer: Offer) -> str:
    """The person who accepted, by name; "" for a key or an unknown one."""
    event = LeadEvent.objects.filter(
        lead_id=offer.lead_id, kind=OfferAccepted.name, partner_id=offer.partner_id
    )
    actor_id = event.order_by("-at").values_list("actor_id", flat=True).first()
    user = User.objects.filter(id=actor_id).first() if actor_id else None
    return str(user) if user else ""


def due_of(offer: Offer) -> Due | None:
    """ "Log your first contact by Thursday 14:00, or another partner gets it"; None once closed.

    After the first contact nothing threatens until a reminder was due.
    """
    if offer.state != OfferState.ACCEPTED or offer.update_due_at is None:
        return None
    at = offer.update_due_at
    if offer.warned_at:
        words = _("No news for a while. Log what you did by %(time)s, or another partner gets it.")
    elif offer.first_action_at is None:
        words = _("Log your first contact by %(time)s, or another partner gets it.")
    else:
        words = _("Log what you do next by %(time)s.")
    return Due(words % {"time": formats.short_instant(at)}, at, offer.warned_at is not None)
