"""Serializers for what comes in: no field is ignored, and no value is taken for something it is not."""

import math
from collections.abc import Mapping
from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError

MOST_UNKNOWN_SHOWN = 20


class Input(serializers.Serializer[Any]):
    """Refuses fields that it does not know, by name, beside everything else that is wrong."""

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, Mapping):
            raise ValidationError({"non_field_errors": [ErrorDetail("Send an object.", code="invalid_type")]})
        wrong: dict[str, Any] = {
            str(name)[:60]: [ErrorDetail("There is no such field.", code="unknown_field")]
            for name in [name for name in data if name not in self.fields][:MOST_UNKNOWN_SHOWN]
        }
        try:
            value = super().to_internal_value(data)
        except ValidationError as error:
            assert isinstance(error.detail, dict)
            wrong |= error.detail
        if wrong:
            raise ValidationError(wrong)
        return value


class Nothing(Input):
    """No fields."""


class Text(serializers.CharField):
    """Text, and nothing that merely could be written as text."""

    default_error_messages = {"invalid_type": "Send text."}

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid_type")
        return super().to_internal_value(data)


class Number(serializers.FloatField):
    """A finite number."""

    default_error_messages = {"invalid_type": "Send a number."}

    def to_internal_value(self, data: Any) -> float:
        if isinstance(data, bool):
            self.fail("invalid_type")
        number = super().to_internal_value(data)
        if not math.isfinite(number):
            self.fail("invalid")
        return number


class Whole(serializers.IntegerField):
    """A whole number. Bound it: the database does."""

    default_error_messages = {"invalid_type": "Send a whole number."}

    def to_internal_value(self, data: Any) -> int:
        if isinstance(data, bool):
            self.fail("invalid_type")
        return super().to_internal_value(data)


class Flag(serializers.BooleanField):
    """True or false; 1, 0 and words are not."""

    default_error_messages = {"invalid_type": "Send true or false."}

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid_type")
        return bool(data)


class QueryFlag(Flag):
    """`true` or `false`, as a query has them."""

    def to_internal_value(self, data: Any) -> bool:
        return super().to_internal_value({"true": True, "false": False}.get(data, data))
