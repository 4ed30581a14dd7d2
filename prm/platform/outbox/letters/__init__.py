"""What is written to people: one plain letter for each event, shown as mail and as a chat message.

A letter says what happened, why, and what can be done. It holds only what the payload holds, so that what a
partner may not see cannot be in it.
"""

from collections.abc import Callable, Mapping
from typing import Any

from prm.platform.outbox.events import EVENTS
from prm.platform.outbox.letters import erasure, offers, programme
from prm.platform.outbox.letters.lead import lead_facts
from prm.platform.outbox.letters.letter import Letter, Source

LETTERS: dict[str, Callable[[Source], Letter]] = {
    "lead.review": offers.lead_review,
    "lead.escalated": offers.lead_escalated,
    "lead.repeated": offers.lead_repeated,
    "lead.erased": erasure.lead_erased,
    "offer.created": offers.offer_created,
    "offer.expired": offers.offer_expired,
    "offer.warned": offers.offer_warned,
    "offer.revoked": offers.offer_revoked,
    "offer.withdrawn": offers.offer_withdrawn,
    "offer.extended": offers.offer_extended,
    "offer.more_time_asked": offers.more_time_asked,
    "conflict.found": offers.conflict_found,
    "deal.registered": programme.deal_registered,
    "deal.approved": programme.deal_approved,
    "deal.refused": programme.deal_refused,
    "deal.expired": programme.deal_expired,
    "partner.paused": programme.partner_paused,
    "partner.resumed": programme.partner_resumed,
    "request.made": programme.request_made,
    "request.decided": programme.request_decided,
    "policy.review_due": programme.policy_review_due,
    "policy.approval_asked": programme.policy_approval_asked,
    "agreement.published": programme.agreement_published,
}


def write_letter(event: str, data: Mapping[str, Any], *, zone: str = "UTC") -> Letter:
    """The letter of an event in the active language, its instants in the reader's zone."""
    source = Source(data, zone or "UTC")
    if event in LETTERS:
        return LETTERS[event](source)
    return Letter(subject=str(EVENTS[event][0]), opening="", facts=lead_facts(source))


__all__ = ["LETTERS", "Letter", "write_letter"]
