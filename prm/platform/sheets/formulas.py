"""Text that no spreadsheet takes for a formula, and the way back.

An apostrophe goes before whatever could start one (OWASP, CSV injection): at the start of a cell, and inside
it after each sign that separates cells in some dialect, because a program that splits by another sign than
ours begins a cell there. Blanks and quotes before the formula change nothing. An apostrophe that was there
before gets one more, so that taking one away gives the very text again.
"""

import re

_START = "=+\\-@\uff1d\uff0b\uff0d\uff20"
_GAP = '[ \u00a0\u2007\u202f\u3000\ufeff\u200b"]*'
_DANGER = f"'*{_GAP}[{_START}]"
_FIRST_DANGER = f"'*{_GAP}[{_START}\\t\\r\\n]"
_SEPARATOR = "[,;|\\t\\r\\n]"
_PLACE = re.compile(f"\\A(?={_FIRST_DANGER})|(?<={_SEPARATOR})(?={_DANGER})")
_MARKED = re.compile(f"\\A'(?={_FIRST_DANGER})|(?<={_SEPARATOR})'(?={_DANGER})")
# A negative number is what it looks like. A phone is not: `+49…` would be shown as 4.93E+11.
_NUMBER = re.compile(r"-\d+(?:\.\d+)?")


def harmless(text: str) -> str:
    """The text with an apostrophe before whatever a spreadsheet would take for a formula."""
    return text if _NUMBER.fullmatch(text) else _PLACE.sub("'", text)


def as_it_was(text: str) -> str:
    """The text that `harmless` was given: `as_it_was(harmless(text)) == text` for any text."""
    return _MARKED.sub("", text)
