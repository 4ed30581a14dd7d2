"""How qualified a lead is, from what it says of budget, authority, need and timeline (BANT), and of intent.

- `sql`: the budget is confirmed, and somebody has authority, a need and a timeline.
- `mql`: the intent score is 60 or more, or at least two of budget, authority, need and timeline are known.
- `raw`: everything else.
"""

from typing import Literal, Protocol

Stage = Literal["raw", "mql", "sql"]
INTENT_OF_MQL = 60
KNOWN_OF_MQL = 2


class Qualifiable(Protocol):
    """The fields that count: a clean lead has them, and a stored one."""

    @property
    def budget_amount(self) -> object: ...
    @property
    def budget_confirmed(self) -> bool | None: ...
    @property
    def authority(self) -> str: ...
    @property
    def need(self) -> str: ...
    @property
    def need_category(self) -> str: ...
    @property
    def timeline(self) -> str: ...
    @property
    def intent_score(self) -> int | None: ...


def stage_of(lead: Qualifiable) -> Stage:
    """The stage; the same fields give the same stage, so a correction can raise or lower it."""
    needs = bool(lead.need or lead.need_category)
    if lead.budget_confirmed and lead.authority and needs and lead.timeline:
        return "sql"
    has_budget = bool(lead.budget_confirmed) or lead.budget_amount is not None
    known = sum((has_budget, bool(lead.authority), needs, bool(lead.timeline)))
    wants = lead.intent_score is not None and lead.intent_score >= INTENT_OF_MQL
    return "mql" if wants or known >= KNOWN_OF_MQL else "raw"
