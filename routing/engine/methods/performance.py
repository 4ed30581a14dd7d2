"""Performance: weight times a smoothed win rate and responsiveness, with a floor for everyone.

    rate      = (won + k * p) / (won + lost + k)        p: the pool's own rate, or as given
    response  = pool's median time to first action / own, between 1/2 and 2; 1 if unknown
    score     = weight * rate * response, times `step` where rate < `below_win_rate`
    share     = (1 - floor) * score / sum of scores + floor / number of contenders

So a newcomer (no results) counts as the pool's average, a lucky first win moves little, and
nobody eligible falls below floor/n of the leads. Results come with the facts: whoever builds
them freezes them for the pool's window, which is what keeps shares auditable.
"""

from typing import Final

import numpy as np

from routing.engine.credit import Index, Ints, whole_for
from routing.engine.factors import base_weights
from routing.engine.geometry import Floats
from routing.engine.methods.method import Method
from routing.engine.scene import Case, Scene

SCALE: Final = 1_000_000


def performance(case: Case, index: Index) -> Ints:
    """Parts of one lead (`whole_for`): the formula above in whole numbers, at least one each."""
    scores = _scores(case)[index]
    total = int(scores.sum())
    whole = whole_for(len(index))
    floor = int(whole * case.scene.pool.performance.floor_share)
    earned = (whole - floor) * scores // max(total, 1)
    return np.maximum(earned + floor // max(len(index), 1), 1)


def win_rates(scene: Scene) -> Floats:
    """Smoothed win rates over the roster."""
    terms, roster, members = scene.pool.performance, scene.roster, scene.members
    won, lost = int(roster.won[members].sum()), int(roster.lost[members].sum())
    prior = (won + 1) / (won + lost + 2) if terms.prior_rate is None else terms.prior_rate
    strength = terms.prior_strength
    return (roster.won + strength * prior) / (roster.won + roster.lost + strength)


def responsiveness(scene: Scene) -> Floats:
    """How fast partners act, against the pool's median: 2 is twice as fast or faster."""
    own = scene.roster.first_action_seconds
    known = np.sort(own[scene.members & ~np.isnan(own)])
    if not len(known):
        return np.ones(len(own))
    median = float(known[len(known) // 2])
    relative = np.where(np.isnan(own), 1.0, median / np.maximum(np.nan_to_num(own), 1.0))
    return np.clip(relative, 0.5, 2.0)


def _scores(case: Case) -> Ints:
    scene, base = case.scene, base_weights(case)
    key = f"performance:{id(base)}"
    if key not in scene.columns:
        rates = win_rates(scene)
        stepped = np.where(rates < scene.pool.performance.below_win_rate, scene.pool.performance.step, 1.0)
        heaviest = max(int(base.max(initial=0)), 1)
        scores = base / heaviest * rates * responsiveness(scene) * stepped * SCALE
        scene.columns[key] = np.floor(scores).astype(np.int64)
    return scene.columns[key]


PERFORMANCE = Method("performance", performance)
