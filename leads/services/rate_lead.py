"""A partner says how good a lead was."""

from uuid import UUID

from django.utils.translation import gettext as _

from leads.models import LeadRating
from prm.platform import clock
from prm.platform.actors import Actor
from prm.platform.errors import FieldError, InvalidInput


def rate_lead(*, lead_id: UUID, partner_id: UUID, stars: int, reason: str, actor: Actor) -> LeadRating:
    """Keep the partner's rating, from 1 to 5; rating again replaces it.

    The caller has made sure that the partner closed this lead. Raises InvalidInput.
    """
    errors = []
    if not 1 <= stars <= 5:
        errors.append(FieldError("stars", "out_of_range", _("From 1 to 5.")))
    if len(reason) > 2000:
        errors.append(FieldError("reason", "too_long", _("At most 2,000 characters.")))
    if errors:
        raise InvalidInput(errors)
    rating, _is_new = LeadRating.objects.update_or_create(
        lead_id=lead_id,
        partner_id=partner_id,
        defaults={
            "stars": stars,
            "reason": reason.strip(),
            "rated_by_id": actor.user_id,
            "created_at": clock.now(),
        },
    )
    return rating
