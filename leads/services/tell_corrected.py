"""Fields of leads have changed: the timeline and the vendor's webhooks say which, never to what."""

from collections.abc import Sequence

from leads.events.leads import LeadCorrected
from leads.models import Lead
from prm.platform.actors import Actor
from prm.platform.outbox.tell import tell


def tell_corrected(changes: Sequence[tuple[Lead, list[str]]], actor: Actor) -> None:
    """Write what changed, in the caller's transaction."""
    tell(LeadCorrected(lead=lead, fields=fields, actor=actor) for lead, fields in changes)
