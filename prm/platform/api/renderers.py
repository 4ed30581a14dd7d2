"""Answers as JSON; money goes out as it comes in, as numbers."""

from decimal import Decimal
from typing import Any

from rest_framework.renderers import JSONRenderer
from rest_framework.utils.encoders import JSONEncoder


class NumbersEncoder(JSONEncoder):
    """Decimals as numbers: amounts have at most 15 digits, which a float keeps exactly."""

    def default(self, obj: Any) -> Any:
        return float(obj) if isinstance(obj, Decimal) else super().default(obj)


class ApiJsonRenderer(JSONRenderer):
    """The API's only renderer."""

    encoder_class = NumbersEncoder
