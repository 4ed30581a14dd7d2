"""Who hears of what: endpoints, members and their choices, read once for many announcements."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection

from prm.platform import clock
from prm.platform.outbox.catalogue import declared
from prm.platform.outbox.models import NotificationPreference, WebhookEndpoint
from prm.platform.outbox.sql import MEMBERS
from prm.platform.tenants.kept import kept
from prm.platform.tenants.models import PARTNER_ROLES, Role
from prm.platform.tenants.scope import current_vendor_id

Delivery = NotificationPreference.Delivery
MAILED_VENDOR_ROLES = (Role.ADMIN, Role.CHANNEL_MANAGER)


class Addressed(Protocol):
    """What is needed of an announcement to find its listeners."""

    @property
    def event(self) -> str: ...
    @property
    def partner_ids(self) -> Sequence[UUID]: ...


@dataclass(frozen=True)
class Mailed:
    """A member to be mailed, and when they want it."""

    membership_id: UUID
    email: str
    time_zone: str
    delivery: str
    hears_of_offers: bool = True


@dataclass(frozen=True)
class Endpoint:
    """A webhook endpoint; no events means all of them."""

    id: UUID
    url: str
    events: frozenset[str]

    def wants(self, event: str) -> bool:
        """Whether it is to hear of an event."""
        return not self.events or event in self.events


class Listeners:
    """The active endpoints and members that a batch of announcements may concern."""

    def __init__(
        self,
        endpoints: dict[UUID | None, list[Endpoint]],
        members: dict[UUID | None, list[Mailed]],
        choices: dict[tuple[UUID, str], str],
        away: set[UUID],
    ) -> None:
        self._endpoints, self._members, self._choices, self._away = endpoints, members, choices, away

    def endpoints(self, event: str, partner_id: UUID | None) -> list[Endpoint]:
        """Endpoints of the vendor (None) or of a partner that want an event."""
        return [endpoint for endpoint in self._endpoints.get(partner_id, []) if endpoint.wants(event)]

    def own_endpoints(self, event: str, partner_id: UUID, only: Sequence[UUID]) -> list[Endpoint]:
        """Endpoints of the members of a partner whom an event concerns, those that want it."""
        if not declared(event).mails_partners():
            return []
        concerned = self._concerned(event, partner_id, only)
        found = (
            endpoint for member in concerned for endpoint in self._endpoints.get(member.membership_id, ())
        )
        return [endpoint for endpoint in found if endpoint.wants(event)]

    def of_vendor(self, event: str, named: str = "") -> Iterator[Mailed]:
        """Members of the vendor who want mail of an event; of those only `named`, if it is one's address."""
        members = self._members.get(None, [])
        if declared(event).mails_vendor():
            yield from self._wanting(event, [m for m in members if m.email == named.lower()] or members)

    def of_partner(self, event: str, partner_id: UUID, only: Sequence[UUID]) -> Iterator[Mailed]:
        """Members of a partner whom an event concerns and who want mail of it."""
        if declared(event).mails_partners():
            yield from self._wanting(event, self._concerned(event, partner_id, only))

    def _concerned(self, event: str, partner_id: UUID, only: Sequence[UUID]) -> list[Mailed]:
        """`only` these, if one of them is there; of offers, whom the partner has chosen; else all.

        Who is away today is passed over, unless nobody is there: no offer goes unheard.
        """
        members = self._members.get(partner_id, [])
        present = [m for m in members if m.membership_id not in self._away] or members
        in_charge = [m for m in present if m.membership_id in only]
        if in_charge or not declared(event).is_of_offers:
            return in_charge or members
        return [m for m in present if m.hears_of_offers] or present

    def _wanting(self, event: str, members: Iterable[Mailed]) -> Iterator[Mailed]:
        for member in members:
            choice = self._choices.get((member.membership_id, event), Delivery.AT_ONCE)
            if choice == Delivery.DIGEST:
                yield replace(member, delivery=choice)
            elif choice != Delivery.OFF:
                yield member


def listeners_to(announcements: Sequence[Addressed]) -> Listeners:
    """Who may hear of these announcements: at most one query for endpoints, and one for members."""
    partner_ids = {partner_id for a in announcements for partner_id in a.partner_ids}
    concerned = {p for a in announcements if declared(a.event).mails_partners() for p in a.partner_ids}
    for_vendor = any(declared(a.event).mails_vendor() for a in announcements)
    return _listeners(_endpoints(partner_ids), _rows_of_members(concerned, for_vendor=for_vendor))


@kept
def _all_endpoints() -> list[tuple[Any, ...]]:
    columns = ("partner_id", "membership_id", "id", "url", "events")
    return list(WebhookEndpoint.objects.filter(is_active=True).values_list(*columns))


def _endpoints(partner_ids: set[UUID]) -> dict[UUID | None, list[Endpoint]]:
    found: dict[UUID | None, list[Endpoint]] = defaultdict(list)
    for partner_id, membership_id, id_, url, events in _all_endpoints():
        if partner_id is None or partner_id in partner_ids:
            found[membership_id or partner_id].append(Endpoint(id_, url, frozenset(events)))
    return found


def _rows_of_members(partner_ids: set[UUID], *, for_vendor: bool) -> list[tuple[Any, ...]]:
    if not partner_ids and not for_vendor:
        return []
    asked: dict[str, Any] = {
        "vendor": current_vendor_id(),
        "partners": list(partner_ids),
        "for_vendor": for_vendor,
        "partner_roles": [role.value for role in PARTNER_ROLES],
        "vendor_roles": [role.value for role in MAILED_VENDOR_ROLES],
        "today": clock.now().date(),
    }
    with connection.cursor() as cursor:
        cursor.execute(MEMBERS, asked)
        return list(cursor.fetchall())


def _listeners(endpoints: dict[UUID | None, list[Endpoint]], rows: Iterable[tuple[Any, ...]]) -> Listeners:
    members: dict[UUID | None, list[Mailed]] = defaultdict(list)
    choices: dict[tuple[UUID, str], str] = {}
    away: set[UUID] = set()
    now = clock.now()
    for partner_id, id_, email, zone, hears, chosen, absences in rows:
        members[partner_id].append(Mailed(id_, email, zone, Delivery.AT_ONCE, hears))
        choices.update(((id_, event), delivery) for event, delivery in (chosen or {}).items())
        if partner_id and absences:
            today = now.astimezone(ZoneInfo(zone)).date()
            if any(first <= today <= last for first, last in absences):
                away.add(id_)
    return Listeners(endpoints, members, choices, away)
