"""Ask the sources about a vendor's leads that wait for them."""

import logging
from datetime import timedelta
from itertools import islice
from typing import Final
from uuid import UUID

from leads.enrichment.asked.memory import claim
from leads.enrichment.asked.round import Asked, answers_to
from leads.enrichment.selectors.sources import questions_about, working_sources
from leads.enrichment.services.take_answers import note_answers, take_answers
from leads.models import Lead, LeadState
from prm.platform import clock
from prm.platform.errors import ProductError
from prm.platform.tenants.scope import vendor_scope
from prm.platform.wake import wake_vendor

logger = logging.getLogger(__name__)
LEADS_AT_ONCE: Final = 100
# What is left of a lead's wait for writing the answers.
WRITING: Final = timedelta(milliseconds=50)


def ask_waiting(*, vendor_id: UUID) -> int:
    """Ask about leads until none waits, and give each to routing; returns how many were given.

    Call outside any transaction. Safe to run twice and at once: a lead is asked about once.
    """
    given = 0
    while asked := _next(vendor_id):
        given += _take(vendor_id, asked)
    return given


def _next(vendor_id: UUID) -> list[Asked]:
    """Leads that wait and that nobody else asks about."""
    now = clock.now()
    with vendor_scope(vendor_id):
        waiting = Lead.objects.filter(state=LeadState.NEW, route_after_at__gt=now + WRITING)
        unclaimed = (lead for lead in waiting.order_by("received_at", "id") if claim(lead.id))
        leads = list(islice(unclaimed, LEADS_AT_ONCE))
        sources = working_sources() if leads else []
    return [Asked(lead.id, questions_about(lead, sources), _seconds(lead)) for lead in leads]


def _seconds(lead: Lead) -> float:
    return (lead.route_after_at - WRITING - clock.now()).total_seconds() if lead.route_after_at else 0.0


def _take(vendor_id: UUID, asked: list[Asked]) -> int:
    answers, given = answers_to(asked), 0
    with vendor_scope(vendor_id):
        note_answers([answer for some in answers.values() for answer in some])
    for lead_id, some in answers.items():
        try:
            with vendor_scope(vendor_id):
                given += take_answers(lead_id=lead_id, answers=some)
                wake_vendor(vendor_id)
        except ProductError:
            logger.exception("lead %s is routed without enrichment", lead_id)
    return given
