"""Which person this is: the keys by which a later post is found to be about somebody who is known."""

from collections.abc import Iterator
from hashlib import blake2b
from typing import Final, NamedTuple, Protocol
from uuid import UUID

from prm.platform.cleaning.contact import email_domain
from prm.platform.cleaning.fold import plain_letters, spelled_letters

BY_EXTERNAL_ID: Final = "external_id"
BY_EMAIL: Final = "email"
BY_PHONE_AND_NAME: Final = "phone_and_name"
BY_NAME: Final = "name_and_domain"
BY_PHONE: Final = "phone"

_GMAIL: Final = frozenset(("gmail.com", "googlemail.com"))
# These deliver name+anything@ to name@, as far as they say so themselves.
_TAG_SERVICES = """
    outlook.com hotmail.com live.com msn.com outlook.de hotmail.de icloud.com me.com mac.com fastmail.com
    proton.me protonmail.com pm.me yandex.ru yandex.com ya.ru zoho.com mailbox.org posteo.de hey.com
"""
_IGNORE_TAGS: Final = _GMAIL | frozenset(_TAG_SERVICES.split())


class Known(Protocol):
    """A lead, stored or not."""

    external_id: str
    email: str
    phone: str
    first_name: str
    last_name: str
    company_keys: list[str]


class PersonKey(NamedTuple):
    """One key: what it is made of, and its value."""

    evidence: str
    value: str

    def digest(self, vendor_id: UUID) -> UUID:
        """The key as it is stored: nobody reads a person in it."""
        text = f"{self.evidence}:{self.value}".encode()
        return UUID(bytes=blake2b(text, digest_size=16, salt=vendor_id.bytes).digest())


def person_keys(lead: Known) -> list[PersonKey]:
    """Every key of the person, the surest first."""
    return list(dict.fromkeys(_keys(lead)))


def mailbox(email: str) -> str:
    """An address as its provider delivers it: no case, and no dots or tags that it ignores."""
    local, _, _domain = email.casefold().rpartition("@")
    domain = email_domain(email)
    if domain in _IGNORE_TAGS:
        local = local.partition("+")[0] or local
    if domain in _GMAIL:
        local, domain = local.replace(".", ""), "gmail.com"
    return f"{local}@{domain}"


def is_contradicted(evidence: str, lead: Known, other: Known) -> bool:
    """Whether two leads with a key in common are two people all the same: one phone serves a whole office."""
    if evidence != BY_PHONE:
        return False
    names = plain_letters(lead.last_name), plain_letters(other.last_name)
    mails = lead.email and mailbox(lead.email), other.email and mailbox(other.email)
    return any(one and two and one != two for one, two in (names, mails))


def _keys(lead: Known) -> Iterator[PersonKey]:
    if lead.external_id:
        yield PersonKey(BY_EXTERNAL_ID, lead.external_id)
    if lead.email:
        yield PersonKey(BY_EMAIL, mailbox(lead.email))
    for name in _folds(lead.last_name) if lead.phone else ():
        yield PersonKey(BY_PHONE_AND_NAME, f"{lead.phone}|{name}")
    for name in _folds(f"{lead.first_name} {lead.last_name}") if lead.last_name else ():
        for key in lead.company_keys:
            if key.startswith("d:"):
                yield PersonKey(BY_NAME, f"{key[2:]}|{name}")
    if lead.phone:
        yield PersonKey(BY_PHONE, lead.phone)


def _folds(name: str) -> list[str]:
    """A name without accents, and with the letters that stand for them."""
    folds = (" ".join(fold(name).split()) for fold in (plain_letters, spelled_letters))
    return list(dict.fromkeys(fold for fold in folds if fold))
