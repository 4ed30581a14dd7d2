"""Yes and no, as forms and people say it."""

from typing import Final

from django.utils.translation import gettext

from prm.platform.cleaning.refusal import Refused
from prm.platform.cleaning.text import clean_line, fold_marks

_YES = """
    true yes y t 1 on ok x ✓ ✔ ☑ checked confirmed ja j wahr oui o vrai si
    sim verdadero sì vero tak da ano igen
    kyllä evet はい 是
"""
_NO = """
    false no n f 0 off unchecked none nein falsch non faux não nao nie nee nej ne nem ei hayır いいえ 否
"""
FLAGS: Final = {fold_marks(word): True for word in _YES.split()} | {
    fold_marks(word): False for word in _NO.split()
}


def clean_flag(value: object) -> bool:
    """True or false, also as 1 and 0 and as a word for yes and no in the usual languages."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float) and value in (0, 1):
        return bool(value)
    found = flag_of(value) if isinstance(value, str) else None
    if found is None:
        raise Refused("invalid_type", gettext("Send true or false."))
    return found


def clean_authority(value: object, most: int = 200) -> str:
    """Who decides, in words. A bare yes is kept as "yes"; a no is nobody: ""."""
    if isinstance(value, bool | int | float):
        return "yes" if clean_flag(value) else ""
    text = clean_line(value, most)
    found = flag_of(text)
    return text if found is None else "yes" if found else ""


def flag_of(text: str) -> bool | None:
    """What a word for yes or no means; None for any other text."""
    return FLAGS.get(fold_marks(text.strip(" .!\t\n")))
