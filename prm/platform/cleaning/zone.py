"""Time zones by their IANA names."""

from functools import cache
from zoneinfo import available_timezones

from django.utils.translation import gettext

from prm.platform.cleaning.refusal import Refused
from prm.platform.cleaning.text import clean_line


def clean_zone(value: object) -> str:
    """The name as IANA writes it, whatever its case."""
    found = _names().get(clean_line(value, 50).casefold())
    if found is None:
        raise Refused("invalid", gettext("Send an IANA time zone, such as Europe/Berlin."))
    return found


@cache
def _names() -> dict[str, str]:
    return {name.casefold(): name for name in available_timezones()}
