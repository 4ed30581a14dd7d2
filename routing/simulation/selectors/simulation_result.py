"""The result of a simulation, to be stored and shown."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext

from prm.platform.country_names import name_of_area
from prm.platform.errors import NotFound
from routing.decisions.selectors.decision_words import outcome_words, reason_words, review_words
from routing.engine import PartnerTable
from routing.engine import Simulation as Simulated
from routing.models import Simulation

Json = dict[str, Any]
FIGURES = ("leads", "expected_wins", "largest_deviation", "jain", "gini")


@dataclass(frozen=True)
class Compared:
    """One line of a table: leads by the version in force (None without one) and by the version on trial."""

    key: str
    words: str
    before: float | None
    after: float

    @property
    def change(self) -> float | None:
        """Leads gained or lost."""
        return None if self.before is None else self.after - self.before


@dataclass(frozen=True)
class PartnerCompared:
    """One partner: leads before and after, its entitlement, and leads that only a limit kept from it."""

    partner_id: str
    name: str
    tier: str | None
    before: float | None
    after: float
    entitled: float
    limit_hits_before: int | None
    limit_hits: int


@dataclass(frozen=True)
class SimulationView:
    """A simulation as it is shown; the tables are empty until it is done."""

    id: str
    version_number: int
    state: str
    state_words: str
    done: int
    total: int
    error: str
    has_before: bool
    figures: dict[str, Json]
    outcomes: list[Compared]
    review_reasons: list[Compared]
    unroutable_reasons: list[Compared]
    partners: list[PartnerCompared]
    tiers: list[Compared]
    regions: list[Compared]
    rules: list[Compared]
    pools: list[Compared]

    def as_dict(self) -> Json:
        """For JSON."""
        return asdict(self)


def compared(partner_table: PartnerTable, before: Simulated | None, after: Simulated) -> Json:
    """Both sides as JSON, with the partners' names of the day."""
    return {
        "before": None if before is None else _side(before),
        "after": _side(after),
        "partners": [{"id": p.id, "name": p.name, "tier": p.tier} for p in partner_table.partners],
    }


def simulation_view(simulation_id: UUID) -> SimulationView:
    """One simulation, with its tables once it is done. Raises NotFound."""
    row = Simulation.objects.select_related("policy_version").filter(id=simulation_id).first()
    if row is None:
        raise NotFound(gettext("There is no such simulation."))
    result = row.result or {}
    before, after = result.get("before"), result.get("after") or {}
    return SimulationView(
        id=str(row.id),
        version_number=row.policy_version.number,
        state=row.state,
        state_words=row.get_state_display(),
        done=row.done,
        total=row.total,
        error=row.error,
        has_before=before is not None,
        figures={
            name: {"before": before[name] if before else None, "after": after[name]}
            for name in FIGURES
            if after
        },
        outcomes=_table(before, after, "outcomes", outcome_words),
        review_reasons=_table(before, after, "review_reasons", review_words),
        unroutable_reasons=_table(before, after, "unroutable_reasons", reason_words),
        partners=_partners(result, before, after),
        tiers=_table(before, after, "by_tier"),
        regions=_table(before, after, "by_region", name_of_area),
        rules=_table(before, after, "by_rule"),
        pools=_table(before, after, "by_pool"),
    )


def _side(simulated: Simulated) -> Json:
    side: Json = _rounded(asdict(simulated))
    return side


def _rounded(figures: Any) -> Any:
    """Leads to a millionth: the engine's shares are whole billionths, rounded down."""
    if isinstance(figures, dict):
        return {name: _rounded(value) for name, value in figures.items()}
    return round(figures, 6) if isinstance(figures, float) else figures


def _table(before: Json | None, after: Json, name: str, words: Any = str) -> list[Compared]:
    new: Mapping[str, float] = after.get(name, {})
    old: Mapping[str, float] = before[name] if before else {}
    keys = sorted({*old, *new}, key=lambda key: (-new.get(key, 0), key))
    return [Compared(key, words(key), old.get(key, 0) if before else None, new.get(key, 0)) for key in keys]


def _partners(result: Json, before: Json | None, after: Json) -> list[PartnerCompared]:
    rows = [
        PartnerCompared(
            partner_id=partner["id"],
            name=partner["name"],
            tier=partner["tier"],
            before=before["by_partner"].get(partner["id"], 0.0) if before else None,
            after=after["by_partner"].get(partner["id"], 0.0),
            entitled=after["entitled"].get(partner["id"], 0.0),
            limit_hits_before=before["limit_hits"].get(partner["id"], 0) if before else None,
            limit_hits=after["limit_hits"].get(partner["id"], 0),
        )
        for partner in result.get("partners", ())
    ]
    return sorted(rows, key=lambda row: (-row.after, row.name))
