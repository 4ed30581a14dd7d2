"""What criteria would make of the newest leads."""

from collections import Counter
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise

from leads.intake.qualify import Qualification, qualify
from leads.models import Lead, LeadStage, LeadState

NEWEST: Final = 500


@dataclass(frozen=True)
class StageCount:
    """How many of `of` leads are in the stage now, and would be."""

    label: Promise | str
    now: int
    would_be: int
    of: int


def stage_counts(by: Qualification) -> list[StageCount]:
    """The newest leads by stage, as they are and as these criteria would have them. One query."""
    leads = list(Lead.objects.exclude(state=LeadState.ERASED).order_by("-received_at", "-id")[:NEWEST])
    now = Counter(lead.stage for lead in leads)
    would_be: Counter[str] = Counter(qualify(lead, by).stage for lead in leads)
    return [
        StageCount(stage.label, now[stage.value], would_be[stage.value], len(leads)) for stage in LeadStage
    ]
