"""Slugs that a vendor cannot have because they would hide a path of the product."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

RESERVED_SLUGS = frozenset(
    [
        "accounts",
        "admin",
        "api",
        "healthz",
        "i18n",
        "media",
        "metrics",
        "offers",
        "portal",
        "readyz",
        "robots-txt",
    ]
    + ["static", "vendors", "switch", "jsi18n", "favicon-ico", "docs", "schema", "public", "www"]
)


def refuse_reserved_slug(slug: str) -> None:
    """Raise ValidationError for a reserved slug."""
    if slug in RESERVED_SLUGS:
        raise ValidationError(
            _("“%(slug)s” is reserved; choose another."), code="reserved", params={"slug": slug}
        )
