"""Adding counted misses to the days they belong to."""

from collections import Counter
from uuid import UUID

from partners.models import Partner
from prm.platform.ids import new_id
from routing.misses.selectors.count_misses import Misses
from routing.models import MissedDay


def add_misses(counted: Misses) -> None:
    """Add to the stored days. The caller holds the lock on the vendor's shares, and is in a transaction."""
    days = {day for _, day in counted}
    kept = {(str(row.partner_id), row.day): row for row in MissedDay.objects.filter(day__in=days)}
    partners = {UUID(partner_id) for partner_id, _ in counted}
    there = set(Partner.objects.filter(id__any_of=partners).values_list("id", flat=True))
    rows = []
    for (partner_id, day), more in sorted(counted.items()):
        if UUID(partner_id) not in there:
            continue
        row = kept.get((partner_id, day))
        before = {int(bits): leads for bits, leads in row.leads.items()} if row else {}
        total = Counter(before) + more
        rows.append(
            MissedDay(
                id=row.id if row else new_id(),
                partner_id=UUID(partner_id),
                day=day,
                leads={str(bits): leads for bits, leads in sorted(total.items())},
            )
        )
    MissedDay.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["vendor", "partner", "day"],
        update_fields=["leads"],
        batch_size=1_000,
    )
