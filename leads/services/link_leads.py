"""New leads are linked to older ones: of the same person, or of what looks like the same company."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Likeness:
    """How a lead is like an older one, and how sure that is."""

    lead: Lead
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
    stored = _stored({id_ for ids in by_key.values() for id_ in ids}, leads)
    for lead in leads:
        ids = {id_ for key in neighbour_keys(lead) for id_ in by_key.get(key, ()) if id_ < lead.id}
        found = [like for id_ in ids if (other := stored.get(id_)) and (like := likeness(lead, other))]
        yield lead, sorted(found, key=lambda like: (-like.confidence, like.lead.id))[:MOST_LINKS]


def likeness(lead: Lead, other: Lead) -> Likeness | None:
    """What makes the two look like leads of one company, if anything does."""
    one, two = (Company(tuple(each.company_keys), each.country) for each in (lead, other))
    same = match(one, two)
    if same is not None:
        return Likeness(other, same.evidence, same.confidence)
    if lead.country and other.country and lead.country != other.country:
        return None
    like = name_likeness(lead.company_fold, other.company_fold)
    return Likeness(other, "like_name", round(like * LESS_SURE, 2)) if like else None


def _neighbours(keys: set[Key]) -> dict[Key, list[UUID]]:
    vendor_id = current_vendor_id()
    asked = digests(keys, vendor_id)
    found: dict[Key, list[UUID]] = {}
    if asked:
        with connection.cursor() as cursor:
            cursor.execute(NEIGHBOURS, [list(asked), vendor_id, "l", vendor_id, "l"])
            for digest, lead_id in cursor.fetchall():
                found.setdefault(asked[digest], []).append(lead_id)
    return found


def _stored(ids: set[UUID], leads: Sequence[Lead]) -> dict[UUID, Lead]:
    here = {lead.id: lead for lead in leads if lead.id in ids}
    columns = ("id", "company_keys", "company_fold", "country", "state")
    others = Lead.objects.filter(id__any_of=list(ids - set(here))).exclude(state__in=("erased", "duplicate"))
    return here | {lead.id: lead for lead in others.only(*columns)} if ids - set(here) else here


def _again(lead: Lead, joined: Joined) -> LeadLink:
    other, kind = joined.lead.id, LeadLink.Kind.AGAIN
    return LeadLink(lead_id=lead.id, other_id=other, kind=kind, evidence=joined.evidence, confidence=1)


def _similar(lead: Lead, like: Likeness) -> LeadLink:
    return LeadLink(
        lead_id=lead.id,
        other_id=like.lead.id,
        kind=LeadLink.Kind.SIMILAR,
        evidence=like.evidence,
        confidence=like.confidence,
    )
