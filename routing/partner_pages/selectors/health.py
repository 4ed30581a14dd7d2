"""Every partner with its health: share, answers, speed, results, load, and what needs a person."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from partners.models import PartnerStatus
from prm.platform import clock
from prm.platform.tenants.scope import current_vendor_id
from routing.batches.selectors.partner_rows import reached_partners, signed_agreements
from routing.batches.selectors.vendor_day import vendor_today
from routing.partner_pages.selectors.sql import HEALTH

LOOK_BACK: Final = timedelta(days=90)
SOON: Final = timedelta(days=30)
QUIET: Final = timedelta(days=30)
FULL_FROM: Final = 0.9
FEW_OFFERS: Final = 5
"""Below so many offers a rate says nothing."""


@dataclass(frozen=True)
class Health:
    """One partner. Counts and rates are of the last 90 days; `ttfa_seconds` is the median."""

    id: UUID
    name: str
    tier: str
    status: str
    is_paused: bool
    capacity: int | None
    country: str
    region: str
    city: str
    email: str
    manager: str | None
    offers: int
    accepted: int
    declined: int
    missed: int
    taken_back: int
    won: int
    lost: int
    ttfa_seconds: float | None
    worked_at: datetime | None
    open: int
    entitled: float | None
    received: float | None
    people: int
    last_login: datetime | None
    ending: int
    ends_on: date | None
    created_at: datetime
    problems: tuple[str, ...] = ()

    @property
    def acceptance(self) -> float | None:
        """The part of the offers that it accepted."""
        return self.accepted / self.offers if self.offers else None

    @property
    def win_rate(self) -> float | None:
        """The part of what it closed that it won."""
        closed = self.won + self.lost
        return self.won / closed if closed else None

    @property
    def load(self) -> float | None:
        """Open leads by capacity; None without a limit."""
        return self.open / self.capacity if self.capacity else None

    @property
    def deviation(self) -> float | None:
        """Leads received above its share; below zero it is behind."""
        return None if self.entitled is None or self.received is None else self.received - self.entitled


PROBLEMS: Final[Mapping[str, Promise]] = {
    "paused": _("Paused"),
    "inactive": _("Not active"),
    "unreachable": _("Nobody to notify"),
    "unsigned": _("Agreement not signed"),
    "full": _("Full"),
    "missing": _("Misses offers"),
    "ending": _("Certification ends"),
    "quiet": _("Quiet for 30 days"),
}

GROUPS: Final[Mapping[str, tuple[Promise, tuple[str, ...]]]] = {
    "any": (_("Needs attention"), tuple(PROBLEMS)),
    "no_leads": (_("Gets no leads"), ("unsigned", "unreachable", "paused")),
}
"""Several problems under one name. A partner that is not active is meant to get no leads."""

SORTS: Final[Mapping[str, Callable[[Health], Any]]] = {
    "name": lambda each: each.name.casefold(),
    "tier": lambda each: each.tier.casefold(),
    "offers": lambda each: each.offers,
    "share": lambda each: each.deviation,
    "acceptance": lambda each: each.acceptance,
    "ttfa": lambda each: each.ttfa_seconds,
    "wins": lambda each: each.win_rate,
    "load": lambda each: each.load,
    "missed": lambda each: each.missed,
    "ends": lambda each: each.ends_on,
    "login": lambda each: each.last_login,
    "problems": lambda each: -len(each.problems),
}


def partner_health() -> list[Health]:
    """Every partner of the vendor, by name; as many queries for one as for thousands."""
    now, today = clock.now(), vendor_today()
    asked: dict[str, Any] = {
        "vendor": current_vendor_id(),
        "since": now - LOOK_BACK,
        "first": today - LOOK_BACK,
        "today": today,
        "soon": today + SOON,
    }
    with connection.cursor() as cursor:
        cursor.execute(HEALTH, asked)
        rows = [Health(*row) for row in cursor.fetchall()]
    reached, signed = reached_partners(), signed_agreements(now)
    judged = [
        _judged(
            row, now, can_hear=bool(row.email) or row.id in reached, has_signed=signed.allows(row.id, now)
        )
        for row in rows
    ]
    return sorted(judged, key=SORTS["name"])


def _judged(row: Health, now: datetime, *, can_hear: bool, has_signed: bool) -> Health:
    if row.status == PartnerStatus.INACTIVE:
        return replace(row, problems=("inactive",))
    lately = max((at for at in (row.worked_at, row.last_login, row.created_at) if at), default=None)
    found = {
        "paused": row.is_paused or row.status == PartnerStatus.PAUSED,
        "unreachable": not can_hear,
        "unsigned": not has_signed,
        "full": row.load is not None and row.load >= FULL_FROM,
        "missing": row.missed >= 2 and row.missed * 4 >= row.offers >= FEW_OFFERS,
        "ending": row.ending > 0,
        "quiet": lately is not None and now - lately > QUIET,
    }
    return replace(row, problems=tuple(name for name, holds in found.items() if holds))


def problems_of(name: str) -> frozenset[str]:
    """The problems of a group, or the one of this name."""
    return frozenset(GROUPS[name][1] if name in GROUPS else (name,))


def narrowed(
    rows: Sequence[Health], *, search: str = "", tier: str = "", problem: str = "", sort: str = "name"
) -> list[Health]:
    """The rows that fit, in the order asked for; "-" before it turns it round. The unknown come last.

    `problem`: one of `PROBLEMS` or of `GROUPS`.
    """
    words, wanted = search.casefold().split(), problems_of(problem)
    found = [
        row
        for row in rows
        if tier in ("", row.tier)
        and (not problem or not wanted.isdisjoint(row.problems))
        and all(word in f"{row.name} {row.city} {row.manager or ''}".casefold() for word in words)
    ]
    key = SORTS.get(sort.removeprefix("-"), SORTS["name"])
    known = [row for row in found if key(row) is not None]
    unknown = [row for row in found if key(row) is None]
    return sorted(known, key=key, reverse=sort.startswith("-")) + unknown
