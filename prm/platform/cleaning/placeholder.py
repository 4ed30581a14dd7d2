"""What forms and systems send in the place of nothing: "n/a", "-", "{{lead.phone}}", "<dummy data>"."""

import re
from typing import Final

from django.utils.translation import gettext

from prm.platform.cleaning.refusal import Refused, shown
from prm.platform.cleaning.text import clean_line

# Signs only, a template that nobody filled in, or what a test of a form or an ad says of itself.
_EMPTY = re.compile(
    r"[-_.,:;/\\*#?!()–—…·•\s]*|https?:/*(?:www\.)?|\{\{?.*\}\}?|\[\[.*\]\]|%%.*%%|\$\{.*\}|<[^<>]*>"
    r"|\[(?:not provided|unknown|object object|none)\]"
    r"|(?:#?n/?/?a\.?|n\.a\.|not (?:available|applicable|provided|given|specified|set|known)|k\.\s?a\."
    r"|keine angabe"
    r"|undefined|(?:no|non) (?:aplica|disponible|renseigne|disponibile)|s/n|#ref!|#value!|#name\?|nan)",
    re.IGNORECASE | re.DOTALL,
)
_WORDS: Final = frozenset(
    [
        "none",
        "null",
        "nil",
        "unknown",
        "tbd",
        "tba",
        "xxx",
        "keine",
        "unbekannt",
        "aucun",
        "aucune",
        "ninguno",
        "ninguna",
    ]
)


def says_nothing(text: str) -> bool:
    """Whether a text stands for no value, whatever the field. "NA" and "Null" may be names."""
    return _EMPTY.fullmatch(text.strip()) is not None and text.strip().casefold() != "na"


def is_filler(text: str) -> bool:
    """Whether a text stands for no value in a field that holds a company, a place, a code or an address."""
    return says_nothing(text) or text.strip().casefold() in _WORDS


def refuse_placeholder(text: str, *, is_name: bool = False) -> str:
    """The text itself. Raises Refused (`placeholder`) for a stand-in for nothing.

    `is_name`: a person's; people are called Null and Test, so that only what is no word counts.
    """
    if text and (says_nothing(text) if is_name else is_filler(text)):
        raise Refused(
            "placeholder", gettext("“%(value)s” means that the value is missing."), value=shown(text)
        )
    return text


def clean_named(value: object, most: int) -> str:
    """One line that names a company or a place. Raises Refused (`placeholder`) for a stand-in for nothing."""
    return refuse_placeholder(clean_line(value, most))


def clean_person(value: object, most: int) -> str:
    """One line that names a person. Raises Refused (`placeholder`) for a stand-in for nothing."""
    return refuse_placeholder(clean_line(value, most), is_name=True)
