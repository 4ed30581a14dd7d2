"""Errors that services raise and that every edge (API, portal, admin) shows in its own way."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FieldError:
    """What is wrong with one field of the input. `field` is a dotted path; "" speaks of the whole."""

    field: str
    code: str
    message: str


class ProductError(Exception):
    """An error the caller can do something about."""

    status = 400
    code = "invalid"

    def __init__(self, message: str, *, code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or self.code


class InvalidInput(ProductError):
    """The input is wrong; nothing has changed."""

    def __init__(self, errors: list[FieldError]) -> None:
        super().__init__("; ".join(f"{error.field}: {error.message}" for error in errors))
        self.errors = errors


class NotAllowed(ProductError):
    """The caller may not do this."""

    status = 403
    code = "not_allowed"


class NotFound(ProductError):
    """There is no such object, or it is someone else's."""

    status = 404
    code = "not_found"


class NotPossible(ProductError):
    """The object is no longer in a state in which this can be done."""

    status = 409
    code = "not_possible"
