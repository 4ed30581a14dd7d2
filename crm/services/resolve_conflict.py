"""A person decides whose value stands."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext

from crm.adapters.adapter import Outcome
from crm.locks import lock_record
from crm.models import CrmConflict, CrmRecord, RecordState, Why, Winner
from crm.selectors.find import find_conflict
from crm.selectors.partner_values import partner_values
from crm.services.save_sent import wait
from crm.services.take_account import fields_of
from crm.services.take_outcome import turn_outcome
from crm.values import ACCOUNTS, OUTCOME, PARTNER, digest
from partners.models import Partner
from partners.services.save_partner import change_partner
from prm.platform import clock
from prm.platform.actors import Actor
from prm.platform.errors import FieldError, InvalidInput, NotPossible
from prm.platform.tenants.audit_action import AuditAction
from prm.platform.tenants.services.audit import audit
from routing.offers.services.offer_manually import offer_manually

Chosen = tuple[CrmConflict, CrmRecord]


@transaction.atomic
def resolve_conflict(*, conflict_id: UUID, winner: str, actor: Actor) -> CrmConflict:
    """Carry out the choice: ours is sent again, or the CRM's is taken.

    The CRM's partner is offered the lead by hand; the CRM's outcome ends the lead that ended otherwise.
    Raises NotFound, InvalidInput (`winner`), NotPossible (`resolved`, or why it cannot be carried out).
    """
    if winner not in Winner.values:
        raise InvalidInput([FieldError("winner", "unknown", gettext("Choose whose value stands."))])
    conflict = find_conflict(conflict_id)
    if conflict.resolved_at is not None:
        raise NotPossible(gettext("This conflict is resolved."), code="resolved")
    if conflict.field in ACCOUNTS:
        lock_record(conflict.record_id)  # before the partner, as where accounts come in
    if winner == Winner.CRM:
        _take_theirs(conflict, actor)
    record = lock_record(conflict.record_id)
    _note(conflict, record, winner)
    conflict.winner, conflict.why = Winner(winner), Why.PERSON
    conflict.resolved_at, conflict.resolved_by_id = clock.now(), actor.user_id
    conflict.save()
    _let_go(record)
    audit(
        actor,
        AuditAction.CRM_RESOLVED,
        record,
        name=str(conflict.record.connection),
        changes=[conflict.field],
    )
    return conflict


def _take_theirs(conflict: CrmConflict, actor: Actor) -> None:
    """What has to be done here, before the lead's own fields are merged in the next turn."""
    record = conflict.record
    if conflict.field == PARTNER and record.lead is not None:
        _offer(record, conflict.theirs, actor)
    elif conflict.field == OUTCOME and record.lead is not None:
        outcome = outcome_in(conflict.theirs)
        if record.lead.state not in ("won", "lost"):
            words = gettext("No partner has this lead. Offer it to the partner that won it, then try again.")
            raise NotPossible(words, code="not_accepted")
        turn_outcome(record.lead, outcome, actor)
    elif conflict.field in ACCOUNTS and record.partner is not None:
        fields = fields_of(record.connection, {conflict.field: conflict.theirs}, record.partner)
        if fields:
            change_partner(partner_id=record.partner.id, fields=fields)


def _offer(record: CrmRecord, name: str, actor: Actor) -> None:
    if not name:
        raise NotPossible(
            gettext("The CRM names no partner. Take the lead back on its page."), code="no_partner"
        )
    found = list(Partner.objects.filter(name__iexact=name)[:2])
    if len(found) != 1:
        words = gettext("No partner is called “%(name)s”. Offer the lead by hand on its page.")
        raise NotPossible(words % {"name": name}, code="no_partner")
    reason = gettext("The CRM names this partner.")
    assert record.lead_id is not None
    offer_manually(lead_id=record.lead_id, partner_id=found[0].id, actor=actor, reason=reason)


def _note(conflict: CrmConflict, record: CrmRecord, winner: str) -> None:
    """What the next turn is to do about the field."""
    name = conflict.field
    if name in ACCOUNTS and conflict.record.partner is not None:
        partner = Partner.objects.select_related("tier").get(id=conflict.record.partner.id)
        ours = partner_values(partner, conflict.record.connection)[name]
        record.seen[name] = [digest(record.id, name, ours), digest(record.id, name, conflict.theirs)]
    elif name != OUTCOME:
        # Of the partner, what the CRM has is wanted until the offer is accepted: then ours is sent as ever.
        record.choices[name] = winner


def _let_go(record: CrmRecord) -> None:
    if record.lead_id is not None:
        record.changes += 1
        wait(record)
    elif not CrmConflict.objects.filter(record=record, resolved_at=None).exists():
        record.state = RecordState.SYNCED
    record.save()


def outcome_in(text: str) -> Outcome:
    """An outcome as `take_outcome.written` wrote it."""
    outcome, value, currency, closed_on = (None if one == "-" else one for one in text.split(" "))
    return Outcome(
        outcome=outcome or "",
        value=Decimal(value) if value else None,
        currency=currency or "",
        closed_on=date.fromisoformat(closed_on) if closed_on else None,
    )
