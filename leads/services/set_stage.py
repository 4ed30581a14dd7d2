"""A lead's stage decides whether routing sees it; where it changes, the lead changes places."""

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from leads.events.leads import LeadHeldBack, LeadNurtured, LeadRoutedAgain
from leads.fields.about import Engine
from leads.fields.catalogue import known_to_engine
from leads.intake.qualify import Qualification, qualify
from leads.models import Lead, LeadEvent, LeadState
from leads.models.event import ActorKind
from prm.platform import clock
from prm.platform.actors import Actor
from prm.platform.outbox.tell import tell
from prm.platform.tenants.scope import current_vendor_id
from prm.platform.wake import wake_vendor

NOT_SQL: Final = "not_sql"
JUDGED: Final = ("stage", "score_points", "state", "review_reason", "review_since_at", "changed_at")
"""The columns that judging a lead can change."""
OF_ROUTING: Final = frozenset(known_to_engine(Engine.CONDITION, Engine.ASKED, Engine.FACT)) | {
    "stage",
    "score_points",
    "account_key",
    "company_keys",
}


def hold_back(lead: Lead, by: Qualification) -> None:
    """A lead that has just come in and is not sales qualified is nurtured, if the vendor wants it so."""
    if by.holds_back(lead.stage):
        lead.state, lead.review_reason = LeadState.NURTURE, NOT_SQL


def tell_held_back(leads: Iterable[Lead], actor: Actor) -> None:
    """Write that these leads are nurtured, and why, in the caller's transaction."""
    held = [lead for lead in leads if lead.review_reason == NOT_SQL]
    tell(LeadHeldBack(lead=lead, reason=NOT_SQL, actor=actor) for lead in held)


def move_by_stage(lead: Lead, by: Qualification, changed: Collection[str]) -> str:
    """Set the state that follows from a change of a locked lead; the event that tells of it, or "".

    A waiting lead that is not to be routed is nurtured. A lead in review or nurture waits for routing again,
    if something changed that routing knows, and no person has set it aside.
    """
    if by.holds_back(lead.stage):
        if lead.state == LeadState.NEW:
            hold_back(lead, by)
            return LeadNurtured.name
        return ""
    was_held = lead.review_reason == NOT_SQL and lead.state == LeadState.NURTURE
    waits = lead.state in (LeadState.REVIEW, LeadState.NURTURE)
    if was_held or (waits and OF_ROUTING & set(changed) and not _set_aside_by_a_person(lead)):
        lead.state, lead.review_reason, lead.review_since_at = LeadState.NEW, "", None
        return LeadRoutedAgain.name
    return ""


def tell_moved(moved: Sequence[tuple[Lead, str]], actor: Actor) -> None:
    """Write what `move_by_stage` said, and wake routing for those that wait again."""
    tell_held_back([lead for lead, event in moved if event == LeadNurtured.name], actor)
    again = [lead for lead, event in moved if event == LeadRoutedAgain.name]
    if again:
        tell(LeadRoutedAgain(lead=lead, actor=actor) for lead in again)
        wake_vendor(current_vendor_id())


def judge(lead: Lead, by: Qualification) -> bool:
    """Set stage and points; whether they changed."""
    judged = qualify(lead, by)
    if (judged.stage, judged.points) == (lead.stage, lead.score_points):
        return False
    lead.stage, lead.score_points, lead.changed_at = judged.stage, judged.points, clock.now()
    return True


def _set_aside_by_a_person(lead: Lead) -> bool:
    if lead.state != LeadState.NURTURE:
        return False
    last = LeadEvent.objects.filter(lead=lead, kind=LeadNurtured.name).order_by("-at", "-id").first()
    return last is not None and last.actor_kind == ActorKind.USER
