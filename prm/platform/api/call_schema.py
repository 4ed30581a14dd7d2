"""What the API documentation says of a call: read off its view, so that each fact is written once."""

import inspect
from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse

from prm.platform.api.problems import PROBLEM_TYPE, problem_body

PROBLEM = {"$ref": "#/components/schemas/Problem"}
LOCATION = OpenApiParameter(
    "Location", str, OpenApiParameter.HEADER, description="The address of what was made.", response=[201]
)


class CallSchema(AutoSchema):
    """Describes the calls of views that derive from the bases."""

    @property
    def call(self) -> Any:
        """The view."""
        return self.view

    @property
    def handler(self) -> Any:
        return getattr(type(self.view), self.method.lower())

    @property
    def hook(self) -> Any:
        return getattr(self.call, self.handler.hook)

    @property
    def unlike(self) -> dict[str, Any]:
        found: dict[str, Any] = self.call.documented.get(self.method.lower(), {})
        return found

    def get_operation_id(self) -> str:
        given: str | None = self.call.operations.get(self.method.lower())
        return given or "_".join(filter(None, (self.call.name, self.handler.verb)))

    def _insert_field_validators(self, field: Any, schema: dict[str, Any]) -> None:
        """An address that may be empty has no format: "" is neither a URI nor an e-mail address."""
        super()._insert_field_validators(field, schema)  # type: ignore[no-untyped-call]
        if schema.get("format") in ("uri", "email") and _may_be_empty(field):
            del schema["format"]

    def get_summary(self) -> str:
        return self._words(self.hook)[0].removesuffix(".")

    def get_description(self) -> str:  # type: ignore[override]
        words = self._words(self.hook)[1:]
        refusals = [
            f"{status}: {_quoted(codes)}." for status, codes in getattr(self.hook, "refusals", {}).items()
        ]
        if refusals:
            words = [*words[:-1], " ".join([*words[-1:], *refusals])]
        return "\n\n".join(words or self._words(type(self.view)))

    def get_tags(self) -> list[str]:
        return [self.call.tag]

    def get_override_parameters(self) -> list[Any]:
        asked = self.call.query.get(self.method.lower())
        found = self.unlike.get("parameters", [asked] if asked else [])
        return [*found, LOCATION] if self.handler.verb == "create" and self.call.located_by else found

    def get_auth(self) -> list[Any]:
        found: list[Any] = self.unlike["auth"] if "auth" in self.unlike else super().get_auth()
        return found

    def get_request_serializer(self) -> Any:
        return self.unlike.get("request", self.call.takes)

    def get_response_serializers(self) -> Any:
        answers = self.unlike.get("responses") or self.handler.answers(self.call)
        return {**answers, **self._refusals()}

    def _words(self, documented: Any) -> list[str]:
        """The paragraphs of a docstring, each on one line; `{name}` stands for the view's."""
        text = inspect.cleandoc(documented.__doc__).replace("{name}", self.call.name)
        return [" ".join(part.split()) for part in text.split("\n\n")]

    def _refusals(self) -> dict[Any, Any]:
        return {
            (status, PROBLEM_TYPE): _refused(status, codes)
            for status, codes in getattr(self.hook, "refusals", {}).items()
        }

    def get_examples(self) -> list[OpenApiExample]:
        if self.method == "GET":
            return []
        of_types = {"application/json": self.call.examples, **self.call.examples_as}
        return [
            OpenApiExample(name, value=value, request_only=True, media_type=media_type)
            for media_type, bodies in of_types.items()
            for name, value in bodies.items()
        ]

    def _get_examples(self, *found_by: Any, **more: Any) -> Any:
        """Examples of bodies that are lists are whole lists, not rows to be put into one."""
        found = super()._get_examples(*found_by, **more)  # type: ignore[no-untyped-call]
        for example in found.values():
            match example["value"]:
                case [[*rows]]:
                    example["value"] = rows
        return found


def _refused(status: int, codes: tuple[str, ...]) -> OpenApiResponse:
    """A problem with each of its codes as an example."""
    examples = [
        OpenApiExample(code, value=problem_body(status, code, f"{code.replace('_', ' ').capitalize()}."))
        for code in codes
    ]
    return OpenApiResponse(PROBLEM, f"Not possible: {_quoted(codes)}.", examples)


def _quoted(codes: tuple[str, ...]) -> str:
    return ", ".join(f"`{code}`" for code in codes)


def _may_be_empty(field: Any) -> bool:
    """Whether it allows "", or shows a column that does."""
    model = getattr(getattr(field.parent, "Meta", None), "model", None)
    columns = {column.name: column for column in model._meta.concrete_fields} if model else {}
    return getattr(field, "allow_blank", False) or (field.source in columns and columns[field.source].blank)
