"""Preferences among those who qualify: each keeps only the best by one measure, in the pool's order."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np

from routing.engine.credit import Index, Ints
from routing.engine.model.setting import _
from routing.engine.partner_table import Flags
from routing.engine.scene import Case

Score = Callable[[Case, Index], Ints | None]
CONVERSION_PRIOR: Final = 10
CONVERSION_BANDS: Final = 20


class Preference(NamedTuple):
    """A measure (larger first), the reason it gives to others, the lead's aspects it looks at, its words."""

    score: Score
    reason: str
    aspects: frozenset[str]
    words: str


def territory_specificity(case: Case, index: Index) -> Ints | None:
    """Postal prefix over circle over region over country over the world."""
    levels: Ints = case.scene.levels(case.lead)[index].astype(np.int64)
    return levels


def specialisation(case: Case, index: Index) -> Ints | None:
    """Specialists in the lead's industry over everyone else."""
    if case.lead.industry is None:
        return None
    return case.scene.partner_table.specialises(case.lead.industry)[index].astype(np.int64)


def certification(case: Case, index: Index) -> Ints | None:
    """More of the certifications that the lead's products call for, valid today."""
    if not case.lead.required_certifications:
        return None
    today = case.scene.moment.today[index]
    held = [
        case.scene.partner_table.holds_until(slug)[index] >= today
        for slug in case.lead.required_certifications
    ]
    return total(held)


def conversion(case: Case, index: Index) -> Ints | None:
    """The best win rate in the lead's product categories, smoothed, in bands of five points.

    The rate is pulled towards the pool's own by ten imagined leads, so that one lucky win
    beats nobody; bands keep partners of much the same strength sharing.
    """
    if not case.lead.product_categories:
        return None
    won, lost = _results(case)
    return conversion_bands(won[index], lost[index], conversion_prior(case))


def conversion_prior(case: Case) -> float:
    """Wins among the ten imagined leads: the pool's own rate in the lead's categories."""
    won, lost = (int(column[case.scene.members].sum()) for column in _results(case))
    return CONVERSION_PRIOR * (won + 1) / (won + lost + 2)


def conversion_bands(won: Ints, lost: Ints, prior: float) -> Ints:
    """Which band of five points a smoothed win rate falls into."""
    rate = (won + prior) / (won + lost + CONVERSION_PRIOR)
    bands: Ints = np.floor(rate * CONVERSION_BANDS).astype(np.int64)
    return bands


def _results(case: Case) -> tuple[Ints, Ints]:
    """Leads won and lost in the lead's product categories, over the partner table."""
    results = [case.scene.partner_table.results_in(category) for category in case.lead.product_categories]
    return total([won for won, _ in results]), total([lost for _, lost in results])


def total(columns: Sequence[Ints] | Sequence[Flags]) -> Ints:
    """Columns added up, row by row."""
    summed: Ints = np.stack(columns).sum(axis=0, dtype=np.int64)
    return summed


def tier(case: Case, index: Index) -> Ints | None:
    """Higher tiers first."""
    return -case.scene.partner_table.tier_rank[index]


def language(case: Case, index: Index) -> Ints | None:
    """Those who speak one of the lead's languages first."""
    if not case.lead.languages:
        return None
    spoken = [case.scene.partner_table.speaks(tag)[index] for tag in case.lead.languages]
    return np.minimum(total(spoken), 1)


PREFERENCES: Final[Mapping[str, Preference]] = {
    "territory_specificity": Preference(
        territory_specificity,
        "territory_less_specific",
        frozenset({"territory"}),
        _("The more specific territory"),
    ),
    "specialisation": Preference(
        specialisation, "not_specialist", frozenset({"industry"}), _("Specialists in the industry")
    ),
    "certification": Preference(
        certification,
        "fewer_certifications",
        frozenset({"certifications"}),
        _("Most of the fitting certifications"),
    ),
    "conversion": Preference(
        conversion, "lower_conversion", frozenset({"categories"}), _("The best win rate for such products")
    ),
    "tier": Preference(tier, "lower_tier", frozenset(), _("The higher tier")),
    "language": Preference(
        language, "language_less_exact", frozenset({"languages"}), _("The lead’s language")
    ),
}
