"""E-mail addresses and telephone numbers."""

import re
from functools import lru_cache
from typing import NamedTuple

import phonenumbers
from django.utils.translation import gettext
from email_validator import SPECIAL_USE_DOMAIN_NAMES, EmailNotValidError, ValidatedEmail, validate_email

from prm.platform.cleaning.hosts import plain_host
from prm.platform.cleaning.refusal import Refused
from prm.platform.cleaning.text import clean_line

PHONE_LENGTH = 20
_LONGEST_LOCAL = 64
_PLAIN_LOCAL = re.compile(r"[A-Za-z0-9_+&'=-]+(?:\.[A-Za-z0-9_+&'=-]+)*", re.ASCII)

# Names at the top level that the validator has rules for.
_SPECIAL = frozenset(name.rpartition(".")[2] for name in SPECIAL_USE_DOMAIN_NAMES) | {"test"}


class Domain(NamedTuple):
    """A domain as it is shown, and in ASCII."""

    name: str
    ascii: str


def clean_email(value: object) -> str:
    """The address in its normal form: the domain in lower case and Unicode, the part before it as it was.

    No DNS is asked. Addresses under .test are taken, so that integrations can be tried out.
    """
    text = clean_line(value, 254)
    address = _plain_address(text) or _odd_address(text)
    if address is None:
        raise Refused("invalid", gettext("Send one e-mail address, such as name@example.com."))
    return clean_line(address, 254)


def email_domain(email: str) -> str:
    """The domain of a clean address, in ASCII; "" for none."""
    domain = _domain(email.rpartition("@")[2]) if email else None
    return domain.ascii if domain else ""


def clean_phone(value: object, country: str) -> str:
    """E.164, with x and the extension where there is one. A number without + is read as one of `country`."""
    text = clean_line(value, 100)
    try:
        number = phonenumbers.parse(text, country or None)
    except phonenumbers.NumberParseException as error:
        raise _not_a_number(country) from error
    if not phonenumbers.is_valid_number(number):
        raise _not_a_number(country)
    extension = f"x{number.extension}" if number.extension else ""
    return clean_line(_e164(number) + extension, PHONE_LENGTH)


def phone_e164(phone: str) -> str:
    """The clean number without its extension."""
    return phone.partition("x")[0]


def _plain_address(text: str) -> str | None:
    """An address as nearly all are; its domain, which comes again and again, is remembered."""
    local, _, name = text.rpartition("@")
    if len(local) > _LONGEST_LOCAL or not _PLAIN_LOCAL.fullmatch(local):
        return None
    domain = _domain(name)
    if domain is None or len(local) + len(domain.ascii) > 253:
        return None
    return f"{local}@{domain.name}"


def _odd_address(text: str) -> str | None:
    parsed = _parsed(text)
    return parsed.normalized if parsed else None


@lru_cache(8192)
def _domain(name: str) -> Domain | None:
    plain = plain_host(name)
    if plain and plain.rpartition(".")[2] not in _SPECIAL:
        return Domain(plain, plain)
    parsed = _parsed(f"x@{name}")
    return Domain(parsed.domain, parsed.ascii_domain.lower()) if parsed else None


def _parsed(text: str) -> ValidatedEmail | None:
    try:
        return validate_email(text, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return None


def _e164(number: phonenumbers.PhoneNumber) -> str:
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _not_a_number(country: str) -> Refused:
    if country:
        return Refused("invalid", gettext("Send a valid telephone number, such as +1 512 555 0100."))
    return Refused(
        "invalid", gettext("Send a valid telephone number with + and its country code, or the country.")
    )
