"""How the schema shows problems."""

from typing import Any

from rest_framework import serializers


class ProblemError(serializers.Serializer[Any]):
    """What is wrong with one field."""

    field = serializers.CharField(
        help_text=(
            "A dotted path, such as territories.0.country. Empty if the error is about the whole request."
        )
    )
    code = serializers.CharField(help_text="For programs.")
    message = serializers.CharField(help_text="For people.")
