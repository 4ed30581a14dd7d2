"""A check that looks at the lead: when it applies, whom it keeps out, and what its answer depends on."""

from collections.abc import Callable, Hashable
from typing import NamedTuple

from routing.engine.facts import LeadFacts
from routing.engine.partner_table import Flags
from routing.engine.scene import Scene


def no_setting(scene: Scene) -> Hashable:
    """For checks whose answer is the same in every pool where they apply."""
    return None


class LeadCheck(NamedTuple):
    """`keeps_out` depends on the partner table, the day, one aspect of the lead, and a setting of the
    pool."""

    code: str
    aspect: str
    applies: Callable[[Scene, LeadFacts], bool]
    keeps_out: Callable[[Scene, LeadFacts], Flags]
    setting: Callable[[Scene], Hashable] = no_setting
