"""Deciding what a partner asked for: the vendor's yes carries the change out."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from partners.events.requests import RequestDecided
from partners.models import (
    Certification,
    ChangeRequest,
    Partner,
    PartnerCertification,
    PartnerSpecialisation,
    Territory,
    Vertical,
)
from partners.services.unpause_partner import unpause_partner
from prm.platform import clock
from prm.platform.actors import Actor
from prm.platform.errors import NotFound, NotPossible
from prm.platform.outbox.tell import tell

Payload = dict[str, Any]
AREA = ("country", "region", "postal_prefix")
CIRCLE = ("latitude", "longitude", "radius_km")


def approve_change_request(*, request_id: UUID, actor: Actor, answer: str = "") -> ChangeRequest:
    """Give the partner what it asked for and close the request.

    Raises NotFound, or NotPossible (`already_decided`, `unknown_entry`, `not_paused`).
    """
    request = _decide(request_id, actor, ChangeRequest.State.APPROVED, answer)
    if request.kind == ChangeRequest.Kind.UNPAUSE:
        unpause_partner(partner_id=request.partner_id, actor=actor)
        return request
    CARRIED_OUT[ChangeRequest.Kind(request.kind)](request.partner, request.payload)
    Partner.objects.filter(id=request.partner_id).update(updated_at=clock.now())
    return request


def refuse_change_request(*, request_id: UUID, actor: Actor, answer: str = "") -> ChangeRequest:
    """Close the request without a change. Raises NotFound, or NotPossible (`already_decided`)."""
    return _decide(request_id, actor, ChangeRequest.State.REFUSED, answer)


def _decide(request_id: UUID, actor: Actor, state: ChangeRequest.State, answer: str) -> ChangeRequest:
    """Compare and set: of two people who decide at once, one is told that it is decided."""
    changed = ChangeRequest.objects.filter(pk=request_id, state=ChangeRequest.State.ASKED).update(
        state=state, answer=answer, decided_by_id=actor.user_id, decided_at=clock.now()
    )
    request = ChangeRequest.objects.select_related("partner").filter(pk=request_id).first()
    if request is None:
        raise NotFound(_("There is no such request."))
    if not changed:
        raise NotPossible(_("This request has been decided already."), code="already_decided")
    tell([RequestDecided(request=request)])
    return request


def _give_territory(partner: Partner, payload: Payload) -> None:
    area: Payload = {name: payload.get(name) or "" for name in AREA}
    circle = {name: payload.get(name) for name in CIRCLE}
    Territory.objects.get_or_create(**{"partner": partner, **area, **circle})


def _give_certification(partner: Partner, payload: Payload) -> None:
    certification = Certification.objects.filter(slug=payload.get("certification")).first()
    if certification is None:
        raise NotPossible(_("The certification is no longer on the list."), code="unknown_entry")
    expires_on = payload.get("expires_on")
    PartnerCertification.objects.update_or_create(
        partner=partner,
        certification=certification,
        defaults={"expires_on": date.fromisoformat(expires_on) if expires_on else None},
    )


def _give_specialisation(partner: Partner, payload: Payload) -> None:
    vertical = Vertical.objects.filter(slug=payload.get("vertical")).first()
    if vertical is None:
        raise NotPossible(_("The industry is no longer on the list."), code="unknown_entry")
    PartnerSpecialisation.objects.get_or_create(partner=partner, vertical=vertical)


CARRIED_OUT: dict[ChangeRequest.Kind, Callable[[Partner, Payload], None]] = {
    ChangeRequest.Kind.TERRITORY: _give_territory,
    ChangeRequest.Kind.CERTIFICATION: _give_certification,
    ChangeRequest.Kind.SPECIALISATION: _give_specialisation,
}
