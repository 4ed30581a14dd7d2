"""Text as people and machines send it: composed (NFC), trimmed, without control characters."""

import re
import unicodedata

from django.utils.translation import gettext

from prm.platform.cleaning.refusal import Refused, not_text, too_long

# Lone surrogates cannot be stored, and NUL is refused by PostgreSQL.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
# Soft hyphens, zero widths, byte order marks, blank letters and tags: two texts that look the same are the
# same. And marks that turn the direction of what follows: a name must not rearrange a page.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    "\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]"
)
# Joiners shape letters in Arabic and Indic writing and hold emoji together; anywhere else they are invisible.
_JOINERS = re.compile(
    "(?<![\u0600-\u0dff\u1000-\u17ff\ufe0f\U0001f000-\U0001faff\u2190-\u2bff])[\u200c\u200d]"
)
_BLANKS = re.compile("[^\\S\n\r\t ]")
_COMBINING = re.compile("[\u0300-\u036f]")
_NOT_IN_SLUGS = re.compile(r"[\W_]+")
_SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_LONGEST_READ = 20_000


def is_blank(value: object) -> bool:
    """Whether nothing was given: null, or text of which nothing can be seen."""
    if type(value) is not str:
        return value is None
    return not (value if value.isascii() else visible(value)).strip()


def clean_line(value: object, most: int) -> str:
    """One line of at most `most` characters; every run of white space becomes one space."""
    if type(value) is str and len(value) <= most and _is_plain(value):
        return value.strip()
    return _at_most(" ".join(_readable(value, most).split()), most)


def clean_paragraphs(value: object, most: int) -> str:
    """Text that keeps its line breaks."""
    text = _BLANKS.sub(" ", _readable(value, most)).replace("\r\n", "\n").replace("\r", "\n")
    return _at_most("\n".join(part.rstrip() for part in text.split("\n")).strip(), most)


def clean_category(value: object) -> str:
    """The slug of a word or a slug: "Financial Services" is financial-services, as the catalogue names it."""
    text = fold_marks(clean_line(value, 80))
    slug = _NOT_IN_SLUGS.sub("-", text).strip("-")
    if not slug:
        raise Refused("invalid", gettext("Send a word or a slug, such as financial-services."))
    return _at_most(slug, 80)


def product_slug(value: object) -> str:
    """A product's slug as it was sent, in lower case; of a name, the slug."""
    text = clean_line(value, 80).lower()
    return text if _SLUG.fullmatch(text) else clean_category(text)


def fold_marks(text: str) -> str:
    """The text without case, width and accents, for comparing: Zürich is zurich, Łódź łodz."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFC", _COMBINING.sub("", decomposed)).casefold()


def visible(text: str) -> str:
    """The text without characters that nobody sees."""
    return _JOINERS.sub("", _INVISIBLE.sub("", text))


def is_unstorable(text: str) -> bool:
    """Whether PostgreSQL or a page would choke on it; line breaks and tabs are fine."""
    return _CONTROL.search(text) is not None


def _is_plain(text: str) -> bool:
    """Whether there is nothing to do but to trim it, as with nearly all texts."""
    return text.isascii() and text.isprintable() and "  " not in text


def without_control_characters(text: str) -> str:
    """The text with a sign in the place of each character that cannot be stored."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def _readable(value: object, most: int) -> str:
    if not isinstance(value, str):
        raise not_text()
    if len(value) > _LONGEST_READ:
        raise too_long(most)
    if value.isascii() and value.isprintable():
        return value
    if is_unstorable(value):
        raise Refused("control_characters", gettext("Send text without control characters."))
    return visible(unicodedata.normalize("NFC", value))


def _at_most(text: str, most: int) -> str:
    if len(text) > most:
        raise too_long(most)
    return text
