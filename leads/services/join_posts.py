"""Later posts join the lead that is there: kept, and told to its holder; nothing is offered again."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from leads.enrichment.selectors.records import stated
from leads.events.repeated import LeadRepeated
from leads.fields.catalogue import LEAD
from leads.hooks import holders_of
from leads.models import Lead
from leads.models.known import LaterPost
from leads.services.fill_gaps import fill_gaps
from leads.services.recognise import Joined
from prm.platform.actors import Actor
from prm.platform.outbox.tell import tell
from prm.platform.tenants.rows import insert_rows


def join_posts(posts: Sequence[tuple[Lead, Joined]], actor: Actor) -> list[LaterPost]:
    """Write what each unstored lead said beside the lead that it joins; the timeline holds ids only."""
    if not posts:
        return []
    rows = [_row(posted, joined, actor) for posted, joined in posts]
    insert_rows(rows)
    told = [
        (row, joined.lead, new_facts(joined.lead, row.facts))
        for row, (_, joined) in zip(rows, posts, strict=True)
    ]
    holders = holders_of([lead for _, lead, _ in told])
    tell(
        LeadRepeated(post=row, lead=lead, fields=fields, actor=actor, holder=holders.get(lead.id))
        for row, lead, fields in told
    )
    fill_gaps([(joined.lead, row.facts) for row, (_, joined) in zip(rows, posts, strict=True)], actor)
    return rows


def facts_of(lead: Lead) -> dict[str, Any]:
    """What a posted lead says: the fields that were sent, as plain JSON."""
    return {
        name: value for name, value in stated(lead).items() if value != LEAD[name].stored(LEAD[name].absent)
    }


def new_facts(lead: Lead, facts: dict[str, Any]) -> list[str]:
    """The fields in which a post says something else than the lead."""
    return [
        name
        for name, value in facts.items()
        if name != "external_id" and not _is_same(getattr(lead, name), value)
    ]


def _is_same(value: Any, said: Any) -> bool:
    """Whether the lead says what a post says; a stored post has its amounts as text."""
    return bool(value == said or (isinstance(value, Decimal) and str(value) == str(said)))


def _row(posted: Lead, joined: Joined, actor: Actor) -> LaterPost:
    return LaterPost(
        lead_id=joined.lead.id,
        received_at=posted.received_at,
        evidence=joined.evidence,
        facts=facts_of(posted),
        unread=posted.unread,
        actor_kind=actor.kind,
        actor_id=actor.id,
    )
