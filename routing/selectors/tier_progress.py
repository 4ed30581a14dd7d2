"""What the partners of the next tier have, beside what a partner has: where to grow."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partners.models import Partner, PartnerStatus, Tier
from prm import clock
from prm.errors import NotFound
from routing.engine import PartnerFacts
from routing.selectors.roster import bench_at

ENOUGH: Final = 3
"""Fewer partners in the next tier than this, and a middle would tell of somebody."""


@dataclass(frozen=True)
class Measure:
    """One measure: this partner's, and the middle of the next tier; None where unknown or not told."""

    name: str
    words: str
    own: float | None
    usual: float | None

    @property
    def is_reached(self) -> bool | None:
        """Whether this partner is level with the next tier's middle."""
        return None if self.own is None or self.usual is None else self.own >= self.usual


@dataclass(frozen=True)
class TierProgress:
    """A partner's tier, the next one up (None at the top), and how it measures up to that."""

    tier: str
    next_tier: str | None
    measures: list[Measure]

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)


def tier_progress(*, partner_id: UUID) -> TierProgress:
    """The partner beside the members of the next tier; who is in which is the vendor's decision. NotFound."""
    partner = Partner.objects.select_related("tier").filter(id=partner_id).first()
    if partner is None:
        raise NotFound(gettext("There is no such partner."))
    above = Tier.objects.filter(rank__lt=partner.tier.rank).order_by("-rank").first()
    if above is None:
        return TierProgress(partner.tier.name, None, [])
    roster = bench_at(clock.now()).roster
    others = [
        facts
        for facts in roster.partners
        if facts.tier == above.slug and facts.status == PartnerStatus.ACTIVE
    ]
    own = roster[str(partner_id)]
    return TierProgress(partner.tier.name, above.name, [_measure(each, own, others) for each in _MEASURES])


def _measure(measure: "tuple[str, Any, Value]", own: PartnerFacts, others: Sequence[PartnerFacts]) -> Measure:
    name, words, value = measure
    known = [found for facts in others if (found := value(facts)) is not None]
    return Measure(name, str(words), value(own), median(known) if len(known) >= ENOUGH else None)


def _win_rate(facts: PartnerFacts) -> float | None:
    ended = facts.closed_won + facts.closed_lost
    return facts.closed_won / ended if ended else None


Value = Callable[[PartnerFacts], float | None]
_MEASURES: Final[tuple[tuple[str, Any, Value], ...]] = (
    ("certifications", _("Certifications held"), lambda facts: len(facts.certifications)),
    ("specialisations", _("Industries specialised in"), lambda facts: len(facts.specialisations)),
    ("training", _("Training completed"), lambda facts: facts.training_score),
    ("won", _("Leads won in a year"), lambda facts: facts.closed_won),
    ("win_rate", _("Win rate"), _win_rate),
    (
        "first_action",
        _("Speed of the first action"),
        lambda facts: None if facts.median_ttfa_seconds is None else -facts.median_ttfa_seconds,
    ),
)
