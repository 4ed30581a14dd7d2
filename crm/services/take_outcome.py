"""The CRM says that a lead was won or lost."""

from datetime import UTC, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from typing import Final
from uuid import UUID

from django.utils.translation import gettext

from crm.adapters.adapter import Outcome
from crm.locks import lock_record
from crm.merge import ASK, CRM_WINS, WE_WIN
from crm.models import CrmConflict, CrmConnection, CrmRecord, RecordState, Why, Winner
from crm.services.crm_actor import crm_actor
from crm.values import OUTCOME
from leads.models import Lead, LeadState
from prm.platform import clock
from prm.platform.actors import Actor
from prm.platform.errors import ProductError
from routing.batches.selectors.exchange_rates import current_rates
from routing.models import Offer, OfferState
from routing.offers.services.close_offer import close_offer
from routing.offers.services.end_lead import end_lead
from routing.offers.services.reopen_offer import reopen_offer

ENDED: Final = (LeadState.WON, LeadState.LOST)
GONE: Final = (LeadState.DUPLICATE, LeadState.ERASED)
REASON_LENGTH: Final = 200


def take_outcome(connection: CrmConnection, record_id: UUID, outcome: Outcome) -> None:
    """Close the lead as the CRM says, for the partner that has it. Needs the vendor's scope.

    Where it ended otherwise here, or was won and no partner has it, that is a conflict. Saying the same twice
    changes nothing.
    """
    record = CrmRecord.objects.select_related("lead").get(id=record_id)
    lead = record.lead
    if lead is None or lead.state in GONE or lead.state == outcome.outcome:
        _settle(record_id)
        return
    policy = connection.policies.get(OUTCOME, ASK)
    try:
        if lead.state in ENDED and policy != CRM_WINS:
            _conflict(record_id, lead, outcome, WE_WIN if policy == WE_WIN else "")
        elif lead.state in ENDED:
            turn_outcome(lead, outcome, crm_actor(connection.id))
            _conflict(record_id, lead, outcome, CRM_WINS)
        else:
            _end(record_id, lead, outcome, crm_actor(connection.id))
    except ProductError as refused:
        _conflict(record_id, lead, outcome, "", str(refused))


def turn_outcome(lead: Lead, outcome: Outcome, actor: Actor) -> None:
    """A lead that ended otherwise ends as the CRM says. Raises NotPossible if it cannot be reopened."""
    offer = _offer(lead, OfferState.CLOSED)
    if offer is None or offer.partner_id is None:
        return
    reopen_offer(offer_id=offer.id, partner_id=offer.partner_id, actor=actor)
    _close(lead, offer, outcome, actor)


def _end(record_id: UUID, lead: Lead, outcome: Outcome, actor: Actor) -> None:
    offer = _offer(lead, OfferState.ACCEPTED)
    if offer is not None:
        _close(lead, offer, outcome, actor)
    elif outcome.outcome == "lost":
        end_lead(lead_id=lead.id, actor=actor, end="lost", reason=_reason(lead, outcome))
    else:
        _conflict(record_id, lead, outcome, "", gettext("It was won in the CRM, and no partner has it."))


def _close(lead: Lead, offer: Offer, outcome: Outcome, actor: Actor) -> None:
    assert offer.partner_id is not None
    close_offer(
        offer_id=offer.id,
        partner_id=offer.partner_id,
        actor=actor,
        outcome=outcome.outcome,
        value=_value(lead, outcome),
        reason=_reason(lead, outcome),
        closed_at=_closed_at(outcome),
    )


def _value(lead: Lead, outcome: Outcome) -> Decimal | None:
    """The value in the lead's currency, by the vendor's rates; None where there is no rate."""
    if outcome.value is None or not outcome.currency or outcome.currency == lead.currency:
        return outcome.value
    rates, now = current_rates(), clock.now()
    from_worth, to_worth = rates.worth(outcome.currency, now), rates.worth(lead.currency or rates.own, now)
    if from_worth is None or not to_worth:
        return None
    worth = outcome.value * Decimal(str(from_worth)) / Decimal(str(to_worth))
    return worth.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _reason(lead: Lead, outcome: Outcome) -> str:
    """The CRM's reason; and the value, where it could not be put in the lead's currency."""
    without_rate = outcome.value is not None and _value(lead, outcome) is None
    value = f"{outcome.value:f} {outcome.currency}" if without_rate else ""
    return "; ".join(filter(None, (outcome.reason, value)))[:REASON_LENGTH]


def _closed_at(outcome: Outcome) -> datetime | None:
    return datetime.combine(outcome.closed_on, time(12), UTC) if outcome.closed_on else None


def _offer(lead: Lead, state: OfferState) -> Offer | None:
    offers = Offer.objects.filter(lead=lead, state=state, partner__isnull=False)
    return offers.order_by("-offered_at", "-id").first()


def _settle(record_id: UUID) -> None:
    open_ = CrmConflict.objects.filter(record_id=record_id, field=OUTCOME, resolved_at=None)
    if open_.update(resolved_at=clock.now(), why=Why.SAME):
        record = lock_record(record_id)
        if record.state == RecordState.CONFLICT and not _has_open(record):
            record.state = RecordState.SYNCED
            record.save(update_fields=["state"])


def _conflict(record_id: UUID, lead: Lead, outcome: Outcome, winner: str, words: str = "") -> None:
    """Write the conflict once; the CRM says it again each time something else changes."""
    record, theirs = lock_record(record_id), written(outcome)
    conflicts = CrmConflict.objects.filter(record=record, field=OUTCOME, ours=lead.state, theirs=theirs)
    if conflicts.filter(resolved_at=None).exists() or (winner == WE_WIN and conflicts.exists()):
        return
    if winner == "" and conflicts.filter(winner=Winner.PRODUCT).exists():
        return  # a person said so
    CrmConflict.objects.filter(record=record, field=OUTCOME, resolved_at=None).delete()
    now = clock.now()
    CrmConflict.objects.create(
        record=record,
        field=OUTCOME,
        ours=lead.state,
        theirs=theirs,
        winner=winner,
        why=Why.POLICY if winner else "",
        found_at=now,
        resolved_at=now if winner else None,
    )
    if not winner:
        record.last_error = words
        if record.state == RecordState.SYNCED:
            record.state = RecordState.CONFLICT
        record.save(update_fields=["last_error", "state"])


def written(outcome: Outcome) -> str:
    """An outcome as a conflict keeps it: `won 5000 EUR 2026-03-01`, with `-` for what is not known."""
    parts = (outcome.value, outcome.currency, outcome.closed_on)
    return " ".join([outcome.outcome, *(str(part) if part else "-" for part in parts)])


def _has_open(record: CrmRecord) -> bool:
    return CrmConflict.objects.filter(record=record, resolved_at=None).exists()
