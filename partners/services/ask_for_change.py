"""A partner asks the vendor to change what it may sell, and where."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from partners.areas import AREA as NAMED
from partners.areas import read_area
from partners.events.requests import RequestMade
from partners.models import Certification, ChangeRequest, Partner, PartnerStatus, Territory, Vertical
from prm.platform import clock
from prm.platform.actors import Actor
from prm.platform.errors import FieldError, InvalidInput, NotFound, NotPossible
from prm.platform.outbox.tell import tell

Kind = ChangeRequest.Kind
AREA = ("country", "region", "postal_prefix", "latitude", "longitude", "radius_km")


def ask_for_change(
    *, partner_id: UUID, kind: str, payload: dict[str, Any], reason: str, actor: Actor
) -> ChangeRequest:
    """Write the request down and tell the vendor; nothing changes until it says yes.

    `payload` by kind: territory `{country, region, postal_prefix}`, by codes or names, or
    `{latitude, longitude, radius_km}`, certification `{certification, expires_on}`,
    specialisation `{vertical}`, unpause `{}`.
    Raises InvalidInput naming the field, NotFound, or NotPossible (`asked_already`, `not_paused`).
    """
    partner = Partner.objects.filter(id=partner_id).first()
    if partner is None:
        raise NotFound(_("There is no such partner."))
    payload, errors = _read_area(payload) if kind == Kind.TERRITORY else (payload, [])
    _check(partner, kind, payload, reason, errors)
    if kind == Kind.UNPAUSE and partner.status != PartnerStatus.PAUSED and partner.paused_at is None:
        raise NotPossible(_("This partner is not paused."), code="not_paused")
    if ChangeRequest.objects.filter(
        partner=partner, kind=kind, payload=payload, state=ChangeRequest.State.ASKED
    ).exists():
        raise NotPossible(_("You have asked for this already."), code="asked_already")
    request = ChangeRequest.objects.create(
        partner=partner,
        kind=kind,
        payload=payload,
        reason=reason.strip(),
        asked_by_id=actor.user_id,
        asked_at=clock.now(),
    )
    tell([RequestMade(request=request)])
    return request


def _check(
    partner: Partner, kind: str, payload: dict[str, Any], reason: str, errors: list[FieldError]
) -> None:
    if kind not in Kind.values:
        errors.append(FieldError("kind", "unknown", _("This cannot be asked for.")))
    elif kind == Kind.TERRITORY:
        errors = errors or _wrong_in_area(partner, payload)
    elif (
        kind == Kind.CERTIFICATION
        and not Certification.objects.filter(slug=payload.get("certification")).exists()
    ):
        errors.append(FieldError("certification", "unknown", _("Choose a certification.")))
    elif kind == Kind.SPECIALISATION and not _is_there(Vertical, payload.get("vertical")):
        errors.append(FieldError("vertical", "unknown", _("Choose an industry.")))
    if len(reason) > 2000:
        errors.append(FieldError("reason", "too_long", _("At most 2,000 characters.")))
    if errors:
        raise InvalidInput(errors)


def _is_there(model: type[Certification] | type[Vertical], slug: Any) -> bool:
    return bool(model.objects.filter(slug=slug).exists())


def _wrong_in_area(partner: Partner, payload: dict[str, Any]) -> list[FieldError]:
    """What the territory itself would say against these values."""
    try:
        Territory(partner=partner, **{name: payload[name] for name in AREA if name in payload}).full_clean()
    except ValidationError as error:
        named = error.message_dict
        return [
            FieldError("" if name == "__all__" else name, "invalid", " ".join(words))
            for name, words in named.items()
        ]
    return []


def _read_area(payload: dict[str, Any]) -> tuple[dict[str, Any], list[FieldError]]:
    """The payload with its names of places as codes, and what could not be read."""
    typed = {name: str(payload.get(name) or "") for name in NAMED}
    area, errors = read_area(**typed)
    given = {name: value for name, value in payload.items() if name not in NAMED}
    return given | {name: value for name, value in area.items() if value}, errors
