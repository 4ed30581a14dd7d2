"""What the next tier asks and what its partners have, beside what a partner has: where to grow."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, time
from statistics import median
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partners.models import Partner, PartnerStatus, Tier, TierMeasure
from prm.platform import clock
from prm.platform.errors import NotFound
from prm.platform.tenants.scope import current_vendor_id
from routing.batches.selectors.exchange_rates import current_rates
from routing.batches.selectors.routing_inputs import inputs_at
from routing.decisions.selectors.results import LOOK_BACK
from routing.engine import PartnerFacts
from routing.paths.sql import WON_VALUES

ENOUGH: Final = 3
"""Fewer partners in the next tier than this, and a middle would tell of somebody."""

AT_MOST: Final = frozenset({TierMeasure.FIRST_ACTION_HOURS.value})


@dataclass(frozen=True)
class Measure:
    """This partner's figure, what the next tier asks, and its middle; None where unknown or not told."""

    name: str
    words: str
    own: float | None
    required: float | None
    usual: float | None
    goal: float | None

    @property
    def is_at_most(self) -> bool:
        """Whether less is better."""
        return self.name in AT_MOST

    @property
    def is_reached(self) -> bool | None:
        """Whether it has what is asked; where nothing at all is, whether it is level with the middle."""
        if self.goal is None:
            return None
        if self.own is None:
            return None if self.required is None else False
        return self.own <= self.goal if self.is_at_most else self.own >= self.goal

    @property
    def missing(self) -> float | None:
        """How much is missing of what is asked; None where nothing is, or nobody knows how much."""
        if self.required is None or self.own is None or self.is_reached:
            return None
        return round(abs(self.required - self.own), 2)

    @property
    def missing_words(self) -> str:
        """What is missing, in words; "" where nothing is."""
        if self.required is None or self.is_reached:
            return ""
        figures = {"what": self.words, "asked": _shown(self.required), "missing": _shown(self.missing or 0)}
        if self.missing is None:
            return gettext("%(what)s: %(asked)s required, no value for you yet") % figures
        if self.is_at_most:
            return gettext("%(what)s: %(missing)s less") % figures
        return gettext("%(what)s: %(missing)s more") % figures


@dataclass(frozen=True)
class TierProgress:
    """A partner's tier, the next one up (None at the top), and how it measures up to that."""

    tier: str
    next_tier: str | None
    measures: list[Measure]

    @property
    def has_requirements(self) -> bool:
        """Whether the next tier asks for anything in figures."""
        return any(measure.required is not None for measure in self.measures)

    @property
    def missing(self) -> list[str]:
        """Everything that is asked and missing, in words."""
        return [measure.missing_words for measure in self.measures if measure.missing_words]

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)


def tier_progress(*, partner_id: UUID) -> TierProgress:
    """The partner beside what the next tier asks and has; who is in which, the vendor decides. NotFound."""
    partner = Partner.objects.select_related("tier").filter(id=partner_id).first()
    if partner is None:
        raise NotFound(gettext("There is no such partner."))
    above = Tier.objects.filter(rank__lt=partner.tier.rank).order_by("-rank").first()
    if above is None:
        return TierProgress(partner.tier.name, None, [])
    own, others = _figures(partner, above)
    asked = {row.measure: float(row.threshold) for row in above.requirements.all()}
    measures = [_measure(name, own, others, asked) for name in MEASURES]
    return TierProgress(partner.tier.name, above.name, measures)


Figures = Mapping[str, float | None]


def _figures(partner: Partner, above: Tier) -> tuple[Figures, list[Figures]]:
    """The partner's figures, and those of the active members of the next tier."""
    now = clock.now()
    partner_table = inputs_at(now).partner_table
    there = [p for p in partner_table.partners if p.tier == above.slug and p.status == PartnerStatus.ACTIVE]
    own = partner_table[str(partner.id)]
    revenue = revenue_of([UUID(facts.id) for facts in (own, *there)], now)
    return _of(own, revenue), [_of(facts, revenue) for facts in there]


def revenue_of(partner_ids: Collection[UUID], now: datetime) -> dict[str, float]:
    """Value won in the year up to the last midnight (UTC), in the vendor's currency at the rates of the day.

    What there is no rate for counts as nothing.
    """
    until = datetime.combine(now.astimezone(UTC).date(), time.min, UTC)
    asked: dict[str, Any] = {"vendor": current_vendor_id(), "since": until - LOOK_BACK, "until": until}
    with connection.cursor() as cursor:
        cursor.execute(WON_VALUES, {**asked, "partners": list(partner_ids)})
        rows = cursor.fetchall()
    is_foreign, won = any(currency for _, currency, _, _ in rows), dict.fromkeys(map(str, partner_ids), 0.0)
    rates = current_rates() if is_foreign else None
    for partner_id, currency, closed_at, value in rows:
        worth = rates.worth(currency, closed_at) if rates and currency else 1.0
        won[str(partner_id)] += float(value) * (worth or 0.0)
    return won


def _of(facts: PartnerFacts, revenue: Mapping[str, float]) -> Figures:
    return {
        **{name: value(facts) for name, (_words, value) in MEASURES.items() if value is not None},
        "revenue": round(revenue[facts.id], 2),
    }


def _measure(name: str, own: Figures, others: Collection[Figures], asked: Mapping[str, float]) -> Measure:
    known = [found for each in others if (found := each[name]) is not None]
    middle = round(median(known), 2) if len(known) >= ENOUGH else None
    goal = asked.get(name) if asked else middle
    return Measure(name, str(MEASURES[name][0]), own[name], asked.get(name), middle, goal)


def _win_rate(facts: PartnerFacts) -> float | None:
    ended = facts.closed_won + facts.closed_lost
    return round(100 * facts.closed_won / ended, 1) if ended else None


def _hours(facts: PartnerFacts) -> float | None:
    seconds = facts.median_ttfa_seconds
    return None if seconds is None else round(seconds / 3600, 1)


def _shown(figure: float) -> str:
    decimals = 0 if float(figure).is_integer() else 1
    return number_format(figure, decimal_pos=decimals, use_l10n=True, force_grouping=True)


Value = Callable[[PartnerFacts], float | None]
MEASURES: Final[Mapping[str, tuple[Promise, Value | None]]] = {
    "certifications": (_("Certifications held"), lambda facts: len(facts.certifications)),
    "specialisations": (_("Industries specialised in"), lambda facts: len(facts.specialisations)),
    "training": (_("Training completed (%)"), lambda facts: round(100 * facts.training_score, 1)),
    "won": (_("Leads won in a year"), lambda facts: facts.closed_won),
    "revenue": (_("Value won in a year"), None),
    "win_rate": (_("Win rate (%)"), _win_rate),
    "first_action_hours": (_("Hours to the first action"), _hours),
}
