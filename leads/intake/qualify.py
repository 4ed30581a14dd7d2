"""How qualified a lead is: the sum of its points, and what it must have to count as sales qualified.

By default, as long as a vendor sets nothing else:

- `sql`: the budget is confirmed, and somebody has authority, a need and a timeline.
- `mql`: the intent score is 60 or more, or at least two of budget, authority, need and timeline are known.
- `raw`: everything else.
"""

from dataclasses import dataclass
from typing import Any, Final, Literal

from leads.intake.criteria import CRITERIA

Stage = Literal["raw", "mql", "sql"]


@dataclass(frozen=True)
class Weight:
    """What a criterion counts for a vendor. `needed`: without it, no lead is sales qualified."""

    points: int = 0
    needed: bool = False
    figure: int | None = None


@dataclass(frozen=True)
class Qualification:
    """A vendor's criteria by code, and how many points make a lead marketing and sales qualified.

    `routes_only_sql`: leads that are not sales qualified are nurtured, and no rule sees them.
    """

    weights: dict[str, Weight]
    mql_at: int
    sql_at: int
    routes_only_sql: bool = False

    def holds_back(self, stage: str) -> bool:
        """Whether a lead of this stage is kept from routing."""
        return self.routes_only_sql and stage != "sql"


@dataclass(frozen=True)
class Qualified:
    """A lead's stage, and the points of each criterion that it meets."""

    stage: Stage
    points: dict[str, int]


DEFAULT: Final = Qualification(
    weights={
        "budget": Weight(25),
        "budget_confirmed": Weight(needed=True),
        "authority": Weight(25, needed=True),
        "need": Weight(25, needed=True),
        "timeline": Weight(25, needed=True),
        "intent_score": Weight(50, figure=60),
    },
    mql_at=50,
    sql_at=100,
)


def qualify(lead: Any, by: Qualification = DEFAULT) -> Qualified:
    """The stage and the points; the same fields give the same, so a correction can raise or lower them."""
    points = {code: weight.points for code, weight in by.weights.items() if _holds(lead, code, weight)}
    score = sum(points.values())
    has_all = all(code in points for code, weight in by.weights.items() if weight.needed)
    if score >= by.sql_at and has_all:
        return Qualified("sql", points)
    return Qualified("mql" if score >= by.mql_at else "raw", points)


def _holds(lead: Any, code: str, weight: Weight) -> bool:
    criterion = CRITERIA[code]
    return criterion.holds(lead, weight.figure if weight.figure is not None else criterion.figure or 0)
