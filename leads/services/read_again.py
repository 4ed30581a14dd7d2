"""A name that leads have used is understood from now on: leads that wait are read again."""

from collections.abc import Iterable
from typing import Any, Final

from leads.fields.catalogue import LEAD
from leads.fields.context import Context, Lists
from leads.models import Lead, LeadState
from leads.selectors.catalogue import lists
from leads.selectors.qualification import qualification
from leads.selectors.unknown_names import unknown_names
from leads.services.set_stage import JUDGED, judge, move_by_stage, tell_moved
from leads.services.tell_corrected import tell_corrected
from prm.platform import clock
from prm.platform.actors import Actor
from prm.platform.cleaning.refusal import PartlyRefused, Refused

WAITING: Final = (LeadState.NEW, LeadState.REVIEW, LeadState.NURTURE)


def lock_waiting(field: str) -> list[Lead]:
    """Leads that no partner has and whose field was not understood, locked until the transaction ends."""
    waiting = Lead.objects.select_for_update(no_key=True).filter(state__in=WAITING, unread__has_key=field)
    return list(waiting.order_by("id"))


def read_again(leads: Iterable[Lead], field: str, folded: str, actor: Actor) -> int:
    """Read the field of those locked leads that used the name; how many changed."""
    known, by = lists(), qualification()
    changed = [
        lead for lead in leads if (field, folded) in dict(unknown_names([lead])) and _read(lead, field, known)
    ]
    for lead in changed:
        judge(lead, by)
    moved = [(lead, move_by_stage(lead, by, [field])) for lead in changed]
    Lead.objects.bulk_update(changed, [field, "unread", *JUDGED], batch_size=500)
    tell_corrected([(lead, [field]) for lead in changed], actor)
    tell_moved(moved, actor)
    return len(changed)


def _read(lead: Lead, field: str, known: Lists) -> bool:
    """Set the field to what is understood now, beside what had been understood before."""
    unread = lead.unread[field]
    value, left = _understood(field, unread["value"], Context(known, lead.country))
    if not value:
        return False
    before = getattr(lead, field)
    after = [*before, *value] if isinstance(before, list) else before or value
    setattr(lead, field, list(dict.fromkeys(after)) if isinstance(after, list) else after)
    lead.unread = {name: kept for name, kept in lead.unread.items() if name != field}
    if left:
        lead.unread[field] = {**unread, "value": left}
    lead.changed_at = clock.now()
    return True


def _understood(field: str, value: Any, context: Context) -> tuple[Any, list[Any]]:
    """What can be read, and what is left."""
    try:
        return LEAD[field].read(value, context), []
    except PartlyRefused as refused:
        return refused.kept, refused.left
    except Refused:
        return None, [value]
