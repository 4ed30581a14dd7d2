"""Somebody says that two leads have nothing to do with each other."""

from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext

from leads.models import LeadLink
from prm.platform import clock
from prm.platform.errors import NotFound


def dismiss_link(*, lead_id: UUID, other_id: UUID) -> None:
    """Forget that the two are like: they are not shown together and not kept with one partner. NotFound."""
    both = Q(lead_id=lead_id, other_id=other_id) | Q(lead_id=other_id, other_id=lead_id)
    if not LeadLink.objects.filter(both, dismissed_at=None).update(dismissed_at=clock.now()):
        raise NotFound(gettext("These leads are not linked."))
