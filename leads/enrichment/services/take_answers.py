"""What sources answered fills the gaps of a lead that still waits for routing."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from leads.enrichment.asked.ask import Answer
from leads.enrichment.asked.memory import keep_answer, note_failure, note_success
from leads.enrichment.models import EnrichmentSource
from leads.enrichment.selectors.records import gaps_of
from leads.locks import lock_lead
from leads.models import LeadState
from leads.services.correct_lead import correct_lead
from prm.platform import clock
from prm.platform.actors import SYSTEM


def note_answers(answers: Sequence[Answer]) -> None:
    """Remember which sources work, and what they said."""
    asked = {answer.question: answer for answer in answers if not answer.is_kept}
    for question, answer in asked.items():
        if answer.problem:
            note_failure(question.source, answer.rest_seconds)
        else:
            note_success(question.source)
            keep_answer(question.source, question.url, answer.fields)
    by_source: dict[UUID, list[Answer]] = {}
    for answer in asked.values():
        by_source.setdefault(answer.question.source.id, []).append(answer)
    for source_id in sorted(by_source):
        _count(source_id, by_source[source_id])


@transaction.atomic
def take_answers(*, lead_id: UUID, answers: Sequence[Answer]) -> bool:
    """Give the lead what it lacks, and to routing; False if it is no longer new. Raises NotFound."""
    lead = lock_lead(lead_id)
    if lead.state != LeadState.NEW:
        return False
    changes, found_by = _first_said(answers)
    gaps = gaps_of(lead, changes)
    if gaps:
        lead = correct_lead(
            lead_id=lead_id,
            changes={name: changes[name] for name in gaps},
            actor=SYSTEM,
            found_by={name: found_by[name] for name in gaps},
        )
    lead.route_after_at = None
    lead.save(update_fields=["route_after_at"])
    return True


def _first_said(answers: Sequence[Answer]) -> tuple[Mapping[str, Any], Mapping[str, str]]:
    """Each field as the first source said it, and the name of that source."""
    changes: dict[str, Any] = {}
    found_by: dict[str, str] = {}
    for answer in answers:
        for name in answer.fields.keys() - changes.keys():
            changes[name], found_by[name] = answer.fields[name], answer.question.source.name
    return changes, found_by


def _count(source_id: UUID, answers: Sequence[Answer]) -> None:
    problems = [answer.problem for answer in answers if answer.problem]
    counted: dict[str, Any] = {
        "answered": F("answered") + len(answers) - len(problems),
        "failed": F("failed") + len(problems),
    }
    if problems:
        counted |= {"problem": problems[-1], "problem_at": clock.now()}
    EnrichmentSource.objects.filter(id=source_id).update(**counted)
