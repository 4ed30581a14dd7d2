"""Leads that are like others in the same batch."""

from collections.abc import Sequence

from leads.models import Lead, LeadLink


def in_batches(leads: Sequence[Lead]) -> list[list[Lead]]:
    """The leads in one batch, or in two: those that are like one of the first go after it.

    They can stay with its partner only once it has one. One query; none for a single lead.
    """
    if len(leads) < 2:
        return [list(leads)] if leads else []
    ids = [lead.id for lead in leads]
    links = LeadLink.objects.filter(lead_id__any_of=ids, other_id__any_of=ids, dismissed_at=None)
    followers = set(links.values_list("lead_id", flat=True))
    first = [lead for lead in leads if lead.id not in followers]
    then = [lead for lead in leads if lead.id in followers]
    return [batch for batch in (first, then) if batch]
