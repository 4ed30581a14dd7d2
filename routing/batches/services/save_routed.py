"""Saving what routing changes of leads."""

from collections.abc import Sequence
from typing import Any

from django.db import connection

from leads.models import Lead
from prm.platform.tenants.scope import current_vendor_id
from routing.batches.sql import SAVE_LEADS


def save_routed(leads: Sequence[Lead]) -> None:
    """Save state, review, offered and changed instants and offers made of leads, in one statement."""
    columns: list[list[Any]] = [
        [lead.id for lead in leads],
        [str(lead.state) for lead in leads],
        [lead.review_reason for lead in leads],
        [lead.review_since_at for lead in leads],
        [lead.offered_at for lead in leads],
        [lead.changed_at for lead in leads],
        [lead.offers_made for lead in leads],
    ]
    with connection.cursor() as cursor:
        cursor.execute(SAVE_LEADS, [*columns, current_vendor_id()])
