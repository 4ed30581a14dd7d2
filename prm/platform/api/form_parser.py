"""`application/x-www-form-urlencoded`: what web forms and simple programs send."""

from typing import Any

from django.core.exceptions import TooManyFieldsSent
from django.http import QueryDict
from rest_framework.exceptions import ParseError

from prm.platform.api.parsers import BoundedParser
from prm.platform.errors import FieldError, InvalidInput


class FormFieldsParser(BoundedParser):
    """An object of texts: a list of them where a name is repeated; `a[b]=c` is an object in `a`.

    Whoever reads it has to understand texts: "80", "true", "a, b".
    """

    media_type = "application/x-www-form-urlencoded"

    def parse_text(self, text: str) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        for name, values in _pairs(text).lists():
            value: Any = values if len(values) > 1 else values[0]
            outer, bracket, rest = name.partition("[")
            if bracket and rest.endswith("]") and outer and rest[:-1]:
                _put(fields, outer, rest[:-1], value)
            elif name in fields:
                raise _twice(name)
            else:
                fields[name.removesuffix("[]")] = value
        return fields


def _put(fields: dict[str, Any], outer: str, inner: str, value: Any) -> None:
    found = fields.setdefault(outer, {})
    if not isinstance(found, dict):
        raise _twice(outer)
    found[inner] = value


def _twice(name: str) -> InvalidInput:
    return InvalidInput([FieldError(name, "duplicate", "This is there both as a value and as an object.")])


def _pairs(text: str) -> QueryDict:
    try:
        return QueryDict(text)
    except TooManyFieldsSent as error:
        raise ParseError("The form has too many fields.", code="malformed") from error
