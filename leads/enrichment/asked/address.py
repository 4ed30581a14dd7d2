"""The address of a source: facts of the lead stand in it by their names in braces."""

import re
from collections.abc import Callable, Mapping
from typing import Final
from urllib.parse import quote, urlsplit

from django.utils.translation import gettext

from leads.models import Lead
from prm.platform.cleaning.company import company_domain
from prm.platform.errors import FieldError, InvalidInput
from prm.platform.outbox.addresses import check_webhook_url

NAMES: Final[Mapping[str, Callable[[Lead], str]]] = {
    "domain": lambda lead: company_domain(lead.website, lead.email.rpartition("@")[2]),
    "company": lambda lead: lead.company,
    "country": lambda lead: lead.country,
    "email": lambda lead: lead.email,
    "phone": lambda lead: lead.phone,
}
# They name a person: what a source answers for them is kept for an hour at most.
PERSONAL: Final = frozenset({"email", "phone"})
_NAMED: Final = re.compile(r"\{([^{}]*)\}")


def names_in(address: str) -> list[str]:
    """The names that stand in an address."""
    return _NAMED.findall(address)


def address_for(address: str, lead: Lead) -> str:
    """Where to ask about a lead; "" where the lead lacks something that the address names."""
    facts = {name: NAMES[name](lead) for name in set(names_in(address))}
    if not all(facts.values()):
        return ""
    return _NAMED.sub(lambda found: quote(facts[found[1]], safe=""), address)


def check_address(address: str) -> None:
    """Raises InvalidInput for `address`: no public https address, an unknown name, or none."""
    names = names_in(address)
    if wrong := [name for name in names if name not in NAMES]:
        words = gettext("“%(wrong)s” is not known. Use %(known)s.") % {
            "wrong": f"{{{wrong[0]}}}",
            "known": ", ".join(f"{{{name}}}" for name in NAMES),
        }
        raise InvalidInput([FieldError("address", "unknown_name", words)])
    check_webhook_url(_NAMED.sub("x", address), "address")
    if not names:
        words = gettext("Say what is asked about: put {domain} or {email}, for example, into the address.")
        raise InvalidInput([FieldError("address", "no_name", words)])
    if _NAMED.search(urlsplit(address).netloc):
        words = gettext("Names in braces may stand in the path and after the question mark only.")
        raise InvalidInput([FieldError("address", "named_host", words)])
