"""Who is there to answer: absences, pauses, working hours."""

import numpy as np

from routing.engine.moment import open_now
from routing.engine.partner_table import Flags
from routing.engine.scene import Scene


def away(scene: Scene) -> Flags:
    """On an absence date, in the partner's own time zone."""
    return scene.moment.away


def paused(scene: Scene) -> Flags:
    """Paused until a later instant."""
    return scene.moment.paused


def paused_missed(scene: Scene) -> Flags:
    """Paused for missed windows until the partner says it is back."""
    return np.array([partner.paused_missed for partner in scene.partner_table.partners], dtype=np.bool_)


def outside_hours(scene: Scene) -> Flags:
    """Closed just now, where the pool offers to open partners only."""
    if scene.pool.deliver != "only_open":
        return np.zeros(len(scene.partner_table), dtype=np.bool_)
    return ~open_now(scene.partner_table, scene.now)


PRESENCE_CHECKS = (
    ("away", away),
    ("paused", paused),
    ("paused_missed", paused_missed),
    ("outside_hours", outside_hours),
)
