"""Posted fields as the API's schema shows them, coming in and going out."""

from collections.abc import Iterable, Mapping
from typing import Any

from rest_framework import serializers

from leads.fields.about import Posted
from prm.platform.api.json_fields import AnyJson, JsonObject


def shape_in(posted: Posted, **others: Any) -> Any:
    """The field as one may post it: left out or null, or in any form that its reader understands."""
    options = {"required": False, "allow_null": True, "help_text": str(posted.help), **others}
    match posted.kind:
        case "text":
            return serializers.CharField(**{"max_length": posted.most, "allow_blank": True, **options})
        case "number":
            return serializers.IntegerField(min_value=0, max_value=posted.most, **options)
        case "money":
            return serializers.DecimalField(15, 2, min_value=0, coerce_to_string=False, **options)
        case "degrees":
            return serializers.FloatField(min_value=-posted.most, max_value=posted.most, **options)
        case "flag":
            return serializers.BooleanField(**options)
        case "day":
            return serializers.DateField(**options)
        case "list":
            return serializers.ListField(child=serializers.CharField(), max_length=posted.most, **options)
        case "json":
            return AnyJson(**options)
    return JsonObject(**options)


def shape_out(posted: Posted) -> Any:
    """The field as it is answered."""
    match posted.kind:
        case "text":
            return serializers.CharField(read_only=True)
        case "number":
            return serializers.IntegerField(read_only=True, allow_null=True)
        case "money":
            return serializers.DecimalField(15, 2, read_only=True, allow_null=True)
        case "degrees":
            return serializers.FloatField(read_only=True, allow_null=True)
        case "flag":
            return serializers.BooleanField(read_only=True, allow_null=True)
        case "day":
            return serializers.DateField(read_only=True, allow_null=True)
        case "list":
            return serializers.ListField(child=serializers.CharField(), read_only=True)
        case "json":
            return AnyJson(read_only=True, allow_null=True)
    return JsonObject(read_only=True)


def shapes_in(fields: Mapping[str, Posted]) -> dict[str, Any]:
    """The input fields of a serializer."""
    return {name: shape_in(posted) for name, posted in fields.items()}


def shapes_out(fields: Mapping[str, Posted], names: Iterable[str]) -> dict[str, Any]:
    """The output fields of a serializer."""
    return {name: shape_out(fields[name]) for name in names}
