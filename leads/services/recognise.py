"""Which of the leads that come in are about somebody who is known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from leads.identity.person import BY_EXTERNAL_ID, PersonKey, is_contradicted
from leads.models import CLOSED_STATES, Lead, LeadState
from leads.services.person_key_owners import Owners, digests_of, move_person_keys, take_person_keys
from prm.platform.tenants.models import Vendor


@dataclass(frozen=True)
class Joined:
    """A post that is about a lead which is there, and by what it was recognised."""

    lead: Lead
    evidence: str


@dataclass
class Recognition:
    """What became of the leads of one call: those that joined another, and those of people who come again.

    Both go from the id of a new lead to the older one.
    """

    joined: dict[UUID, Joined] = field(default_factory=dict)
    again: dict[UUID, Joined] = field(default_factory=dict)


def recognise(leads: Sequence[Lead], vendor: Vendor, now: datetime) -> Recognition:
    """Claim the keys of new, unstored leads, and find those of them that are known, also among themselves.

    An external id names one lead for ever. A person joins an open lead that came in within the vendor's
    window; after that, or once it is closed, a new lead is made. A few statements, however many leads.
    """
    keys = digests_of(leads)
    if not vendor.joins_repeated_leads:
        keys = [[(key, id_) for key, id_ in each if key.evidence == BY_EXTERNAL_ID] for each in keys]
    wanted: dict[UUID, UUID] = {}
    for lead, each in zip(leads, keys, strict=True):
        for _key, id_ in each:
            wanted.setdefault(id_, lead.id)
    if not wanted:
        return Recognition()
    sorter = _Sorter(leads, take_person_keys(wanted), now - timedelta(days=vendor.repeat_window_days))
    for lead, each in zip(leads, keys, strict=True):
        sorter.place(lead, each)
    move_person_keys(sorter.moved)
    return sorter.found


class _Sorter:
    """Places leads one after the other, so that a later one can join an earlier one of the same call."""

    def __init__(self, leads: Sequence[Lead], owners: Owners, since: datetime) -> None:
        self.owners, self.since = owners, since
        self.known = {lead.id: lead for lead in leads}
        self.known |= _stored({owner for owner in owners.values() if owner not in self.known})
        self.found = Recognition()
        self.moved: Owners = {}

    def place(self, lead: Lead, keys: Sequence[tuple[PersonKey, UUID]]) -> None:
        for key, id_ in keys:
            other = self._other(lead, id_)
            if other is None or is_contradicted(key.evidence, lead, other):
                continue
            if key.evidence == BY_EXTERNAL_ID or self._is_open(other):
                self.found.joined[lead.id] = Joined(other, key.evidence)
                self.found.again.pop(lead.id, None)
                break
            self.found.again.setdefault(lead.id, Joined(other, key.evidence))
        self._take(lead, keys)

    def _other(self, lead: Lead, id_: UUID) -> Lead | None:
        """The lead that has the key, if it is another one and still about somebody."""
        owner = self.owners[id_]
        other = self.known.get(owner)
        if owner == lead.id or other is None or other.state == LeadState.ERASED:
            return None
        joined = self.found.joined.get(owner)
        return joined.lead if joined else other

    def _is_open(self, other: Lead) -> bool:
        return other.state not in CLOSED_STATES and other.received_at >= self.since

    def _take(self, lead: Lead, keys: Sequence[tuple[PersonKey, UUID]]) -> None:
        """Keys that nobody has, or a lead that is over, go to the lead that this one is now."""
        joined = self.found.joined.get(lead.id)
        owner = joined.lead.id if joined else lead.id
        for _key, id_ in keys:
            other = self._other(lead, id_)
            if self.owners[id_] != owner and (other is None or not self._is_open(other)):
                self.owners[id_] = self.moved[id_] = owner


def _stored(ids: set[UUID]) -> Mapping[UUID, Lead]:
    return {lead.id: lead for lead in Lead.objects.filter(id__in=ids)} if ids else {}
