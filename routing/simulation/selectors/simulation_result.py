"""The result of a simulation, to be stored and shown."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext, gettext_noop

from prm.platform.country_names import name_of_area
from prm.platform.errors import NotFound
from routing.decisions.selectors.decision_words import outcome_words, reason_words, review_words
from routing.engine import PartnerTable
from routing.engine import Simulation as Simulated
from routing.models import Simulation
from routing.policies.selectors.policy_names import PolicyNames, pool_title
from routing.simulation.selectors.verdict import (
    MovedLead,
    PartnerCompared,
    gains,
    losses,
    moved_leads,
    verdict,
)

Json = dict[str, Any]
MOST_MOVED = 200
GUARD_EFFECTS = {
    "cap": gettext_noop("a cap held a partner back"),
    "least_over": gettext_noop("everybody who qualified was at a cap"),
    "floor": gettext_noop("a minimum was due"),
}
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
class SimulationView:
    """A simulation as it is shown; the tables are empty until it is done."""

    id: str
    version_id: str
    version_number: int
    state: str
    state_words: str
    done: int
    total: int
    error: str
    has_before: bool
    verdict: str
    moved: int | None
    moved_leads: list[MovedLead]
    gainers: list[PartnerCompared]
    losers: list[PartnerCompared]
    figures: dict[str, Json]
    outcomes: list[Compared]
    review_reasons: list[Compared]
    unroutable_reasons: list[Compared]
    partners: list[PartnerCompared]
    tiers: list[Compared]
    regions: list[Compared]
    rules: list[Compared]
    pools: list[Compared]
    guard: list[Compared]

    def as_dict(self) -> Json:
        """For JSON."""
        return asdict(self)


def compared(partner_table: PartnerTable, before: Simulated | None, after: Simulated) -> Json:
    """Both sides as JSON, with the partners' names of the day."""
    return {
        "before": None if before is None else _side(before),
        "after": _side(after),
        **({} if before is None else _moved(before, after)),
        "partners": [{"id": p.id, "name": p.name, "tier": p.tier} for p in partner_table.partners],
    }


def simulation_view(simulation_id: UUID) -> SimulationView:
    """One simulation, with its tables once it is done. Raises NotFound."""
    row = Simulation.objects.select_related("policy_version").filter(id=simulation_id).first()
    if row is None:
        raise NotFound(gettext("There is no such simulation."))
    result = row.result or {}
    before, after = result.get("before"), result.get("after") or {}
    names = PolicyNames()
    partners = _partners(result, before, after, names)
    gainers, losers = gains(partners), losses(partners)
    return SimulationView(
        id=str(row.id),
        version_id=str(row.policy_version_id),
        version_number=row.policy_version.number,
        state=row.state,
        state_words=row.get_state_display(),
        done=row.done,
        total=row.total,
        error=row.error,
        has_before=before is not None,
        verdict=verdict(result, gainers, losers) if after else "",
        moved=result.get("moved"),
        moved_leads=moved_leads(result),
        gainers=gainers,
        losers=losers,
        figures={
            name: {"before": before[name] if before else None, "after": after[name]}
            for name in FIGURES
            if after
        },
        outcomes=_table(before, after, "outcomes", outcome_words),
        review_reasons=_table(before, after, "review_reasons", review_words),
        unroutable_reasons=_table(before, after, "unroutable_reasons", reason_words),
        partners=partners,
        tiers=_table(before, after, "by_tier", lambda slug: names.of("tiers", slug) if slug else "–"),
        regions=_table(before, after, "by_region", name_of_area),
        rules=_table(before, after, "by_rule"),
        pools=_table(before, after, "by_pool", pool_title),
        guard=_table(before, after, "guard", guard_effect_words),
    )


def _side(simulated: Simulated) -> Json:
    side: Json = _rounded({name: value for name, value in asdict(simulated).items() if name != "chosen"})
    return side


def _moved(before: Simulated, after: Simulated) -> Json:
    """How many leads go elsewhere, and the last of them: lead, who had it, who has it."""
    moved = [
        [lead_id, before.chosen.get(lead_id, ""), choice]
        for lead_id, choice in after.chosen.items()
        if before.chosen.get(lead_id, "") != choice
    ]
    return {"moved": len(moved), "moved_leads": moved[-MOST_MOVED:]}


def _rounded(figures: Any) -> Any:
    """Leads to a millionth: the engine's shares are whole billionths, rounded down."""
    if isinstance(figures, dict):
        return {name: _rounded(value) for name, value in figures.items()}
    return round(figures, 6) if isinstance(figures, float) else figures


def _table(before: Json | None, after: Json, name: str, words: Any = str) -> list[Compared]:
    new: Mapping[str, float] = after.get(name, {})
    old: Mapping[str, float] = before.get(name, {}) if before else {}
    keys = sorted({*old, *new}, key=lambda key: (-new.get(key, 0), key))
    return [Compared(key, words(key), old.get(key, 0) if before else None, new.get(key, 0)) for key in keys]


def guard_effect_words(key: str) -> str:
    """What a pool's guard did: "Regional: a cap held somebody back"."""
    pool, _, kind = key.rpartition("/")
    return f"{pool_title(pool)}: {gettext(GUARD_EFFECTS[kind])}"


def _partners(result: Json, before: Json | None, after: Json, names: PolicyNames) -> list[PartnerCompared]:
    rows = [
        PartnerCompared(
            partner_id=partner["id"],
            name=partner["name"],
            tier=partner["tier"],
            tier_name=names.of("tiers", partner["tier"]) if partner["tier"] else "",
            before=before["by_partner"].get(partner["id"], 0.0) if before else None,
            after=after["by_partner"].get(partner["id"], 0.0),
            entitled=after["entitled"].get(partner["id"], 0.0),
            limit_hits_before=before["limit_hits"].get(partner["id"], 0) if before else None,
            limit_hits=after["limit_hits"].get(partner["id"], 0),
        )
        for partner in result.get("partners", ())
    ]
    return sorted(rows, key=lambda row: (-row.after, row.name))
