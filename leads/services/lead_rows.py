"""A posted lead, clean and checked against the vendor's lists, as a row. Writes nothing."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from leads.fields.catalogue import LEAD
from leads.intake.normalise import CleanLead, Reading
from leads.intake.qualify import DEFAULT, Qualification, qualify
from leads.models import Lead, LeadState
from prm.platform.cleaning.geocode import locate, region_of_postal_code


def new_row(reading: Reading, *, received_at: datetime, by: Qualification = DEFAULT) -> Lead:
    """A lead in state `new`, located and qualified; not stored."""
    return Lead(
        state=LeadState.NEW,
        received_at=received_at,
        changed_at=received_at,
        unread=unread_of(reading),
        **columns_of(reading.lead, by),
    )


def columns_of(clean: CleanLead, by: Qualification = DEFAULT) -> dict[str, Any]:
    """The columns of a clean lead: its fields, and what follows from them."""
    fields: Mapping[str, Any] = clean.values
    columns = {name: posted.stored(fields[name]) for name, posted in LEAD.items()}
    columns["account_key"] = clean.account_key[:200]
    columns["company_fold"] = clean.company_fold
    columns["company_keys"] = list(clean.company_keys)
    judged = qualify(clean, by)
    columns["stage"], columns["score_points"] = judged.stage, judged.points
    return columns | _place(clean)


def unread_of(reading: Reading) -> dict[str, Any]:
    """What could not be read, as it is stored."""
    return {name: asdict(unread) for name, unread in reading.unread.items()}


def _place(clean: CleanLead) -> dict[str, Any]:
    """Region and coordinates from the address, where they were not given."""
    region = clean.region or region_of_postal_code(clean.country, clean.postal_code)
    place = locate(clean.country, region, clean.city, clean.postal_code)
    if place is None:
        return {"region": region}
    found: dict[str, Any] = {"region": region or place.region}
    if clean.latitude is None:
        found |= {"latitude": place.latitude, "longitude": place.longitude}
    return found
