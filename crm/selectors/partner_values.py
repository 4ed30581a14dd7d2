"""A partner as its account in the CRM would have it."""

from django.utils.translation import gettext

from crm.adapters.adapter import RemoteAccount
from crm.models import CrmConnection
from crm.values import (
    ACCOUNT_ACTIVE,
    ACCOUNT_NAME,
    ACCOUNT_TIER,
    ACCOUNT_WEBSITE,
    Value,
    plain,
)
from partners.models import Partner, PartnerStatus, Tier
from prm.platform.errors import FieldError, InvalidInput


def known_partner(remote: RemoteAccount) -> Partner | None:
    """The partner that an account is met with for the first time."""
    by_id = Partner.objects.filter(external_id=remote.remote_id).first()
    if by_id is not None:
        return by_id
    name = plain(ACCOUNT_NAME, remote.values.get(ACCOUNT_NAME))
    named = list(Partner.objects.filter(name__iexact=name, external_id="")[:2]) if name else []
    return named[0] if len(named) == 1 else None


def partner_values(partner: Partner, connection: CrmConnection) -> dict[str, Value]:
    """Its values in the CRM's words."""
    words = {slug: word for word, slug in connection.tiers.items()}
    return {
        ACCOUNT_NAME: partner.name,
        ACCOUNT_WEBSITE: partner.website,
        ACCOUNT_TIER: words.get(partner.tier.slug, partner.tier.name),
        ACCOUNT_ACTIVE: partner.status != PartnerStatus.INACTIVE,
    }


def tier_named(connection: CrmConnection, value: Value) -> Tier:
    """The tier that the CRM names, by the connection's table, by slug or by name; the lowest for none.

    Raises InvalidInput.
    """
    text = plain(ACCOUNT_TIER, value)
    tiers = list(Tier.objects.all())
    if not text and tiers:
        return max(tiers, key=lambda tier: tier.rank)
    wanted = connection.tiers.get(text, text).casefold()
    for tier in tiers:
        if wanted in (tier.slug.casefold(), tier.name.casefold()):
            return tier
    words = gettext("There is no tier for “%(name)s”. Say on the page of the CRM which it is.")
    raise InvalidInput([FieldError("tier", "unknown", words % {"name": text})])
