"""Partner tables, stored once per content."""

from uuid import UUID

from routing.engine import PartnerTable
from routing.models import PartnerTableSnapshot


def keep_partner_table(partner_table: PartnerTable) -> UUID:
    """The stored partner table of this content, stored now if it is the first time."""
    same = PartnerTableSnapshot.objects.filter(digest=partner_table.digest)
    kept = same.values_list("id", flat=True).first()
    if kept is not None:
        return kept
    return PartnerTableSnapshot.objects.create(digest=partner_table.digest, body=partner_table.snapshot()).id
