"""Making and changing partners."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from partners.locks import lock_partner
from partners.models import (
    Absence,
    Partner,
    PartnerCertification,
    PartnerSpecialisation,
    PartnerStatus,
    Territory,
    WorkingHours,
)
from prm.platform import clock
from prm.platform.cleaning.geocode import locate, region_of_postal_code
from prm.platform.errors import FieldError, InvalidInput

PARTS = ("certifications", "specialisations", "territories", "working_hours", "absences")
_ADDRESS = ("country", "region", "city", "postal_code")


@transaction.atomic
def create_partner(*, fields: Mapping[str, Any]) -> Partner:
    """A new partner with all that hangs on it.

    `fields` is clean: columns of Partner (`tier` a row), and lists: certifications `{slug: row, expires_on}`,
    specialisations (rows), territories, working_hours and absences (columns). Raises InvalidInput when
    another partner has the external ID.
    """
    partner = Partner()
    _fill(partner, fields)
    partner.save(force_insert=True)
    _replace_parts(partner, fields)
    return partner


@transaction.atomic
def change_partner(*, partner_id: UUID, fields: Mapping[str, Any]) -> Partner:
    """Replace what is given, lists as a whole. Fields as in `create_partner`; raises NotFound as well."""
    partner = lock_partner(partner_id)
    _fill(partner, fields)
    partner.save()
    _replace_parts(partner, fields)
    return partner


def _fill(partner: Partner, fields: Mapping[str, Any]) -> None:
    columns = {name: value for name, value in fields.items() if name not in PARTS}
    _require_own_external_id(partner, columns.get("external_id", ""))
    before = {name: getattr(partner, name) for name in (*_ADDRESS, "status")}
    for name, value in columns.items():
        setattr(partner, name, value)
    if partner.status != before["status"]:
        note_status(partner)
    _place(partner, columns, before)
    partner.updated_at = clock.now()


def note_status(partner: Partner) -> None:
    """A paused partner knows since when; one that receives again starts with a clean record."""
    is_paused = partner.status == PartnerStatus.PAUSED
    partner.paused_at = (partner.paused_at or clock.now()) if is_paused else None
    if not is_paused:
        partner.missed_windows = 0


def set_status(partner: Partner, status: PartnerStatus) -> None:
    """Write a partner's status and what goes with it."""
    partner.status = status
    note_status(partner)
    partner.updated_at = clock.now()
    partner.save(update_fields=["status", "paused_at", "missed_windows", "updated_at"])


def _require_own_external_id(partner: Partner, external_id: str) -> None:
    others = Partner.objects.filter(external_id=external_id).exclude(pk=partner.pk)
    if external_id and others.exists():
        raise InvalidInput([FieldError("external_id", "exists", _("Another partner has this external ID."))])


def _place(partner: Partner, columns: Mapping[str, Any], before: Mapping[str, Any]) -> None:
    """Coordinates and region follow from the address, unless they are given with it."""
    has_moved = any(getattr(partner, name) != before[name] for name in _ADDRESS)
    if not has_moved or columns.get("latitude") is not None:
        return
    partner.region = partner.region or region_of_postal_code(partner.country, partner.postal_code)
    place = locate(partner.country, partner.region, partner.city, partner.postal_code)
    if place is not None:
        partner.latitude, partner.longitude = place.latitude, place.longitude
        partner.region = partner.region or place.region


def _replace_parts(partner: Partner, fields: Mapping[str, Any]) -> None:
    made: dict[str, tuple[Any, list[dict[str, Any]]]] = {
        "certifications": (
            PartnerCertification,
            [
                {"certification": row["slug"], "expires_on": row["expires_on"]}
                for row in fields.get("certifications", ())
            ],
        ),
        "specialisations": (
            PartnerSpecialisation,
            [{"vertical": row} for row in fields.get("specialisations", ())],
        ),
        "territories": (Territory, fields.get("territories", [])),
        "working_hours": (WorkingHours, fields.get("working_hours", [])),
        "absences": (Absence, fields.get("absences", [])),
    }
    for name, (model, rows) in made.items():
        if name in fields:
            old = model.objects.filter(partner=partner)
            (old.filter(membership=None) if model is Absence else old).delete()
            model.objects.bulk_create(model(partner=partner, **row) for row in rows)
