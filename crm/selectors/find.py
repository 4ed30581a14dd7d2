"""Connections and records by ID."""

from uuid import UUID

from django.utils.translation import gettext

from crm.models import CrmConflict, CrmConnection, CrmRecord
from prm.platform.errors import NotFound


def find_connection(connection_id: UUID) -> CrmConnection:
    """One connection. Raises NotFound, also for another vendor's."""
    connection = CrmConnection.objects.filter(pk=connection_id).first()
    if connection is None:
        raise NotFound(gettext("There is no such CRM."))
    return connection


def find_record(record_id: UUID) -> CrmRecord:
    """One record with its lead or partner. Raises NotFound."""
    record = CrmRecord.objects.select_related("connection", "lead", "partner").filter(pk=record_id).first()
    if record is None:
        raise NotFound(gettext("There is no such record."))
    return record


def find_conflict(conflict_id: UUID) -> CrmConflict:
    """One conflict with its record. Raises NotFound."""
    conflict = (
        CrmConflict.objects.select_related("record__connection", "record__lead", "record__partner")
        .filter(pk=conflict_id)
        .first()
    )
    if conflict is None:
        raise NotFound(gettext("There is no such conflict."))
    return conflict
