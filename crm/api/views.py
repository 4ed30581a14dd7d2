"""What is in step with the vendor's CRMs, and what is not."""

from uuid import UUID

from django.db.models import QuerySet

from crm.api.shapes import (
    CrmConflictOut,
    CrmConnectionOut,
    CrmRecordFilters,
    CrmRecordOut,
    CrmRecordWithConflictsOut,
    CrmResendInput,
    CrmResendOut,
    CrmResolveInput,
)
from crm.models import CrmConflict, CrmConnection, CrmRecord
from crm.selectors.find import find_conflict, find_record
from crm.selectors.records import listed_records
from crm.services.resend_records import resend_records
from crm.services.resolve_conflict import resolve_conflict
from prm.platform.api.action import Acts
from prm.platform.api.audit import Audited
from prm.platform.api.calls import refuses
from prm.platform.api.collection import Lists
from prm.platform.api.item import Reads
from prm.platform.tenants.audit_action import AuditAction

TAG = "CRM"


class ConnectionsView(Lists):
    """The connected CRMs."""

    name = "crm_connection"
    tag = TAG
    gives = CrmConnectionOut

    def rows(self) -> QuerySet[CrmConnection]:
        """List CRMs.

        Each with its health. They are connected and mapped in the admin.
        """
        return CrmConnection.objects.all()


class RecordsView(Lists):
    """The records of all CRMs."""

    name = "crm_record"
    tag = TAG
    gives = CrmRecordOut
    query = {"get": CrmRecordFilters}
    orders = ("created_at",)
    lookups = {"crm": "connection__kind", "lead": "lead_id", "partner": "partner_id"}

    def rows(self) -> QuerySet[CrmRecord]:
        """List CRM records.

        One for each lead and partner account that is exchanged with a CRM, with its state and last error.
        """
        return listed_records()


class RecordView(Reads):
    """One record."""

    name = "crm_record"
    tag = TAG
    gives = CrmRecordWithConflictsOut

    def find(self, record_id: UUID) -> CrmRecord:
        """Read a CRM record.

        With every value that differed, which of the two stands, and why.
        """
        return find_record(record_id)


class ResendRecordsView(Acts):
    """Many once more."""

    examples = {"One record": {"ids": ["0199f1c2-0000-7000-8000-000000000000"]}}
    name = "crm_records_resend"
    tag = TAG
    audited = Audited("crm.crmrecord", AuditAction.RETRIED)
    takes = CrmResendInput
    gives = CrmResendOut

    def act(self) -> dict[str, int]:
        """Send CRM records again.

        Those that were given up start anew; one that is unlinked makes a new record in the CRM. Accounts of
        partners are read again. Records of erased leads are left out.
        """
        return {"count": resend_records(CrmRecord.objects.filter(pk__in=self.given["ids"]))}


class ResolveConflictView(Acts):
    """A conflict is decided."""

    examples = {"Ours": {"winner": "product"}}
    name = "crm_conflict_resolve"
    tag = TAG
    takes = CrmResolveInput
    gives = CrmConflictOut

    def find(self, conflict_id: UUID) -> CrmConflict:
        """The conflict."""
        return find_conflict(conflict_id)

    @refuses("resolved", "not_accepted", "no_partner")
    def act(self, conflict_id: UUID) -> CrmConflict:
        """Resolve a CRM conflict.

        `product` sends our value to the CRM again, `crm` takes the CRM's. The CRM's partner is offered the
        lead by hand, so what can refuse that can refuse this.
        """
        actor = self.caller.actor
        return resolve_conflict(conflict_id=conflict_id, winner=self.given["winner"], actor=actor)
