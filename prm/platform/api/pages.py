"""How the schema shows pages."""

from functools import cache
from typing import Any

from rest_framework import serializers


@cache
def page_of(item: type[serializers.BaseSerializer[Any]]) -> type[serializers.Serializer[Any]]:
    """The serializer of a page of these."""
    name = item.__name__.removesuffix("Out")
    fields = {
        "next": serializers.URLField(allow_null=True),
        "previous": serializers.URLField(allow_null=True),
        "results": item(many=True),
        "__doc__": "One page of a list.",
    }
    return type(f"{name}Page", (serializers.Serializer,), fields)
