"""Performance: weight times a smoothed win rate and responsiveness, with a floor for everyone.

    rate      = (won + k * p) / (won + lost + k)        p: the pool's own rate, or as given
    response  = pool's median time to first action / own, between 1/2 and 2; 1 if unknown
    score     = weight * rate * response, times `step` where rate < `below_win_rate`
    share     = (1 - floor) * score / sum of scores + floor / number of contenders

So a newcomer (no results) counts as the pool's average, a lucky first win moves little, and
nobody eligible falls below floor/n of the leads. Results come with the facts, as they stood when
the pool's window (`window_days`) began: weights stay for a window, which keeps shares auditable.
"""

from typing import Final, NamedTuple

import numpy as np

from routing.engine.credit import Index, Ints, whole_for
from routing.engine.factors import base_weights, certifications_asked
from routing.engine.geometry import Floats
from routing.engine.methods.method import Method
from routing.engine.scene import Case

SCALE: Final = 1_000_000


def performance(case: Case, index: Index) -> Ints:
    """Parts of one lead (`whole_for`): the formula above in whole numbers, at least one each."""
    reached = scores_of(case)[index]
    total = int(reached.sum())
    whole = whole_for(len(index))
    floor = int(whole * case.scene.pool.performance.floor_share)
    earned = (whole - floor) * reached // max(total, 1)
    return np.maximum(earned + floor // max(len(index), 1), 1)


class Norms(NamedTuple):
    """What a pool measures its members by: its own win rate, median first action, heaviest weight."""

    win_rate: float
    median_seconds: float | None
    heaviest: int


def norms_of(case: Case) -> Norms:
    """The norms of the case's pool."""
    terms, members = case.scene.pool.performance, case.scene.members
    all_won, all_lost, own = case.scene.partner_table.results_of_window(terms.window_days)
    won, lost = int(all_won[members].sum()), int(all_lost[members].sum())
    known = np.sort(own[members & ~np.isnan(own)])
    return Norms(
        win_rate=(won + 1) / (won + lost + 2) if terms.prior_rate is None else terms.prior_rate,
        median_seconds=float(known[len(known) // 2]) if len(known) else None,
        heaviest=max(int(base_weights(case).max(initial=0)), 1),
    )


def scores(case: Case, norms: Norms) -> Ints:
    """Everybody's score by these norms: the formula above in whole numbers, over the partner table."""
    terms = case.scene.pool.performance
    won, lost, seconds = case.scene.partner_table.results_of_window(terms.window_days)
    strength = terms.prior_strength
    rates = (won + strength * norms.win_rate) / (won + lost + strength)
    stepped = np.where(rates < terms.below_win_rate, terms.step, 1.0)
    pace = responsiveness(seconds, norms.median_seconds)
    found = base_weights(case) / norms.heaviest * rates * pace * stepped * SCALE
    return np.floor(found).astype(np.int64)


def responsiveness(own: Floats, median: float | None) -> Floats:
    """How fast partners act, against the pool's median: 2 is twice as fast or faster; 1 if unknown."""
    if median is None:
        return np.ones(len(own))
    relative = np.where(np.isnan(own), 1.0, median / np.maximum(np.nan_to_num(own), 1.0))
    return np.clip(relative, 0.5, 2.0)


def scores_of(case: Case) -> Ints:
    """Everybody's score in the case's pool, over the partner table; worked out once."""
    key = f"performance:{certifications_asked(case)}"
    if key not in case.scene.columns:
        case.scene.columns[key] = scores(case, norms_of(case))
    return case.scene.columns[key]


PERFORMANCE = Method("performance", performance)
