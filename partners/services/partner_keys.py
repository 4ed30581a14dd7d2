"""A partner's API keys."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from partners.models import Partner
from prm.platform import clock
from prm.platform.errors import NotFound
from prm.platform.tenants.keys import IssuedKey, issue_key
from prm.platform.tenants.models import ApiKey, Vendor
from prm.platform.tenants.scopes import EVERYTHING


@transaction.atomic
def issue_partner_key(
    *, vendor: Vendor, partner_id: UUID, name: str, scopes: Sequence[str] = (EVERYTHING,)
) -> IssuedKey:
    """A new key of a partner; its text is shown once. Raises NotFound."""
    if not Partner.objects.filter(pk=partner_id).exists():
        raise NotFound(_("There is no such partner."))
    return issue_key(vendor=vendor, name=name, partner_id=partner_id, scopes=scopes)


@transaction.atomic
def revoke_partner_key(*, partner_id: UUID, key_id: UUID) -> None:
    """The key opens nothing from now on; revoking it again changes nothing. Raises NotFound."""
    keys = ApiKey.objects.filter(pk=key_id, partner_id=partner_id)
    if not keys.exists():
        raise NotFound(_("There is no such key."))
    keys.filter(revoked_at=None).update(revoked_at=clock.now())
