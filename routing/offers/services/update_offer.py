"""A partner reports on its lead."""

from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from django.utils.translation import gettext

from leads.models import LeadState, Note
from prm.platform.actors import Actor
from prm.platform.errors import FieldError, InvalidInput
from prm.platform.outbox.tell import tell
from prm.platform.tenants.models import Membership
from routing.events.work import OfferFirstAction, OfferUpdated
from routing.models import Offer, WorkStatus
from routing.offers.services.hold_offer import Held, find_offer_of, hold_offer, require_accepted
from routing.offers.services.refusals import too_long, unknown
from routing.timers.services.offer_timers import await_update

FIRST_ACTIONS = ("call", "email", "meeting", "message", "visit", "other")
RESULTS = ("reached", "no_answer", "message_left")
LENGTHS = {"note": 5000, "next_action": 200}


@dataclass(frozen=True)
class Update:
    """What a partner reports; None leaves a thing as it is, empty text clears it, also a date or a person."""

    status: str | None
    note: str | None
    first_action: str | None
    next_action: str | None
    next_action_on: date | Literal[""] | None
    assignee_id: UUID | Literal[""] | None
    result: str | None = None

    @property
    def is_work(self) -> bool:
        """Whether something was done for the customer: a contact, or a note of what was learnt."""
        return bool(self.first_action or self.note)


def update_offer(
    *,
    offer_id: UUID,
    partner_id: UUID,
    actor: Actor,
    status: str | None = None,
    note: str | None = None,
    first_action: str | None = None,
    next_action: str | None = None,
    next_action_on: date | Literal[""] | None = None,
    assignee_id: UUID | Literal[""] | None = None,
    result: str | None = None,
) -> Offer:
    """Take a report in. Silence is counted anew from now only if it tells of work for the customer: a contact
    (`first_action`, also the second and later ones) or a note. Moving a lead to another status, planning or
    putting somebody in charge moves no deadline. The first contact is kept: it makes the TTFA.

    `status` is a WorkStatus, `first_action` one of FIRST_ACTIONS, `result` (what came of the contact) one of
    RESULTS, `assignee_id` a membership of the partner, or "" for nobody. Raises InvalidInput naming each
    wrong field, NotFound, or NotPossible (`not_accepted`).
    """
    given = Update(status, note, first_action, next_action, next_action_on, assignee_id, result)
    seen = find_offer_of(offer_id, partner_id)
    _check(given, partner_id)
    held = hold_offer(seen, partner_id)
    require_accepted(held.offer, partner_id)
    is_first = bool(first_action) and held.offer.first_action_at is None
    before = _moving(held.offer)
    _apply(held, given, is_first)
    if note:
        Note.objects.create(
            lead=held.lead, partner=held.partner, author_id=actor.user_id, body=note, created_at=held.now
        )
    _tell(held, actor, given, is_first, before)
    return held.offer


def _check(given: Update, partner_id: UUID) -> None:
    errors = []
    if given.status is not None and given.status not in WorkStatus.values:
        errors.append(unknown("status", WorkStatus.values))
    if given.first_action is not None and given.first_action not in FIRST_ACTIONS:
        errors.append(unknown("first_action", FIRST_ACTIONS))
    if given.result and given.result not in RESULTS:
        errors.append(unknown("result", RESULTS))
    for name, length in LENGTHS.items():
        if len(getattr(given, name) or "") > length:
            errors.append(too_long(name, length))
    if given.assignee_id and not _works_for(partner_id, given.assignee_id):
        errors.append(FieldError("assignee", "unknown", gettext("Choose one of your colleagues.")))
    if all(value is None for value in vars(given).values()):
        errors.append(FieldError("", "empty", gettext("Say what has changed.")))
    if errors:
        raise InvalidInput(errors)


def _works_for(partner_id: UUID, membership_id: UUID) -> bool:
    return Membership.objects.filter(id=membership_id, partner_id=partner_id, is_active=True).exists()


def _apply(held: Held, given: Update, is_first: bool) -> None:
    offer, now = held.offer, held.now
    if given.status is not None:
        offer.work_status = given.status
    if is_first:
        offer.first_action_at, offer.first_action_kind = now, given.first_action or ""
        if offer.work_status == WorkStatus.TO_CONTACT:
            offer.work_status = WorkStatus.CONTACTED
    if given.next_action is not None:
        offer.next_action = given.next_action
        offer.next_action_on = given.next_action_on or None
    elif given.next_action_on is not None:
        offer.next_action_on = given.next_action_on or None
    if given.assignee_id is not None:
        offer.assignee_id = given.assignee_id or None
    if given.is_work:
        await_update(offer, now)
    offer.save()
    if held.lead.state == LeadState.ACCEPTED and offer.work_status != WorkStatus.TO_CONTACT:
        held.lead.state = LeadState.IN_PROGRESS
    held.lead.changed_at = now
    held.lead.save(update_fields=["state", "changed_at"])


def _moving(offer: Offer) -> dict[str, str]:
    """What the timeline tells of before and after, as codes and ids."""
    on = offer.next_action_on
    return {
        "status": offer.work_status,
        "assignee": str(offer.assignee_id or ""),
        "next_action": f"{on or ''} {offer.next_action}".strip(),
    }


def _tell(held: Held, actor: Actor, given: Update, is_first: bool, before: dict[str, str]) -> None:
    offer, lead, now = held.offer, held.lead, held.now
    detail = {"status": offer.work_status, **_detail(offer, given, before)}
    told, key = {"status": offer.work_status}, now.isoformat()
    events = (OfferUpdated, OfferFirstAction) if is_first else (OfferUpdated,)
    tell(
        event(offer=offer, lead=lead, at=now, actor=actor, detail=detail, told=told, key=key)
        for event in events
    )


def _detail(offer: Offer, given: Update, before: dict[str, str]) -> dict[str, object]:
    """Which things changed, and to what: codes, ids and dates, never what somebody typed."""
    after = _moving(offer)
    changed = [name for name in after if after[name] != before[name]]
    changed += [name for name in ("note", "first_action") if getattr(given, name)]
    detail: dict[str, object] = {"changed": changed}
    if "status" in changed:
        detail["status_before"] = before["status"]
    if "assignee" in changed:
        detail["assignee_id"] = after["assignee"]
    if "next_action" in changed:
        detail["next_action_on"] = offer.next_action_on.isoformat() if offer.next_action_on else ""
    if given.first_action:
        detail |= {"contact": given.first_action, "result": given.result or ""}
    return detail
