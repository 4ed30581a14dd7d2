"""Path to more leads: what would have brought each partner more, found by replaying what was decided."""

import time
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from partners.models import Partner, Tier
from prm.platform import clock
from prm.platform.tenants.scope import vendor_scope
from routing.batches.selectors.routing_inputs import inputs_at
from routing.decisions.selectors.past_decisions import PastDecision, PastDecisions
from routing.engine import PartnerFacts
from routing.models import PathReport
from routing.paths.selectors.path_steps import Mine, Step, steps_for

LOOK_BACK: Final = timedelta(days=90)
MOST_REPLAYED: Final = 2_000
LONGEST_SECONDS: Final = 480.0
REACHES: Final = ("now", "near", "far")


def rebuild_paths(*, vendor_id: UUID, partner_ids: Collection[UUID] | None = None) -> int:
    """Write the path report of every partner (or of some), the oldest first; how many were written.

    Replays the first decision on each lead of the last 90 days, as far as a change could matter. Each
    report is its own transaction; stops after some minutes, and the next run goes on. Opens its own scopes.
    """
    started = time.monotonic()
    now = clock.now()
    with vendor_scope(vendor_id):
        past = PastDecisions(now - LOOK_BACK)
        waiting = _waiting(partner_ids)
    written = 0
    for partner_id in waiting:
        with vendor_scope(vendor_id):
            _write(partner_id, past, now)
        written += 1
        if time.monotonic() - started > LONGEST_SECONDS:
            break
    return written


def _waiting(partner_ids: Collection[UUID] | None) -> list[UUID]:
    built = dict(PathReport.objects.values_list("partner_id", "built_at"))
    rows = Partner.objects.exclude(status="inactive").order_by("id")
    chosen = rows if partner_ids is None else rows.filter(id__in=partner_ids)
    never = clock.now() - timedelta(days=36500)
    return sorted(chosen.values_list("id", flat=True), key=lambda id_: built.get(id_, never))


def _write(partner_id: UUID, past: PastDecisions, now: datetime) -> None:
    partner_table = inputs_at(now).partner_table
    if partner_table.find(str(partner_id)) is None:
        return
    body = report_body(partner_table[str(partner_id)], past)
    PathReport.objects.update_or_create(
        partner_id=partner_id, defaults={"built_at": now, "since_at": now - LOOK_BACK, "body": body}
    )


def report_body(partner: PartnerFacts, past: PastDecisions) -> dict[str, Any]:
    """What was within reach, and every step that would have brought more, the likeliest first."""
    mine, within_reach, expected = _mine(partner.id, past)
    steps = [_step(step, past) for step in steps_for(partner, mine, _next_tier(partner))]
    worthwhile = [step for step in steps if step["more_within_reach"] > 0 or step["more_expected"] > 0.005]
    return {
        "leads": len(past),
        "within_reach": within_reach,
        "expected": expected,
        "steps": sorted(worthwhile, key=_order),
    }


def _order(step: dict[str, Any]) -> tuple[Any, ...]:
    """What can be done at once first, then what lies near, then the rest; within each what brings most."""
    return REACHES.index(step["reach"]), -step["more_expected"], -step["more_within_reach"]


def _mine(partner_id: str, past: PastDecisions) -> tuple[Mine, int, float]:
    """This partner's reasons in every decision made while it was there, and what was within its reach."""
    mine: Mine = []
    within_reach, expected = 0, 0.0
    for group in past.groups:
        position = group.partner_table.find(partner_id)
        if position is None:
            continue
        mine += zip(group.decisions, group.bits[:, position].tolist(), strict=True)
        shares = group.shares[:, position]
        within_reach += int((shares > 0).sum())
        expected += float(shares.sum())
    return mine, within_reach, round(expected, 3)


def _step(step: Step, past: PastDecisions) -> dict[str, Any]:
    newest = sorted(step.decisions, key=lambda decision: decision.decided_at, reverse=True)[:MOST_REPLAYED]
    shares = [gained for decision in reversed(newest) for gained in _gain(step, decision, past)]
    return {
        "kind": step.kind,
        "subject": step.subject,
        "reach": step.reach,
        "is_inside": step.is_inside,
        "distance_km": None if step.distance_km is None else round(step.distance_km),
        "more_within_reach": sum((after > 0) - (before > 0) for before, after in shares),
        "more_expected": round(sum(after - before for before, after in shares), 3),
        "replayed": len(newest),
        "relevant": len(step.decisions),
    }


def _gain(step: Step, decision: PastDecision, past: PastDecisions) -> Iterator[tuple[float, float]]:
    """Its part of the lead as it was, and as it would have been; nothing where a person decided."""
    rivals, partner_table, place = (
        decision.rivals,
        decision.partner_table,
        decision.partner_table.position(step.partner_id),
    )
    if rivals is None:
        return
    before, asked = 0.0, (decision.facts, decision.version)
    counts, now = past.counts_before(decision, place), decision.decided_at
    if step.competed(decision):
        own = step.as_it_was(partner_table)
        rivals = rivals.without(decision.version, own.weight(rivals, *asked, now), own.facts.tier)
        before = own.share(rivals, *asked, counts, now)
    yield before, step.changed(partner_table).share(rivals, *asked, counts, now)


def _next_tier(partner: PartnerFacts) -> str | None:
    ranks = dict(Tier.objects.values_list("slug", "rank"))
    higher = sorted((rank, slug) for slug, rank in ranks.items() if rank < ranks.get(partner.tier or "", 0))
    return higher[-1][1] if higher else None
