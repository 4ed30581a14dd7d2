"""What a source would add to a lead, before it is used."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from leads.enrichment.asked.address import address_for
from leads.enrichment.asked.ask import Answer, Question, fields_of
from leads.enrichment.asked.round import Asked, answers_to
from leads.enrichment.models import EnrichmentSource
from leads.fields.catalogue import LABELS, LEAD
from leads.inbound.paths import as_text
from leads.intake.normalise import read_lead
from leads.models import Lead
from leads.selectors.catalogue import lists_for
from prm.platform.ids import new_id

SECONDS = 5.0


@dataclass(frozen=True)
class FieldFound:
    """One field: what came, how it is read, and what is wrong with it."""

    label: str
    came: str
    read: str
    problems: list[str]


def found_in(source: EnrichmentSource, body: Any) -> list[FieldFound]:
    """What the source's mapping makes of an answer. Raises WrongPath."""
    raw = fields_of(source, body)
    reading = read_lead(raw, lists_for([raw]))
    return [
        FieldFound(
            str(LABELS[name]),
            as_text(came),
            _read(reading.lead.values[name], LEAD[name].absent),
            [problem.message for problem in reading.problems if problem.field == name],
        )
        for name, came in raw.items()
    ]


def tried(source: EnrichmentSource, facts: Mapping[str, str]) -> tuple[str, Answer | None]:
    """Ask about somebody now: the address, and the answer; None where facts are missing for it."""
    lead = Lead(**read_lead(dict(facts)).lead.as_input())
    url = address_for(source.address, lead)
    if not url:
        return "", None
    key = new_id()
    return url, answers_to([Asked(key, [Question(source, url)], SECONDS)], fresh=True)[key][0]


def _read(value: Any, absent: Any) -> str:
    if value == absent:
        return ""
    return as_text(list(value) if isinstance(value, tuple) else value) or str(value)
