"""The one error of a file that cannot be read."""

from prm.platform.errors import FieldError, InvalidInput


def unreadable(message: str, code: str = "unreadable") -> InvalidInput:
    """An error about the file as a whole."""
    return InvalidInput([FieldError("file", code, message)])
