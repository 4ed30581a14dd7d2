"""A posted lead, clean and checked against the vendor's lists, as a row. Writes nothing."""

from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from leads.enrichment.chain import enrich
from leads.fields.catalogue import LEAD
from leads.intake.normalise import CleanLead, Reading
from leads.intake.qualify import DEFAULT, Qualification, qualify
from leads.models import Lead, LeadState


def new_row(
    reading: Reading, *, received_at: datetime, by: Qualification = DEFAULT, off: Collection[str] = ()
) -> Lead:
    """A lead in state `new`, enriched and qualified; not stored. `off`: providers that are switched off."""
    enriched = enrich(reading.lead, off=off)
    return Lead(
        state=LeadState.NEW,
        received_at=received_at,
        changed_at=received_at,
        unread=unread_of(reading),
        enrichment=enriched.records,
        **columns_of(enriched.lead, by),
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
    return columns


def unread_of(reading: Reading) -> dict[str, Any]:
    """What could not be read, as it is stored."""
    return {name: asdict(unread) for name, unread in reading.unread.items()}
