"""When offers become visible and when they end."""

import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from routing.batches.selectors.calendars import business_calendars
from routing.engine import SlaTerms
from routing.engine.business_time import BusinessCalendar, NeverOpenError, deadline, next_open
from routing.models import Offer

logger = logging.getLogger(__name__)
Calendars = Mapping[UUID, BusinessCalendar]


@dataclass(frozen=True)
class OfferTimes:
    """When partners see an offer, and until when they can accept."""

    visible_at: datetime
    deadline_at: datetime


def times_of_offer(
    now: datetime, terms: SlaTerms, deliver: str, partner_ids: Collection[UUID], calendars: Calendars
) -> OfferTimes:
    """An offer made now. To several: visible when the first opens, open until the last window ends."""
    each = [_times(now, terms, deliver, calendars.get(partner_id)) for partner_id in partner_ids]
    return OfferTimes(min(t.visible_at for t in each), max(t.deadline_at for t in each))


def update_window(offer: Offer, since: datetime) -> OfferTimes:
    """When an accepted offer silent since then is warned of (`visible_at`) and taken back (`deadline_at`)."""
    calendar = _calendar_of(offer, since)
    return OfferTimes(
        after(since, offer.warn_after_seconds, offer.sla_clock, calendar),
        after(since, offer.revoke_after_seconds, offer.sla_clock, calendar),
    )


def needs_calendar(terms: SlaTerms, deliver: str) -> bool:
    """Whether an offer's times depend on the partner's hours."""
    return terms.clock == "business" or deliver == "next_open_hour"


def after(since: datetime, seconds: int, clock: str, calendar: BusinessCalendar | None) -> datetime:
    """So many seconds later. A partner that is never open has its time counted on the wall clock."""
    try:
        if clock == "business" and calendar is not None:
            return deadline(since, seconds, "business", calendar)
    except NeverOpenError:
        logger.warning("a partner is never open: its deadlines run on the wall clock")
    return deadline(since, seconds)


def _times(now: datetime, terms: SlaTerms, deliver: str, calendar: BusinessCalendar | None) -> OfferTimes:
    visible_at = _opening(now, calendar) if deliver == "next_open_hour" else now
    return OfferTimes(visible_at, after(visible_at, terms.accept_within, terms.clock, calendar))


def _opening(now: datetime, calendar: BusinessCalendar | None) -> datetime:
    try:
        return now if calendar is None else next_open(calendar, now)
    except NeverOpenError:
        return now


def _calendar_of(offer: Offer, since: datetime) -> BusinessCalendar | None:
    if offer.sla_clock != "business" or offer.partner_id is None:
        return None
    return business_calendars([offer.partner_id], since).get(offer.partner_id)
