"""One lead of the vendor in scope."""

from uuid import UUID

from django.utils.translation import gettext as _

from leads.models import Lead
from prm.platform.errors import NotFound


def find_lead(lead_id: UUID) -> Lead:
    """The lead. Raises NotFound, also for another vendor's."""
    lead = Lead.objects.filter(pk=lead_id).first()
    if lead is None:
        raise NotFound(_("There is no such lead."))
    return lead
