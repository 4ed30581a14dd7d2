"""Finding one version of the rules of engagement."""

from uuid import UUID

from django.utils.translation import gettext as _

from partners.models import Agreement
from prm.platform.errors import NotFound


def find_agreement(agreement_id: UUID) -> Agreement:
    """The version. Raises NotFound, also for another vendor's."""
    agreement = Agreement.objects.filter(pk=agreement_id).first()
    if agreement is None:
        raise NotFound(_("There is no such agreement."))
    return agreement
