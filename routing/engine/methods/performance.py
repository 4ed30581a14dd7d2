"""Performance: weight times a smoothed win rate and responsiveness, with a floor for everyone.

    rate      = (won + k * p) / (won + lost + k)        p: the pool's own rate, or as given
    response  = pool's median time to first action / own, between 1/2 and 2; 1 if unknown
    score     = weight * rate * response, times `step` where rate < `below_win_rate`
    share     = (1 - floor) * score / sum of scores + floor / number of contenders

So a newcomer (no results) counts as the pool's average, a lucky first win moves little, and
nobody eligible falls below floor/n of the leads. Results come with the facts, as they stood when
the pool's window (`window_days`) began: weights stay for a window, which keeps shares auditable.
"""

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from routing.engine.credit import Index, Ints, whole_for
from routing.engine.factors import base_weights, certifications_asked
from routing.engine.geometry import Floats
from routing.engine.methods.method import Method, MethodSettings, Others
from routing.engine.model.kinds import Number, Whole
from routing.engine.model.setting import Group, Part, _, setting
from routing.engine.scene import Case

SCALE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Weights:
    """How results become weights: the formula above."""

    window_days: int = setting(Whole(1, 366), 30, label=_("Weights stay for (days)"), term=_("window (days)"))
    floor_share: float = setting(
        Number(0, 1),
        0.2,
        label=_("Floor share"),
        term=_("floor share"),
        help=_("Minimum for every partner, as part of an even share, such as 0.2."),
    )
    below_win_rate: float = setting(
        Number(0, 1),
        0.1,
        label=_("Low win rate"),
        term=_("win rate below which the weight falls"),
        help=_("Below this, such as 0.1, …"),
    )
    step: float = setting(
        Number(0, 1), 0.5, label=_("… the weight falls by"), term=_("step"), help=_("Such as 0.5.")
    )
    prior_strength: float = setting(
        Number(0.001, 10_000),
        20.0,
        label=_("Weight of the expectation"),
        term=_("strength of the expectation"),
        help=_("In closed leads."),
    )
    prior_rate: float | None = setting(
        Number(0, 1),
        None,
        label=_("Expected win rate"),
        term=_("expected win rate"),
        help=_("Empty: the pool’s own."),
    )


@dataclass(frozen=True, slots=True)
class PerformanceSettings(MethodSettings):
    """How results become weights."""

    performance: Weights = setting(
        Part(Weights),
        Weights(),
        label=_("Performance"),
        term=_("performance"),
        group=Group(
            _("Performance"),
            _(
                "Win rates are smoothed so that a single win has little effect. New partners "
                "keep a minimum share."
            ),
            is_open=True,
        ),
    )

    @property
    def window_days(self) -> int | None:
        return self.performance.window_days


class Norms(NamedTuple):
    """What a pool measures its members by: its own win rate, median first action, heaviest weight."""

    win_rate: float
    median_seconds: float | None
    heaviest: int


def norms_of(case: Case) -> Norms:
    """The norms of the case's pool."""
    terms, members = case.scene.pool.options.performance, case.scene.members
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
    terms = case.scene.pool.options.performance
    won, lost, seconds = case.scene.partner_table.results_of_window(terms.window_days)
    strength = terms.prior_strength
    rates = (won + strength * norms.win_rate) / (won + lost + strength)
    stepped = np.where(rates < terms.below_win_rate, terms.step, 1.0)
    pace = responsiveness(seconds, norms.median_seconds)
    found = base_weights(case) / norms.heaviest * rates * pace * stepped * SCALE
    whole: Ints = np.floor(found).astype(np.int64)
    return whole


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


class Performance(Method):
    """Parts of one lead (`whole_for`): the formula above in whole numbers, at least one each."""

    name = "performance"
    title = _("performance")
    label = _("Performance: weights by win rate and first action")
    partner_words = _("Shares in this group follow results and the speed of first action.")
    settings = PerformanceSettings

    def weigh(self, case: Case, index: Index) -> Ints:
        reached = scores_of(case)[index]
        total = int(reached.sum())
        whole = whole_for(len(index))
        floor = int(whole * case.scene.pool.options.performance.floor_share)
        earned = (whole - floor) * reached // max(total, 1)
        weights: Ints = np.maximum(earned + floor // max(len(index), 1), 1)
        return weights

    def others(self, case: Case, eligible: Index, weights: Ints) -> Others:
        """Their scores, before these are rounded to parts, and the norms they were measured by."""
        return Others(len(eligible), int(scores_of(case)[eligible].sum()), norms_of(case))

    def own_weight(self, case: Case, others: Others) -> int:
        return int(scores(case, others.figures)[0])

    def own_part(self, case: Case, others: Others, own: int) -> float:
        floor = case.scene.pool.options.performance.floor_share
        part = super().own_part(case, others, own)
        return float((1 - floor) * part + floor / (others.count + 1))


METHOD = Performance()
