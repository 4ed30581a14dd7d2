"""A stored decision as a page shows it: what was decided, every partner's part in it, and in what words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from routing.engine import Decision as EngineDecision
from routing.engine import Roster
from routing.engine.explain import explain_for_vendor
from routing.engine.reasons import BY_CODE, REVIEW_REASONS
from routing.models import Decision
from routing.selectors.published import compiled_version

PARTS = {
    "chosen": gettext_noop("Chosen"),
    "invited": gettext_noop("Invited"),
    "eligible": gettext_noop("Eligible"),
    "outranked": gettext_noop("Came second"),
    "excluded": gettext_noop("Excluded"),
}


@dataclass(frozen=True)
class PartnerRow:
    """One partner's part in a decision; figures only for those who competed."""

    partner_id: str
    name: str
    tier: str
    part: str
    part_words: str
    reasons: tuple[str, ...]
    weight: int | None
    share: float | None
    credit_before: float | None
    credit_after: float | None


@dataclass(frozen=True)
class DecisionPage:
    """All that is shown of one decision."""

    id: UUID | None
    decided_at: datetime
    outcome: str
    rule: str
    pool: str
    method: str
    review_words: str
    rows: tuple[PartnerRow, ...]
    competitors: int
    excluded: int
    reason_counts: tuple[tuple[str, int], ...]
    steps: tuple[dict[str, Any], ...]
    pools_tried: tuple[str, ...]
    rules_tried: tuple[dict[str, Any], ...]
    chosen: PartnerRow | None
    version_number: int | None = None


def stored_decision(row: Decision) -> DecisionPage:
    """A decision read back from its stored form; `row.batch` with its policy and roster should be loaded."""
    roster = Roster.restore(bytes(row.batch.roster.body))
    decision = EngineDecision.decode(bytes(row.body), roster)
    version = compiled_version(row.batch.policy_version)
    page = page_of(decision, roster, row.decided_at, version=version)
    return _with_row(page, row)


def page_of(decision: EngineDecision, roster: Roster, decided_at: datetime, version: Any = None) -> DecisionPage:
    """Any decision of the engine, stored or not, for show."""
    told = explain_for_vendor(decision, roster, version)
    rows = tuple(_row(row) for row in told["partners"])
    return DecisionPage(
        id=None,
        decided_at=decided_at,
        outcome=told["outcome"],
        rule=told["rule"]["name"] or "",
        pool=told["pool"] or "",
        method=told["method"] or "",
        review_words=review_words(told["review_reason"]),
        rows=rows,
        competitors=told["eligible_count"],
        excluded=sum(row.part == "excluded" for row in rows),
        reason_counts=tuple(_counted(told["reason_counts"])),
        steps=tuple(told["steps"]),
        pools_tried=tuple(attempt["pool"] for attempt in told["pools_tried"]),
        rules_tried=tuple(told["rules_tried"]),
        chosen=next((row for row in rows if row.part == "chosen"), None),
    )


def review_words(code: str | None) -> str:
    """Why a lead waits for a person, in words; a rule's own reason stays as it is."""
    if not code:
        return ""
    return _(REVIEW_REASONS[code]) if code in REVIEW_REASONS else code.replace("_", " ").capitalize()


def reason_words(code: str) -> str:
    """Why a partner was not chosen, in words for the vendor."""
    return _(BY_CODE[code].vendor_words) if code in BY_CODE else code


def _with_row(page: DecisionPage, row: Decision) -> DecisionPage:
    known = {name: getattr(page, name) for name in page.__dataclass_fields__}
    return DecisionPage(**known | {"id": row.pk, "version_number": row.batch.policy_version.number})


def _row(row: dict[str, Any]) -> PartnerRow:
    return PartnerRow(
        partner_id=row["partner_id"],
        name=row["name"],
        tier=row["tier"] or "",
        part=row["part"],
        part_words=_(PARTS[row["part"]]),
        reasons=tuple(_(words) for words in row["words"]),
        weight=row.get("weight"),
        share=row.get("share"),
        credit_before=row.get("credit_before"),
        credit_after=row.get("credit_after"),
    )


def _counted(counts: dict[str, int]) -> list[tuple[str, int]]:
    found = [(reason_words(code), count) for code, count in counts.items()]
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))
