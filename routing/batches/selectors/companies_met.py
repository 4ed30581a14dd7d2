"""What is known of the companies of a batch of leads: claims on them, and who works with them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db import connection

from leads.identity.company import Match, digests, match_by
from leads.models import Lead
from leads.selectors.claims import Claim, claims_met, company_of
from prm.platform.tenants.scope import current_vendor_id
from routing.batches.sql import OWNERS_OF_COMPANIES, PARTNERS_OF_LINKED_LEADS


def claims_on_leads(leads: Sequence[Lead], today: date) -> dict[UUID, list[Claim]]:
    """Lead to the approved claims that its company meets today, the one that counts first."""
    met = claims_met([company_of(lead) for lead in leads], today)
    return {lead.id: claims for lead, claims in zip(leads, met, strict=True) if claims}


def owners_of_companies(leads: Sequence[Lead]) -> dict[UUID, str]:
    """Lead to the partner that works with its company: holds, or last won, a lead from there.

    Of several the one whose lead is surest to be from the same company, then the latest.
    """
    vendor_id = current_vendor_id()
    asked = digests({key for lead in leads for key in lead.company_keys}, vendor_id)
    if not asked:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(OWNERS_OF_COMPANIES, [vendor_id, list(asked)])
        rows = cursor.fetchall()
    known: defaultdict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for place, (digest, country, partner_id) in enumerate(rows):
        known[asked[digest]].append((place, country, partner_id))
    found = {lead.id: _owner(lead, known) for lead in leads} if known else {}
    return {lead_id: owner for lead_id, owner in found.items() if owner}


def partners_of_like_leads(leads: Sequence[Lead]) -> tuple[dict[UUID, str], dict[UUID, str]]:
    """Lead to the partner that had the same person before; lead to the partner that has a like lead now."""
    with connection.cursor() as cursor:
        cursor.execute(PARTNERS_OF_LINKED_LEADS, [current_vendor_id(), [lead.id for lead in leads]])
        rows = cursor.fetchall()
    again = {lead_id: partner_id for lead_id, kind, partner_id in rows if kind == "again"}
    similar = {lead_id: partner_id for lead_id, kind, partner_id in rows if kind == "similar"}
    return again, similar


def _owner(lead: Lead, known: Mapping[str, list[tuple[int, str, str]]]) -> str:
    best: tuple[float, int, str] = (0.0, -1, "")
    for key in lead.company_keys:
        for place, country, partner_id in known.get(key, ()):
            met: Match | None = match_by(key, lead.country, country)
            if met is not None:
                best = max(best, (met.confidence, place, partner_id))
    return best[2]
