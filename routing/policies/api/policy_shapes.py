"""Policies, coming in and going out."""

from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser

from prm.platform.api.inputs import Input, Text
from prm.platform.api.json_fields import JsonObject
from prm.platform.api.parsers import StrictJsonParser
from prm.platform.api.problems import TooLarge
from routing.models import PolicyState, PolicyVersion
from routing.policies.services.transfer import read_policy


class YamlParser(BaseParser):
    """Policies as YAML."""

    media_type = "application/yaml"

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0
        raw: bytes = stream.read(most + 1)
        if len(raw) > most:
            raise TooLarge(f"Send at most {most} bytes.")
        try:
            return read_policy(raw.decode("utf-8"))
        except UnicodeDecodeError as error:
            raise ParseError(f"The body is not UTF-8 (byte {error.start}).", code="malformed") from error


class OldYamlParser(YamlParser):
    """YAML by the name it had before it was registered."""

    media_type = "application/x-yaml"


class TextYamlParser(YamlParser):
    """YAML by the name that editors and servers like to give it."""

    media_type = "text/yaml"


DOCUMENT_PARSERS = (StrictJsonParser, YamlParser, OldYamlParser, TextYamlParser)


@extend_schema_field(
    {
        "type": "object",
        "additionalProperties": True,
        "description": "Rules, pools and SLA terms; `GET /policies/schema/` is its JSON Schema.",
    }
)
class DocumentField(serializers.JSONField):
    """A policy document."""


class PolicyOut(serializers.ModelSerializer[PolicyVersion]):
    """A version of the policy."""

    state = serializers.ChoiceField(choices=PolicyState.choices)
    document = DocumentField()

    class Meta:
        model = PolicyVersion
        fields: Any = (
            "id",
            "number",
            "state",
            "note",
            "based_on_number",
            "created_at",
            "submitted_at",
            "published_at",
            "retired_at",
            "document",
        )
        read_only_fields = fields


class PolicyInListOut(PolicyOut):
    """A version of the policy, without its document."""

    class Meta(PolicyOut.Meta):
        fields = PolicyOut.Meta.fields[:-1]


class PolicyInput(serializers.Serializer[Any]):
    """A draft:

    either the document itself, or `document` with a `note`. An empty body copies the published version.
    """

    document = DocumentField(required=False)
    note = serializers.CharField(max_length=2000, required=False)


class WrappedPolicyInput(Input):
    """A document with a note."""

    document = serializers.JSONField(required=False)
    note = Text(max_length=2000, required=False, allow_blank=True)


class TemplateInput(Input):
    """Which template."""

    template = Text(
        max_length=40,
        help_text="`round_robin`, `geographic`, `tiered`, `performance` or `by_tier` (by kind of lead).",
    )


class NoteInput(Input):
    """Why."""

    note = Text(max_length=2000, required=False, allow_blank=True, default="")


class DiffInput(Input):
    """What to compare with."""

    against = serializers.UUIDField(
        required=False, help_text="The ID of the earlier version. The default is the published one."
    )


class PolicyFilters(Input):
    """What a list of versions can be narrowed by."""

    state = serializers.ChoiceField(choices=PolicyState.choices, required=False)


class ProblemOut(serializers.Serializer[Any]):
    """A problem of a document. An error prevents publishing, a warning does not."""

    path = serializers.CharField(help_text="Such as `pools.security.method`.")
    code = serializers.CharField()
    severity = serializers.CharField(help_text="`error` or `warning`.")
    message = serializers.CharField()


class ValidationOut(serializers.Serializer[Any]):
    """What is wrong with a version."""

    valid = serializers.BooleanField(help_text="Whether it can be published.")
    problems = ProblemOut(many=True)


class ChangeOut(serializers.Serializer[Any]):
    """One difference."""

    path = serializers.CharField()
    kind = serializers.CharField(help_text="`added`, `removed`, `changed` or `moved`.")
    words = serializers.CharField()


class DiffOut(serializers.Serializer[Any]):
    """What a version changes."""

    changes = ChangeOut(many=True)


class TryInput(Input):
    """A lead to try: the ID of a stored lead, or the fields of a lead."""

    lead_id = serializers.UUIDField(required=False)
    lead = JsonObject(required=False, help_text="Lead fields, as in `POST /leads/`.")
