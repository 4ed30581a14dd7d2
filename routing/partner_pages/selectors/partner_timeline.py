"""What happened with a partner, from all sides: offers, requests, deals, signatures, people, changes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from leads.models import DealRegistration
from partners.models import ChangeRequest, Signature
from prm.platform import formats
from prm.platform.console.templatetags.console import audit_words
from prm.platform.tenants.models import AuditEntry, Membership
from routing.models import Offer

OF_EACH: Final = 25
"""So many rows of each kind are read at most."""


@dataclass(frozen=True)
class Happened:
    """One line: `kind` names its sort; `lead_id`, `deal_id` and `request_id` say what it is about."""

    at: datetime
    kind: str
    words: str
    about: str = ""
    who: str = ""
    lead_id: UUID | None = None
    deal_id: UUID | None = None
    request_id: UUID | None = None


def partner_timeline(*, partner_id: UUID, most: int = 40) -> list[Happened]:
    """The newest of everything, newest first. Six queries."""
    sides = (_offers, _deals, _requests, _signatures, _people, _changes)
    found = [one for side in sides for one in side(partner_id)]
    return list(islice(sorted(found, key=lambda one: one.at, reverse=True), most))


def _offers(partner_id: UUID) -> Iterator[Happened]:
    newest = Offer.objects.filter(partner_id=partner_id).select_related("lead").order_by("-offered_at")
    for offer in newest.defer("lead__custom", "lead__need")[:OF_EACH]:
        lead = str(offer.lead)
        yield Happened(offer.offered_at, "offered", _("Offered"), lead, lead_id=offer.lead_id)
        if offer.accepted_at:
            yield Happened(offer.accepted_at, "accepted", _("Accepted"), lead, lead_id=offer.lead_id)
        if offer.closed_at:
            kind = offer.outcome or offer.state
            yield Happened(offer.closed_at, kind, _ended(offer), lead, lead_id=offer.lead_id)


def _ended(offer: Offer) -> str:
    if offer.outcome == "won":
        value = formats.money(offer.outcome_value, offer.lead.currency)
        return _("Won: %(value)s") % {"value": value} if value else _("Won")
    return str(offer.get_outcome_display() if offer.outcome else offer.get_state_display())


def _deals(partner_id: UUID) -> Iterator[Happened]:
    newest = DealRegistration.objects.filter(partner_id=partner_id).order_by("-registered_at")
    for deal in newest.select_related("decided_by")[:OF_EACH]:
        yield Happened(deal.registered_at, "new", _("Deal registered"), deal.company, deal_id=deal.pk)
        if deal.decided_at:
            words = _("Deal: %(state)s") % {"state": deal.get_state_display()}
            who = str(deal.decided_by or "")
            yield Happened(deal.decided_at, deal.state, words, deal.company, who, deal_id=deal.pk)


def _requests(partner_id: UUID) -> Iterator[Happened]:
    newest = ChangeRequest.objects.filter(partner_id=partner_id).order_by("-asked_at")
    for asked in newest.select_related("asked_by", "decided_by")[:OF_EACH]:
        kind, who = asked.get_kind_display(), str(asked.asked_by or "")
        yield Happened(asked.asked_at, "new", _("Asked for a change"), kind, who, request_id=asked.pk)
        if asked.decided_at:
            words, who = asked.get_state_display(), str(asked.decided_by or "")
            yield Happened(asked.decided_at, asked.state, words, kind, who, request_id=asked.pk)


def _signatures(partner_id: UUID) -> Iterator[Happened]:
    newest = Signature.objects.filter(partner_id=partner_id).select_related("agreement")
    for signature in newest.order_by("-signed_at")[:OF_EACH]:
        words, about = _("Agreement signed"), str(signature.agreement)
        yield Happened(signature.signed_at, "done", words, about, signature.signed_name)


def _people(partner_id: UUID) -> Iterator[Happened]:
    newest = Membership.objects.filter(partner_id=partner_id).select_related("user").order_by("-created_at")
    for person in newest[:OF_EACH]:
        yield Happened(person.created_at, "new", _("Joined"), str(person.user))


def _changes(partner_id: UUID) -> Iterator[Happened]:
    newest = AuditEntry.objects.filter(subject="partners.partner", subject_id=str(partner_id))
    for entry in newest.select_related("user").order_by("-at")[:OF_EACH]:
        done, _colon, changes = audit_words(entry).partition(": ")
        yield Happened(entry.at, "changed", done, changes or _("partner"), entry.who)
