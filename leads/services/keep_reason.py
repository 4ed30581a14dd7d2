"""Why a person did something to a lead."""

from uuid import UUID

from leads.models import Note
from prm.platform import clock
from prm.platform.actors import Actor


def keep_reason(*, lead_id: UUID, actor: Actor, reason: str) -> dict[str, str]:
    """Keep a person's words as a note of the vendor's; the detail by which the timeline finds them.

    The timeline itself is sealed and never erased, and what people type may name somebody. No words, no note.
    """
    reason = reason.strip()
    if not reason:
        return {}
    note = Note.objects.create(lead_id=lead_id, author_id=actor.user_id, body=reason, created_at=clock.now())
    return {"note_id": str(note.id)}
