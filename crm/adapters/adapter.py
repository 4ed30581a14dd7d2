"""What every CRM can be asked: the one interface, and the shapes that go in and out."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol
from uuid import UUID

from crm.values import Value


class CrmProblem(Exception):
    """The CRM does not answer, or refuses everything: `words` for people, and how long it is left alone."""

    def __init__(self, words: str, retry_after_seconds: float | None = None) -> None:
        super().__init__(words)
        self.words, self.retry_after_seconds = words, retry_after_seconds


@dataclass(frozen=True)
class Sending:
    """Values for one record, by fields of the CRM. Without a `remote_id`: found by `lead_id`, or made."""

    lead_id: UUID
    values: Mapping[str, Value]
    remote_id: str = ""


@dataclass(frozen=True)
class Sent:
    """What became of one sending: the record's ID, or in words why not. `is_gone`: there is no such record.

    `is_final`: trying again cannot help. `is_met`: the CRM had a record of the person. It is the lead's
    now, and nothing else was written to it yet.
    """

    remote_id: str = ""
    error: str = ""
    is_gone: bool = False
    is_final: bool = False
    is_met: bool = False
    changed_at: datetime | None = None


@dataclass(frozen=True)
class Outcome:
    """How the CRM says that a lead ended: `won` or `lost`."""

    outcome: str
    value: Decimal | None = None
    currency: str = ""
    closed_on: date | None = None
    reason: str = ""


@dataclass(frozen=True)
class RemoteLead:
    """A record of the CRM, its values by fields of the CRM. `merged_into`: it is another record now."""

    remote_id: str
    values: Mapping[str, Value] = field(default_factory=dict)
    changed_at: datetime | None = None
    outcome: Outcome | None = None
    is_deleted: bool = False
    merged_into: str = ""


@dataclass(frozen=True)
class RemoteAccount:
    """A partner's account. `values` by names of `crm/values.py`, as far as they are mapped."""

    remote_id: str
    values: Mapping[str, Value] = field(default_factory=dict)
    changed_at: datetime | None = None
    is_deleted: bool = False
    merged_into: str = ""


@dataclass(frozen=True)
class Page:
    """A part of what changed."""

    leads: Sequence[RemoteLead] = ()
    accounts: Sequence[RemoteAccount] = ()


@dataclass(frozen=True)
class Field:
    """A field that the product asks of the CRM: of its leads, or of its accounts."""

    name: str
    is_of_accounts: bool = False


class Adapter(Protocol):
    """One CRM. Every method may raise CrmProblem; no method is called inside a transaction."""

    @property
    def most_at_once(self) -> int:
        """How many records go into one request."""

    @property
    def lead_streams(self) -> Sequence[str]:
        """The names under which changes of leads are read."""

    @property
    def account_streams(self) -> Sequence[str]:
        """Those of partner accounts."""

    async def missing_fields(self, fields: Sequence[Field]) -> list[Field]:
        """Those of the fields that the CRM does not have: the test of a connection."""

    async def read_leads(self, remote_ids: Sequence[str]) -> Mapping[str, RemoteLead]:
        """Records as they are now; those that are missing are left out; merged ones say so."""

    async def find_leads(self, lead_ids: Sequence[UUID]) -> Mapping[UUID, RemoteLead]:
        """Records that are there under the IDs of leads, though nobody here knows: sent by a process that
        died, or before the CRM was disconnected."""

    async def send_leads(self, sendings: Sequence[Sending]) -> list[Sent]:
        """Write records, each for itself; the answers are in the order of the sendings.

        A record without an ID is written under the lead's ID, so that sending twice makes one record.
        Owner and lock are fields like the others.
        """

    async def delete_leads(self, sendings: Sequence[Sending]) -> list[Sent]:
        """Delete records for good, as far as the CRM can; one that is gone is deleted."""

    def read_changes(self, stream: str, since: datetime) -> AsyncIterator[Page]:
        """What changed in the stream at or after an instant. What is given twice does no harm."""

    @property
    def usage(self) -> str:
        """How many requests of how many are used up today, as `18/15000`; "" where the CRM does not say."""
