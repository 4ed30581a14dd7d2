"""What the page of an accepted lead shows: contact, notes, files, history, and what is due."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from leads.events.on_timeline import partner_timeline_words, seen_by_every_partner
from leads.fields.catalogue import LABELS
from leads.models import Attachment, LaterPost, Lead, LeadEvent, LeadRating, Note
from leads.selectors.blind import HELD
from leads.selectors.unread import raw_text
from leads.services.join_posts import new_facts
from prm import formats
from prm.platform.tenants.models import Membership, User
from routing.models import Offer, OfferState, WorkStatus


@dataclass(frozen=True)
class Entry:
    """One line of the history as the partner reads it."""

    at: datetime
    words: str
    who: str
    detail: str


@dataclass(frozen=True)
class Due:
    """Where the SLA stands: in words, and whether a reminder has gone out already."""

    words: str
    at: datetime
    risk: bool


def notes_of(lead: Lead, partner_id: UUID) -> list[Note]:
    """The partner's own notes, newest first."""
    return list(Note.objects.filter(lead=lead, partner_id=partner_id).select_related("author")[:100])


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


def history_of(lead: Lead, partner_id: UUID) -> list[Entry]:
    """What happened that this partner may know: its own part, and that the lead came in; newest first."""
    events = LeadEvent.objects.filter(lead=lead).order_by("-at", "-id")[:200]
    always = seen_by_every_partner()
    shown = [event for event in events if event.partner_id == partner_id or event.kind in always]
    names = names_of({event.actor_id for event in shown if event.actor_kind == "user" and event.actor_id})
    return [as_entry(event, names) for event in shown]


def names_of(user_ids: set[UUID]) -> dict[UUID, str]:
    """Names of people."""
    return {user.id: str(user) for user in User.objects.filter(id__in=user_ids)}


def as_entry(event: LeadEvent, names: dict[UUID, str]) -> Entry:
    """An event in words."""
    words = partner_timeline_words(event.kind)
    who = names.get(event.actor_id, "") if event.actor_id else ""
    return Entry(at=event.at, words=words, who=who, detail=detail_words(event))


def detail_words(event: LeadEvent) -> str:
    """The new status, if the event changed it."""
    if "status" not in event.detail.get("changed", ()):
        return ""
    status = str(event.detail.get("status", ""))
    return str(dict(WorkStatus.choices).get(status, status))


def due_of(offer: Offer) -> Due | None:
    """ "Update by Thursday 14:00, or the lead goes back"; None once closed."""
    if offer.state != OfferState.ACCEPTED or offer.update_due_at is None:
        return None
    words = _("Update by %(time)s, or the lead goes back.")
    if offer.warned_at:
        words = _("Nothing has been heard of this lead for a while. Update by %(time)s, or it goes back.")
    at = offer.update_due_at
    return Due(words % {"time": formats.short_instant(at)}, at, offer.warned_at is not None)
