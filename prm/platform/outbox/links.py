"""Links in offer mails: a page without a login, and one act, until the offer's deadline.

A link is a signed text and needs no row: it names the vendor, the offer, the member it was mailed to and when
it ends. Opening it changes nothing and may happen any number of times (mail scanners do). Acting writes a
UsedLink, once: in the caller's transaction, so that an act which fails leaves the link as it was.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from prm.platform import clock
from prm.platform.errors import NotFound, NotPossible
from prm.platform.outbox.models import UsedLink
from prm.platform.tenants.models import Membership
from prm.platform.tenants.scope import current_vendor_id

SALT = "prm.platform.outbox.offer-link"


@dataclass(frozen=True)
class OfferLink:
    """An opened link: which offer, for whom, until when, and whether it has done its act."""

    token: str
    offer_id: UUID
    membership: Membership
    expires_at: datetime
    is_used: bool

    @property
    def is_expired(self) -> bool:
        """Whether its time has passed."""
        return self.expires_at <= clock.now()


def offer_link(*, vendor_slug: str, offer_id: UUID | str, membership_id: UUID, expires_at: datetime) -> str:
    """The address of an offer's page for one member, valid until an aware instant."""
    content = [vendor_slug, str(offer_id), str(membership_id), expires_at.isoformat()]
    token = signing.dumps(content, salt=SALT, compress=True)
    return f"{settings.BASE_URL}/{vendor_slug}/o/{token}/"


def open_offer_link(token: str) -> OfferLink:
    """What a link says. Call in the vendor's scope; changes nothing.

    Raises NotFound when it is not a link of this vendor, or its member may no longer act for the partner.
    An expired or used link opens, so that the page can say so: see `is_expired`, `is_used`.
    """
    try:
        slug, offer_id, membership_id, expires_at = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError) as error:
        raise NotFound(_("This link is not valid.")) from error
    live = Membership.objects.select_related("user", "partner", "vendor")
    member = live.filter(id=membership_id, is_active=True, user__is_active=True).first()
    ends_at = parse_datetime(expires_at)
    if member is None or member.partner is None or member.vendor.slug != slug or ends_at is None:
        raise NotFound(_("This link is not valid."))
    is_used = UsedLink.objects.filter(token_digest=_digest(token)).exists()
    return OfferLink(token, UUID(offer_id), member, ends_at, is_used)


def use_offer_link(token: str) -> OfferLink:
    """Spend a link: call in the transaction of the act it is spent on.

    Raises NotFound as `open_offer_link` does, NotPossible (`link_expired`, `link_used`) when it is too late.
    """
    link = open_offer_link(token)
    if link.is_expired:
        raise NotPossible(_("This link has expired. Log in to see the lead."), code="link_expired")
    _row, is_new = UsedLink.objects.get_or_create(
        vendor_id=current_vendor_id(),
        token_digest=_digest(token),
        defaults={"membership": link.membership, "subject_id": link.offer_id},
    )
    if not is_new:
        raise NotPossible(_("This link has been used. Log in to see the lead."), code="link_used")
    return link


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
