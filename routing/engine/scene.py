"""What a check, a preference or a method may look at."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from routing.engine.facts import LeadFacts
from routing.engine.moment import Moment
from routing.engine.partner_table import Flags, Ints, PartnerTable
from routing.engine.reasons import Bits
from routing.engine.territory import Levels

if TYPE_CHECKING:
    from routing.engine.pool import Pool
    from routing.engine.routing_state import RoutingState


class Scene:
    """One pool at one moment. What is worked out once for the whole partner table is kept here."""

    def __init__(self, partner_table: PartnerTable, pool: "Pool", moment: Moment, now: datetime) -> None:
        self.partner_table = partner_table
        self.pool = pool
        self.moment = moment
        self.now = now
        self.base: Bits = np.zeros(len(partner_table), dtype=np.uint64)
        self.columns: dict[str, Ints] = {}
        self.kept: dict[str, Any] = {}

    @cached_property
    def members(self) -> Flags:
        """Whom the pool's own checks let in, whatever the lead."""
        return np.equal(self.base, 0, dtype=np.bool_)

    @cached_property
    def valid_certifications(self) -> Ints:
        """How many certifications each partner holds today."""
        return self.partner_table.certification_count(self.moment.today)

    def levels(self, lead: LeadFacts) -> Levels:
        """How closely each partner's territories cover the lead (see `territory`)."""
        return self.partner_table.territories.cover(lead).levels


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """One lead before one pool, with the routing state at that point and the instant it is decided."""

    scene: Scene
    lead: LeadFacts
    routing_state: "RoutingState"
    now: datetime
