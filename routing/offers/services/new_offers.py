"""Making offers: the row with its terms, not yet saved."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from leads.models import Lead
from routing.engine import Decision
from routing.models import Offer
from routing.offers.services.offer_times import Calendars, times_of_offer


def new_offer(
    lead: Lead,
    decision: Decision,
    *,
    now: datetime,
    calendars: Calendars,
    partner_ids: Sequence[UUID],
    deliver: str | None = None,
    **fields: Any,
) -> Offer:
    """An offer of a lead under a decision's terms, frozen into it; to several partners, a claim."""
    terms = decision.sla
    times = times_of_offer(now, terms, deliver or decision.deliver, partner_ids, calendars)
    is_claim = decision.partner_id is None and bool(decision.invited_ids)
    return Offer(
        vendor_id=lead.vendor_id,
        lead_id=lead.id,
        partner_id=None if is_claim else partner_ids[0],
        is_claim=is_claim,
        round=lead.offers_made + 1,
        rule_name=decision.rule_name,
        pool=decision.pool or "",
        method=decision.method or "",
        offered_at=now,
        visible_at=times.visible_at,
        deadline_at=times.deadline_at,
        accept_within_seconds=terms.accept_within,
        warn_after_seconds=terms.warn_after,
        revoke_after_seconds=terms.revoke_after,
        max_offers=terms.max_offers,
        sla_clock=terms.clock,
        **fields,
    )
