"""Making a vendor with its first admin."""

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import available_timezones

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from prm.platform.errors import FieldError, InvalidInput
from prm.platform.tenants.keys import issue_key
from prm.platform.tenants.models import Membership, Role, User, Vendor
from prm.platform.tenants.scope import vendor_scope
from prm.platform.tenants.slugs import refuse_reserved_slug

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MOST_SLUG_LETTERS = 40


@dataclass(frozen=True)
class NewVendor:
    """A vendor, its admin's login and its API key, shown once. No password: the person had an account."""

    vendor: Vendor
    admin_email: str
    admin_password: str | None
    api_key: str


def create_vendor(
    *,
    slug: str,
    name: str = "",
    admin_email: str = "",
    time_zone: str = "UTC",
    currency: str = "USD",
    language: str = "en",
) -> NewVendor:
    """Make a vendor with an admin and an API key, in one transaction. Raises InvalidInput.

    Routing needs more (`routing.policies.services.start_vendor`); the command `create_vendor` does both.
    """
    email = (admin_email or f"admin@{slug}.example.com").strip().lower()
    _check(slug=slug, email=email, time_zone=time_zone)
    with transaction.atomic():
        vendor = Vendor.objects.create(
            slug=slug,
            name=name or slug.replace("-", " ").title(),
            time_zone=time_zone,
            currency=currency,
            language=language,
        )
        user, password = person_with_login(email=email, full_name=_("Admin"))
        with vendor_scope(vendor.id):
            Membership.objects.create(user=user, role=Role.ADMIN)
            key = issue_key(vendor=vendor, name=_("First key"), created_by=user)
    return NewVendor(vendor, email, password, key.text)


def person_with_login(*, email: str, full_name: str, password: str | None = None) -> tuple[User, str | None]:
    """The person with this address, made with a password if there is none; the password of one just made."""
    known = User.objects.filter(email=email).first()
    if known is not None:
        return known, None
    given = password or secrets.token_urlsafe(15)
    user = User.objects.create_user(email, given, full_name=full_name)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user, given


def _check(*, slug: str, email: str, time_zone: str) -> None:
    errors: list[FieldError] = []
    if not SLUG.fullmatch(slug) or len(slug) > MOST_SLUG_LETTERS:
        message = _("Use up to 40 small letters, digits and single hyphens.")
        errors.append(FieldError("slug", "invalid", message))
    elif Vendor.objects.filter(slug=slug).exists():
        errors.append(FieldError("slug", "taken", _("There is a vendor with this slug already.")))
    errors += _refusals("slug", "reserved", refuse_reserved_slug, slug)
    errors += _refusals("admin_email", "invalid", validate_email, email)
    if time_zone not in available_timezones():
        errors.append(FieldError("time_zone", "unknown", _("There is no such time zone.")))
    if errors:
        raise InvalidInput(errors)


def _refusals(field: str, code: str, check: Callable[[str], None], value: str) -> list[FieldError]:
    try:
        check(value)
    except ValidationError as error:
        return [FieldError(field, code, message) for message in error.messages]
    return []
