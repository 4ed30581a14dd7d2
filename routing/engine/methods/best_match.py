"""Best match: points for every capability that fits the lead; the most points come first."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from routing.engine.credit import Index, Ints
from routing.engine.methods.method import Method, MethodSettings
from routing.engine.model.kinds import Whole, WholeForEach
from routing.engine.model.setting import Group, Part, _, setting
from routing.engine.prefer import certification, language, specialisation, total
from routing.engine.scene import Case
from routing.engine.territory import POSTAL, WORLD


def territory(case: Case, index: Index) -> Ints | None:
    """Covers the lead at all."""
    return at_least(case, index, WORLD)


def postal(case: Case, index: Index) -> Ints | None:
    """Covers the lead by postal prefix."""
    return at_least(case, index, POSTAL)


def at_least(case: Case, index: Index, level: int) -> Ints:
    """One for those who cover the lead this closely or more, else zero."""
    covered: Ints = (case.scene.levels(case.lead)[index] >= level).astype(np.int64)
    return covered


def experience(case: Case, index: Index) -> Ints | None:
    """Has won leads in one of the lead's product categories."""
    if not case.lead.product_categories:
        return None
    won = [
        case.scene.partner_table.results_in(category)[0][index] for category in case.lead.product_categories
    ]
    return np.minimum(total(won), 1)


class Capability(NamedTuple):
    """How often a partner has it for a lead; None where the lead does not ask."""

    worth: Callable[[Case, Index], Ints | None]
    words: str


CAPABILITIES: Final[Mapping[str, Capability]] = {
    "certification": Capability(certification, _("Each fitting certification")),
    "experience": Capability(experience, _("Experience with such products")),
    "industry": Capability(specialisation, _("The industry")),
    "language": Capability(language, _("The language")),
    "postal": Capability(postal, _("A postal-code territory")),
    "territory": Capability(territory, _("Any territory")),
}
"""What points can be given for; certifications count one by one, the others once."""
ASPECTS: Final = frozenset({"certifications", "categories", "industry", "languages", "territory"})


@dataclass(frozen=True, slots=True)
class Points:
    """What each capability is worth."""

    points: tuple[tuple[str, int], ...] = setting(
        WholeForEach(lambda: {code: each.words for code, each in CAPABILITIES.items()}, Whole(0, 1000)),
        label=_("Points"),
        term=_("points"),
    )


@dataclass(frozen=True, slots=True)
class PointSettings(MethodSettings):
    """What the match is measured by."""

    best_match: Points = setting(
        Part(Points),
        Points(()),
        label=_("Points"),
        term=_("best match"),
        group=Group(_("Points"), _("The partner with the most points gets the lead."), is_open=True),
        is_needed=True,
    )


def points(case: Case, index: Index) -> Ints:
    """The points of each partner."""
    earned = np.zeros(len(index), dtype=np.int64)
    for name, worth in case.scene.pool.options.best_match.points:
        matched = CAPABILITIES[name].worth(case, index)
        if matched is not None:
            earned += worth * matched
    return earned


class BestMatch(Method):
    """The most points compete; equals take turns by weight."""

    name = "best_match"
    title = _("best match")
    label = _("Best match: points for what fits")
    partner_words = _("These leads go to those whose capabilities match best.")
    step = _("Most points")
    reason = "fewer_points"
    aspects = ASPECTS
    settings = PointSettings

    def rank(self, case: Case, index: Index) -> Ints | None:
        return points(case, index)


METHOD = BestMatch()
