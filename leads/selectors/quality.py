"""How good partners found the leads that they have closed."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Avg, Count, Q

from leads.models import LeadRating

MOST = 12


@dataclass(frozen=True)
class Quality:
    """The ratings of the leads from one source and campaign. `poor`: those rated 1 or 2."""

    source: str
    campaign: str
    rated: int
    average: float
    poor: int


def quality_by_source(*, since: datetime) -> list[Quality]:
    """Ratings given since an instant, by source and campaign of the lead, the most rated first."""
    given = LeadRating.objects.filter(created_at__gte=since)
    rows = given.values_list("lead__source", "lead__campaign").annotate(
        rated=Count("id"), average=Avg("stars"), poor=Count("id", filter=Q(stars__lte=2))
    )
    return [Quality(*row) for row in rows.order_by("-rated", "lead__source", "lead__campaign")[:MOST]]
