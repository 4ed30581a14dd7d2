"""How a policy's pools stand right now: partners in each, and who of them cannot take a lead, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import numpy as np
from django.utils.translation import gettext, ngettext

from routing.batches.selectors.routing_inputs import inputs_at
from routing.batches.selectors.routing_state import routing_state_of
from routing.engine import PartnerTable, Pool, Router, RoutingState, compile_policy
from routing.engine.moment import moment_of
from routing.engine.partner_table import Flags
from routing.engine.reasons import BIT, Bits
from routing.policies.selectors.policy_reach import FILTERED

FULL: Final = BIT["capacity"] | BIT["cap_day"] | BIT["cap_week"] | BIT["cap_month"] | BIT["probation_cap"]
AWAY: Final = BIT["away"]
PAUSED: Final = BIT["paused"] | BIT["paused_missed"]


@dataclass(frozen=True)
class PoolCount:
    """Partners of a pool, and how many of them are full, away, paused, unsigned or without a contact."""

    partners: int
    full: int
    away: int
    paused: int
    unsigned: int
    silent: int

    @property
    def words(self) -> str:
        """In a line: "23 partners, 4 full, 2 away, 1 without a contact"."""
        whole = ngettext("%(n)s partner", "%(n)s partners", self.partners) % {"n": self.partners}
        told = (
            (self.full, gettext("%(n)s full")),
            (self.away, gettext("%(n)s away")),
            (self.paused, gettext("%(n)s paused")),
            (self.unsigned, gettext("%(n)s without a signature")),
            (self.silent, gettext("%(n)s without a contact")),
        )
        return ", ".join([whole, *(words % {"n": count} for count, words in told if count)])


def pool_counts(document: Mapping[str, Any], now: datetime) -> dict[str, PoolCount]:
    """Every pool of a document without errors, by its key, with the partners as they are now."""
    table, version = inputs_at(now).partner_table, compile_policy(document, number=0)
    router, state = Router(version, table), routing_state_of(table, version, set(), now)
    return {key: _count(pool, router, table, state, now) for key, pool in version.pools.items()}


def _count(pool: Pool, router: Router, table: PartnerTable, state: RoutingState, now: datetime) -> PoolCount:
    base: Bits = router.scene(pool, now).base
    limits = state.mask(pool.limits, moment_of(table, now)).bits
    inside: Flags = np.equal(base & FILTERED, 0, dtype=np.bool_) & table.routable

    def among(bits: Bits, reasons: Any) -> int:
        return int(np.count_nonzero(inside & ((bits & reasons) != 0)))

    return PoolCount(
        partners=int(np.count_nonzero(inside)),
        full=among(limits, FULL),
        away=among(base, AWAY),
        paused=among(base, PAUSED),
        unsigned=among(base, BIT["policy_not_signed"]),
        silent=among(base, BIT["unreachable"]),
    )
