"""A partner says how many open leads it can work on at once."""

from uuid import UUID

from django.utils.translation import gettext as _

from partners.services.save_partner import change_partner
from prm.platform.errors import FieldError, InvalidInput

MOST = 10_000


def set_capacity(*, partner_id: UUID, capacity: int | None) -> None:
    """Take leads up to this many at once from now on; None is no limit. What is open already stays.

    Raises InvalidInput.
    """
    if capacity is not None and not 0 <= capacity <= MOST:
        raise InvalidInput([FieldError("capacity", "out_of_range", _("Between 0 and 10,000."))])
    change_partner(partner_id=partner_id, fields={"capacity": capacity})
