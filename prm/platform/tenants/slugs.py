"""Slugs that a vendor cannot have because they would hide a path of the product."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

RESERVED_SLUGS = frozenset(
    (
        *("accounts", "admin", "api", "docs", "favicon-ico", "healthz", "i18n", "invitations", "jsi18n"),
        *("media", "metrics", "o", "offers", "portal", "public", "readyz", "robots-txt", "schema", "static"),
        *("switch", "vendors", "www"),
    )
)


def refuse_reserved_slug(slug: str) -> None:
    """Raise ValidationError for a reserved slug."""
    if slug in RESERVED_SLUGS:
        raise ValidationError(
            _("“%(slug)s” is reserved; choose another."), code="reserved", params={"slug": slug}
        )
