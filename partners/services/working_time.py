"""When a partner can be reached: its weekly hours, its holiday calendar, and the days it is away."""

import zoneinfo
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from uuid import UUID

from django.utils.translation import gettext as _

from partners.calendars import holiday_countries
from partners.models import Absence, Partner
from partners.services.save_partner import change_partner
from prm.platform import clock
from prm.platform.errors import FieldError, InvalidInput, NotFound
from prm.platform.tenants.models import Membership

MINUTES_A_DAY = 24 * 60


@dataclass(frozen=True)
class Block:
    """Open from minute to minute of a weekday (0 is Monday), in the partner's time zone."""

    weekday: int
    opens_at_minute: int
    closes_at_minute: int


def set_working_hours(
    *,
    partner_id: UUID,
    time_zone: str,
    blocks: Sequence[Block],
    holiday_country: str = "",
    holiday_region: str = "",
) -> None:
    """Replace the weekly hours. Deadlines already running keep their instants.

    No block means the usual week (Monday to Friday, 9 to 17). Raises InvalidInput: `hours` for blocks that
    end before they begin or overlap, `time_zone`, `holiday_country`.
    """
    _check(time_zone, blocks, holiday_country)
    fields = {
        "time_zone": time_zone,
        "holiday_country": holiday_country,
        "holiday_region": holiday_region if holiday_region.startswith(f"{holiday_country}-") else "",
        "working_hours": [vars(block) for block in blocks],
    }
    change_partner(partner_id=partner_id, fields=fields)


def add_absence(
    *,
    partner_id: UUID,
    starts_on: date,
    ends_on: date,
    membership_id: UUID | None = None,
    note: str = "",
) -> Absence:
    """Mark the company, or one member of it, as away on these days, both included. Raises InvalidInput."""
    errors = []
    if ends_on < starts_on:
        errors.append(FieldError("ends_on", "before_start", _("The last day is before the first.")))
    if (ends_on - starts_on).days > 366:
        errors.append(FieldError("ends_on", "too_long", _("At most a year at a time.")))
    if membership_id and not Membership.objects.filter(id=membership_id, partner_id=partner_id).exists():
        errors.append(FieldError("membership", "unknown", _("Choose one of your colleagues.")))
    if errors:
        raise InvalidInput(errors)
    Partner.objects.filter(id=partner_id).update(updated_at=clock.now())
    return Absence.objects.create(
        partner_id=partner_id,
        membership_id=membership_id,
        starts_on=starts_on,
        ends_on=ends_on,
        note=note.strip()[:200],
    )


def remove_absence(*, partner_id: UUID, absence_id: UUID) -> None:
    """Be there after all. Raises NotFound."""
    removed, _by_model = Absence.objects.filter(id=absence_id, partner_id=partner_id).delete()
    if not removed:
        raise NotFound(_("There is no such absence."))
    Partner.objects.filter(id=partner_id).update(updated_at=clock.now())


def _check(time_zone: str, blocks: Sequence[Block], country: str) -> None:
    errors = []
    if time_zone not in zoneinfo.available_timezones():
        errors.append(FieldError("time_zone", "unknown", _("Choose a time zone, such as Europe/Berlin.")))
    if country and country not in dict(holiday_countries()):
        errors.append(FieldError("holiday_country", "unknown", _("There is no calendar for this country.")))
    if any(not _is_sound(block) for block in blocks):
        errors.append(FieldError("hours", "invalid", _("Each block must end after it starts.")))
    elif _overlap(blocks):
        errors.append(FieldError("hours", "overlap", _("Blocks of one day must not overlap.")))
    if errors:
        raise InvalidInput(errors)


def _is_sound(block: Block) -> bool:
    return 0 <= block.weekday <= 6 and 0 <= block.opens_at_minute < block.closes_at_minute <= MINUTES_A_DAY


def _overlap(blocks: Sequence[Block]) -> bool:
    ordered = sorted(blocks, key=lambda block: (block.weekday, block.opens_at_minute))
    return any(
        one.weekday == other.weekday and other.opens_at_minute < one.closes_at_minute
        for one, other in pairwise(ordered)
    )
