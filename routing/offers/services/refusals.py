"""What is said of wrong input, in words for whoever gave it."""

from collections.abc import Iterable

from django.utils.translation import gettext

from prm.platform.errors import FieldError


def too_long(field: str, most: int) -> FieldError:
    """The text has more than so many characters."""
    return FieldError(field, "too_long", gettext("At most %(most)s characters.") % {"most": most})


def unknown(field: str, choices: Iterable[str]) -> FieldError:
    """Not one of the choices."""
    named = ", ".join(choices)
    return FieldError(field, "unknown", gettext("Choose one of: %(choices)s.") % {"choices": named})


def reason_missing(most: int) -> FieldError:
    """A reason has to be given."""
    words = gettext("Say why, in at most %(most)s characters.") % {"most": most}
    return FieldError("reason", "required", words)
