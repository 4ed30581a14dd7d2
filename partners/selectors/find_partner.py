"""Partners of the vendor in scope, with all that hangs on them."""

from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from partners.models import Absence, Partner
from prm.platform.errors import NotFound


def partners_in_full() -> QuerySet[Partner]:
    """Partners with their parts: a fixed number of queries, however many partners."""
    company_absences = Absence.objects.filter(membership=None)
    return Partner.objects.select_related("tier", "manager__user", "deputy__user").prefetch_related(
        "certifications__certification",
        "specialisations__vertical",
        "territories",
        "working_hours",
        Prefetch("absences", queryset=company_absences),
    )


def find_partner(partner_id: UUID) -> Partner:
    """One of them. Raises NotFound, also for another vendor's."""
    partner = partners_in_full().filter(pk=partner_id).first()
    if partner is None:
        raise NotFound(_("There is no such partner."))
    return partner
