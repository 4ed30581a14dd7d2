"""New leads are linked to older ones: of the same person, or of what looks like the same company."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from leads.identity.company import Company, Key, digests, match
from leads.identity.likeness import name_likeness, neighbour_keys
from leads.models import Lead
from leads.models.known import LeadLink
from leads.services.recognise import Joined
from leads.sql import NEIGHBOURS
from prm.platform.tenants.rows import insert_rows
from prm.platform.tenants.scope import current_vendor_id

MOST_LINKS = 3
LESS_SURE = 0.7


class Neighbour(NamedTuple):
    """What is compared of a stored lead."""

    id: UUID
    country: str
    company_fold: str
    company_keys: Sequence[Key]


@dataclass(frozen=True)
class Likeness:
    """How a lead is like an older one, and how sure that is."""

    lead_id: UUID
    evidence: str
    confidence: float


def link_leads(leads: Sequence[Lead], again: Mapping[UUID, Joined], *, find_similar: bool) -> None:
    """Link stored leads, whose keys are written, to older ones. A few statements, however many leads."""
    links = [_again(lead, again[lead.id]) for lead in leads if lead.id in again]
    if find_similar:
        links += [_similar(lead, like) for lead, likes in _likenesses(leads) for like in likes]
    insert_rows(links, skip_known=True)


def _likenesses(leads: Sequence[Lead]) -> Iterable[tuple[Lead, list[Likeness]]]:
    by_key = _neighbours({key for lead in leads for key in neighbour_keys(lead)})
    for lead in leads:
        others = {o.id: o for key in neighbour_keys(lead) for o in by_key.get(key, ()) if o.id < lead.id}
        found = [like for other in others.values() if (like := likeness(lead, other))]
        yield lead, sorted(found, key=lambda like: (-like.confidence, like.lead_id))[:MOST_LINKS]


def likeness(lead: Lead, other: Neighbour) -> Likeness | None:
    """What makes the two look like leads of one company, if anything does."""
    one, two = (Company(tuple(each.company_keys), each.country) for each in (lead, other))
    same = match(one, two)
    if same is not None:
        return Likeness(other.id, same.evidence, same.confidence)
    if lead.country and other.country and lead.country != other.country:
        return None
    like = name_likeness(lead.company_fold, other.company_fold)
    return Likeness(other.id, "like_name", round(like * LESS_SURE, 2)) if like else None


def _neighbours(keys: set[Key]) -> dict[Key, list[Neighbour]]:
    vendor_id = current_vendor_id()
    asked = digests(keys, vendor_id)
    found: dict[Key, list[Neighbour]] = {}
    if asked:
        given: dict[str, Any] = {"digests": list(asked), "vendor": vendor_id}
        with connection.cursor() as cursor:
            cursor.execute(NEIGHBOURS, given)
            for digest, *neighbour in cursor.fetchall():
                found.setdefault(asked[digest], []).append(Neighbour(*neighbour))
    return found


def _again(lead: Lead, joined: Joined) -> LeadLink:
    other, kind = joined.lead.id, LeadLink.Kind.AGAIN
    return LeadLink(lead_id=lead.id, other_id=other, kind=kind, evidence=joined.evidence, confidence=1)


def _similar(lead: Lead, like: Likeness) -> LeadLink:
    return LeadLink(
        lead_id=lead.id,
        other_id=like.lead_id,
        kind=LeadLink.Kind.SIMILAR,
        evidence=like.evidence,
        confidence=like.confidence,
    )
