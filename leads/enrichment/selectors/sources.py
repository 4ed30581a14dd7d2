"""Sources, and which of them can fill gaps of a lead."""

from collections.abc import Collection, Sequence
from typing import Final
from uuid import UUID

from django.utils.translation import gettext

from leads.enrichment.asked.address import address_for
from leads.enrichment.asked.ask import Question
from leads.enrichment.asked.memory import is_resting
from leads.enrichment.models import EnrichmentSource
from leads.enrichment.selectors.records import gaps_of
from leads.models import Lead
from prm.platform.errors import NotFound

# What a source may fill: who and where somebody is, never what was said or agreed to.
FILLABLE: Final = (
    "company", "website", "industry", "employees", "country", "region", "city", "postal_code", "latitude",
    "longitude", "time_zone", "languages", "products", "first_name", "last_name", "job_title", "phone",
)  # fmt: skip


def find_source(source_id: UUID) -> EnrichmentSource:
    """The source. Raises NotFound."""
    found = EnrichmentSource.objects.filter(id=source_id).first()
    if found is None:
        raise NotFound(gettext("There is no such enrichment source."))
    return found


def working_sources() -> list[EnrichmentSource]:
    """Those that are asked now, in their order: active, with a mapping, and not at rest."""
    active = EnrichmentSource.objects.filter(is_active=True).exclude(mapping={})
    return [source for source in active if not is_resting(source)]


def questions_about(lead: Lead, sources: Sequence[EnrichmentSource]) -> list[Question]:
    """Whom to ask about a lead: sources that can fill a gap, and whose address the lead's facts complete."""
    found = [
        Question(source, address_for(source.address, lead))
        for source in sources
        if _can_help(lead, source.mapping)
    ]
    return [question for question in found if question.url]


def _can_help(lead: Lead, fields: Collection[str]) -> bool:
    return bool(gaps_of(lead, fields))
