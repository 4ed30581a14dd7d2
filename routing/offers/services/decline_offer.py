"""A partner declines."""

from uuid import UUID

from django.utils.translation import gettext

from leads.models import DeclineReason
from prm.platform.actors import Actor
from prm.platform.errors import FieldError, InvalidInput
from prm.platform.outbox.tell import tell
from routing.batches.services.pay_back import pay_back
from routing.events.offers import OfferDeclined
from routing.locks import lock_routing
from routing.models import Offer, OfferState
from routing.offers.services.end_offers import end_offers, send_back
from routing.offers.services.hold_offer import Held, find_offer_of, hold_offer, require_open
from routing.offers.services.refusals import too_long

NOTE_LENGTH = 2000


def decline_offer(*, offer_id: UUID, partner_id: UUID, actor: Actor, reason: str, note: str = "") -> Offer:
    """The partner does not want the lead: it goes to the next one, without this one, by itself.

    Of several invited, one declines for itself; the offer ends when all have. `reason` is the slug of one of
    the vendor's decline reasons. Whether it counted as a turn was frozen into the offer. Raises InvalidInput,
    NotFound, or NotPossible (`deadline_passed`, `taken`, `not_offered`).
    """
    seen = find_offer_of(offer_id, partner_id)
    _check(reason, note)
    if not seen.decline_counts:
        lock_routing()
    held = hold_offer(seen, partner_id)
    require_open(held.offer, partner_id, held.now)
    _note_answer(held)
    if held.offer.is_claim and _others_may_still_accept(held):
        _tell(held, actor, reason, is_over=False)
    else:
        _end(held, reason, note)
        _tell(held, actor, reason, is_over=True)
    return held.offer


def _check(reason: str, note: str) -> None:
    errors = []
    if not DeclineReason.objects.filter(slug=reason, is_active=True).exists():
        errors.append(
            FieldError("reason", "unknown", gettext("Choose one of the vendor's reasons to decline."))
        )
    if len(note) > NOTE_LENGTH:
        errors.append(too_long("note", NOTE_LENGTH))
    if errors:
        raise InvalidInput(errors)


def _note_answer(held: Held) -> None:
    if held.partner.missed_windows:
        held.partner.missed_windows = 0
        held.partner.save(update_fields=["missed_windows"])


def _others_may_still_accept(held: Held) -> bool:
    invitees = held.offer.invitees
    invitees.filter(partner=held.partner, declined_at=None).update(declined_at=held.now)
    return bool(invitees.filter(declined_at=None).exists())


def _end(held: Held, reason: str, note: str) -> None:
    offer = held.offer
    offer.decline_reason, offer.decline_note = reason, note
    offer.save(update_fields=["decline_reason", "decline_note"])
    pay_back(offer, "declined", held.now)
    end_offers([offer], OfferState.DECLINED, held.now)
    send_back([held.lead], held.now)


def _tell(held: Held, actor: Actor, reason: str, *, is_over: bool) -> None:
    partner_id = held.partner.id
    declined = OfferDeclined(
        offer=held.offer,
        lead=held.lead,
        at=held.now,
        actor=actor,
        partner_ids=[partner_id],
        by_partner_id=partner_id,
        detail={"reason": reason, "is_over": is_over},
        told={"reason": reason, "declined_by": str(partner_id)},
        key=str(partner_id),
    )
    tell([declined])
