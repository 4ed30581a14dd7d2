"""The only place of this app that locks rows. The order everywhere: routing lock, partner, lead, offer."""

from uuid import UUID

from django.utils.translation import gettext as _

from partners.models import Partner
from prm.platform.errors import NotFound


def lock_partner(partner_id: UUID) -> Partner:
    """The partner, locked until the transaction ends. Raises NotFound."""
    partner = Partner.objects.select_for_update(no_key=True).filter(pk=partner_id).first()
    if partner is None:
        raise NotFound(_("There is no such partner."))
    return partner
