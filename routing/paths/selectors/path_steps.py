"""What a partner could change, from what kept it from leads: the steps that a path is made of."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import reduce
from operator import or_
from statistics import median
from typing import Final, Literal

from routing.decisions.selectors.past_decisions import PastDecision
from routing.engine import LeadFacts, Newcomer, PartnerFacts, PartnerTable, Territory
from routing.engine.geometry import kilometres, unit_vectors
from routing.engine.reasons import BIT, BY_CODE

Mine = list[tuple[PastDecision, int]]
"""Decisions with one partner's reasons in each."""

Wanted = Callable[[PartnerFacts, LeadFacts], Iterable[str]]
Change = Callable[[PartnerFacts, str], PartnerFacts]

ELIGIBILITY: Final = reduce(
    or_, (int(BIT[code]) for code, reason in BY_CODE.items() if reason.kind == "eligibility")
)
MORE_CAPACITY: Final = 5
MOST_SUBJECTS: Final = 3
NEAR_KM: Final = 400.0
ABROAD_KM: Final = 800.0
Reach = Literal["now", "near", "far"]
"""What a partner can do at once, what lies next, what takes longer."""


@dataclass(frozen=True)
class Step:
    """One change of a partner's facts, and the decisions in which it could make a difference.

    `among` are those in which it competed already. `distance_km` is how far the leads of a territory lie,
    where that is known; `is_inside` that the partner sells in the whole country already.
    """

    kind: str
    subject: str
    partner_id: str
    change: Change
    decisions: list[PastDecision]
    among: frozenset[int] = frozenset()
    reach: Reach = "near"
    distance_km: float | None = None
    is_inside: bool = False
    known: dict[tuple[int, bool], Newcomer] = field(default_factory=dict, compare=False)

    def competed(self, decision: PastDecision) -> bool:
        """Whether the partner competed in it."""
        return id(decision) in self.among

    def as_it_was(self, partner_table: PartnerTable) -> Newcomer:
        """The partner as this partner table has it."""
        return self._newcomer(partner_table, is_changed=False)

    def changed(self, partner_table: PartnerTable) -> Newcomer:
        """The partner as this partner table has it, but for the change."""
        return self._newcomer(partner_table, is_changed=True)

    def _newcomer(self, partner_table: PartnerTable, *, is_changed: bool) -> Newcomer:
        """Made once a partner table, and shared by partner tables on which it is the same."""
        key = (id(partner_table), is_changed)
        if key not in self.known:
            facts = partner_table[self.partner_id]
            facts = self.change(facts, self.subject) if is_changed else facts
            alike = (each for each in self.known.values() if each.facts == facts)
            same = next((each for each in alike if each.partner_table.tiers == partner_table.tiers), None)
            self.known[key] = same or Newcomer(facts, partner_table.tiers)
        return self.known[key]


@dataclass(frozen=True)
class Lever:
    """A kind of change. `lifts` are eligibility reasons it removes, `helps` preferences it may win.

    `wanted` names what a lead asked for that the partner lacks; one step for each of the most frequent.
    `reach` is how near the change lies; for territories their distance tells.
    """

    kind: str
    lifts: tuple[str, ...]
    change: Change
    helps: tuple[str, ...] = ()
    wanted: Wanted = lambda partner, lead: ("",)
    reach: Reach = "near"


def steps_for(partner: PartnerFacts, mine: Mine, next_tier: str | None) -> list[Step]:
    """Every step that could have brought this partner more of these leads."""
    found = [step for lever in LEVERS for step in _steps(lever, partner, mine)]
    if next_tier is not None:
        lever = Lever(
            "tier", ("tier",), lambda facts, _: replace(facts, tier=next_tier), ("lower_tier",), reach="far"
        )
        found += [replace(step, subject=next_tier) for step in _steps(lever, partner, mine)]
    faster = [past for past, bits in mine if not bits & ELIGIBILITY and past.method == "performance"]
    if faster:
        among = frozenset(id(past) for past, bits in mine if not bits)
        change: Change = lambda facts, _: _faster(facts)  # noqa: E731
        found.append(Step("first_action", "", partner.id, change, faster, among, reach="now"))
    return found


def _steps(lever: Lever, partner: PartnerFacts, mine: Mine) -> Iterator[Step]:
    lifted, helped = _bits(lever.lifts), _bits(lever.helps)
    fitting = [(past, bits) for past, bits in mine if _could_help(bits, lifted, helped)]
    by_subject: dict[str, list[PastDecision]] = {}
    for past, _ in fitting:
        for subject in lever.wanted(partner, past.facts):
            by_subject.setdefault(subject, []).append(past)
    steps = [_step(lever, partner, subject, past) for subject, past in by_subject.items()]
    steps.sort(key=lambda step: (step.reach == "far", -len(step.decisions), step.subject))
    yield from steps[:MOST_SUBJECTS]


def _step(lever: Lever, partner: PartnerFacts, subject: str, decisions: list[PastDecision]) -> Step:
    step = Step(lever.kind, subject, partner.id, lever.change, decisions, reach=lever.reach)
    if lever.kind != "territory":
        return step
    known = [far for far in (_km_to(partner, past.facts) for past in decisions) if far is not None]
    distance = median(known) if known else None
    country = subject.partition("-")[0]
    return replace(
        step,
        distance_km=distance,
        reach="far" if (distance or 0.0) > NEAR_KM else "near",
        is_inside=Territory(country) in partner.territories,
    )


def _could_help(bits: int, lifted: int, helped: int) -> bool:
    """Whether nothing but these reasons kept the partner out, or one of these preferences did."""
    ruled_out = bits & ELIGIBILITY
    if ruled_out:
        return not ruled_out & ~lifted
    return bool(bits & helped)


def _bits(codes: Iterable[str]) -> int:
    return reduce(or_, (int(BIT[code]) for code in codes), 0)


def _certifications(partner: PartnerFacts, lead: LeadFacts) -> Iterable[str]:
    return [slug for slug in lead.required_certifications if partner.certifications.get(slug, "") is not None]


def _territory(partner: PartnerFacts, lead: LeadFacts) -> Iterable[str]:
    """The lead's region, unless it is out of the way: another country, and not just across the border."""
    place = lead.region or lead.country
    return [place] if place and not _is_out_of_the_way(partner, lead) else []


def _is_out_of_the_way(partner: PartnerFacts, lead: LeadFacts) -> bool:
    home = {partner.country, *(territory.country for territory in partner.territories)} - {None}
    if not home or lead.country in home or home & {*lead.places}:
        return False
    distance = _km_to(partner, lead)
    return distance is None or distance > ABROAD_KM


def _km_to(partner: PartnerFacts, lead: LeadFacts) -> float | None:
    if partner.latitude is None or partner.longitude is None:
        return None
    if lead.latitude is None or lead.longitude is None:
        return None
    here = unit_vectors([partner.latitude], [partner.longitude])
    return float(kilometres(here, lead.latitude, lead.longitude)[0])


def _languages(partner: PartnerFacts, lead: LeadFacts) -> Iterable[str]:
    return [tag for tag in lead.languages if tag not in partner.languages]


def _industry(partner: PartnerFacts, lead: LeadFacts) -> Iterable[str]:
    return [lead.industry] if lead.industry and lead.industry not in partner.specialisations else []


def _with_territory(facts: PartnerFacts, place: str) -> PartnerFacts:
    region = place if "-" in place else None
    area = Territory(country=place.partition("-")[0], region=region)
    return replace(facts, territories=(*facts.territories, area))


def _faster(facts: PartnerFacts) -> PartnerFacts:
    """Twice as fast as now; an hour, for who has not been timed yet."""
    frozen = {days: (won, lost, _half(at)) for days, (won, lost, at) in facts.frozen_results.items()}
    return replace(facts, median_ttfa_seconds=_half(facts.median_ttfa_seconds), frozen_results=frozen)


def _half(seconds: float | None) -> float:
    return 3600.0 if seconds is None else seconds / 2


LEVERS: Final[tuple[Lever, ...]] = (
    Lever(
        "certification",
        ("certification", "certification_expired"),
        lambda facts, slug: replace(facts, certifications={**facts.certifications, slug: None}),
        ("fewer_certifications",),
        _certifications,
    ),
    Lever("territory", ("territory",), _with_territory, ("territory_less_specific",), _territory),
    Lever(
        "specialisation",
        ("specialisation",),
        lambda facts, slug: replace(facts, specialisations=(*facts.specialisations, slug)),
        ("not_specialist",),
        _industry,
    ),
    Lever(
        "language",
        ("language",),
        lambda facts, tag: replace(facts, languages=(*facts.languages, tag)),
        ("language_less_exact",),
        _languages,
        reach="far",
    ),
    Lever(
        "capacity",
        ("capacity",),
        lambda facts, _: replace(facts, capacity=(facts.capacity or 0) + MORE_CAPACITY),
        reach="now",
    ),
    Lever(
        "policy_signed",
        ("policy_not_signed",),
        lambda facts, _: replace(facts, policy_signed=True),
        reach="now",
    ),
    Lever(
        "answer_in_time",
        ("paused_missed",),
        lambda facts, _: replace(facts, paused_missed=False),
        reach="now",
    ),
    Lever(
        "limits",
        ("cap_day", "cap_week", "cap_month"),
        lambda facts, _: replace(facts, daily_cap=None, weekly_cap=None, monthly_cap=None),
        reach="now",
    ),
    Lever(
        "hours",
        ("outside_hours",),
        lambda facts, _: replace(facts, working_hours=(), holidays=(), half_days=()),
        reach="now",
    ),
)
