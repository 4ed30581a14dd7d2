"""Path to more leads: what would have brought each partner more, found by replaying what was decided."""

import time
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from partners.models import Partner, Tier
from prm import clock
from prm.tenants.scope import vendor_scope
from routing.engine import PartnerFacts, path_to_more
from routing.models import PathReport
from routing.selectors.past_decisions import PastDecision, PastDecisions
from routing.selectors.path_steps import Mine, Step, steps_for
from routing.selectors.roster import bench_at

LOOK_BACK: Final = timedelta(days=90)
MOST_REPLAYED: Final = 500
LONGEST_SECONDS: Final = 480.0


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
    roster = bench_at(now).roster
    if roster.find(str(partner_id)) is None:
        return
    body = report_body(roster[str(partner_id)], past)
    PathReport.objects.update_or_create(
        partner_id=partner_id, defaults={"built_at": now, "since_at": now - LOOK_BACK, "body": body}
    )


def report_body(partner: PartnerFacts, past: PastDecisions) -> dict[str, Any]:
    """What was within reach, and every step that would have brought more, the best first."""
    mine, within_reach, expected = _mine(partner.id, past)
    steps = [_step(step, past) for step in steps_for(partner, mine, _next_tier(partner))]
    worthwhile = [step for step in steps if step["more_within_reach"] > 0 or step["more_expected"] > 0.005]
    return {
        "leads": len(past),
        "within_reach": within_reach,
        "expected": expected,
        "steps": sorted(worthwhile, key=lambda step: (-step["more_expected"], -step["more_within_reach"])),
    }


def _mine(partner_id: str, past: PastDecisions) -> tuple[Mine, int, float]:
    """This partner's reasons in every decision made while it was there, and what was within its reach."""
    mine: Mine = []
    within_reach, expected = 0, 0.0
    for group in past.groups:
        position = group.roster.find(partner_id)
        if position is None:
            continue
        mine += zip(group.decisions, group.bits[:, position].tolist(), strict=True)
        shares = group.shares[:, position]
        within_reach += int((shares > 0).sum())
        expected += float(shares.sum())
    return mine, within_reach, round(expected, 3)


def _step(step: Step, past: PastDecisions) -> dict[str, Any]:
    newest = sorted(step.decisions, key=lambda decision: decision.decided_at, reverse=True)[:MOST_REPLAYED]
    within_reach, expected = 0, 0.0
    for facts, decisions in _as_they_were(step, newest):
        path = path_to_more(past.runs(decisions), facts)
        within_reach += path.more_within_reach
        expected += path.more_expected
    return {
        "kind": step.kind,
        "subject": step.subject,
        "more_within_reach": within_reach,
        "more_expected": round(expected, 3),
        "replayed": len(newest),
        "relevant": len(step.decisions),
    }


def _as_they_were(step: Step, decisions: list[PastDecision]) -> list[tuple[PartnerFacts, list[PastDecision]]]:
    """The decisions by roster, each with the partner as it was then but for the step's change."""
    by_roster: dict[int, list[PastDecision]] = {}
    for decision in decisions:
        by_roster.setdefault(id(decision.roster), []).append(decision)
    return [(step.applied_to(few[0].roster[step.partner_id]), few) for few in by_roster.values()]


def _next_tier(partner: PartnerFacts) -> str | None:
    ranks = dict(Tier.objects.values_list("slug", "rank"))
    higher = sorted((rank, slug) for slug, rank in ranks.items() if rank < ranks.get(partner.tier or "", 0))
    return higher[-1][1] if higher else None
