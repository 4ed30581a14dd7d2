"""Writing versions of the vendor's rules of engagement, until they are published."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from partners.models import Agreement
from partners.selectors.find_agreement import find_agreement
from prm.platform.errors import NotPossible


@transaction.atomic
def create_agreement(*, fields: Mapping[str, Any]) -> Agreement:
    """A new draft, numbered after the last. Fields: title, body, grace_days."""
    last = Agreement.objects.aggregate(last=Max("number"))["last"] or 0
    return Agreement.objects.create(number=last + 1, **fields)


@transaction.atomic
def change_agreement(*, agreement_id: UUID, fields: Mapping[str, Any]) -> Agreement:
    """Replace what is given. Raises NotFound; NotPossible (`already_published`): only its days may change."""
    agreement = find_agreement(agreement_id)
    if agreement.published_at is not None and set(fields) - {"grace_days"}:
        raise _fixed()
    for name, value in fields.items():
        setattr(agreement, name, value)
    agreement.save()
    return agreement


@transaction.atomic
def remove_agreement(*, agreement_id: UUID) -> None:
    """Throw a draft away. Raises NotFound, NotPossible (`already_published`)."""
    agreement = find_agreement(agreement_id)
    if agreement.published_at is not None:
        raise _fixed()
    agreement.delete()


def _fixed() -> NotPossible:
    return NotPossible(_("This version is published; its text is fixed."), code="already_published")
