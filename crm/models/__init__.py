"""Connections to CRMs, records in them, and conflicts."""

from crm.models.connection import CrmConnection, CrmKind, OnErase
from crm.models.record import CrmConflict, CrmRecord, RecordState, Why, Winner, Wish

__all__ = [
    "CrmConflict",
    "CrmConnection",
    "CrmKind",
    "CrmRecord",
    "OnErase",
    "RecordState",
    "Why",
    "Winner",
    "Wish",
]
