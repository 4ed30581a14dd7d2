"""The schema and its page: open to all, from our own static files, without inline script."""

from typing import Any

from csp.decorators import csp_update
from django.utils.decorators import method_decorator
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.request import Request
from rest_framework.response import Response

JSON = "application/json"


class SchemaView(SpectacularAPIView):
    """`/api/v1/schema/`: OpenAPI, as YAML or, with `?format=json`, JSON.

    With `?bodies=json`, calls that take JSON and something else are shown with JSON alone, for generators of
    clients that know one kind of body.
    """

    def _get_schema_response(self, request: Request) -> Response:
        response: Response = super()._get_schema_response(request)  # type: ignore[no-untyped-call]
        if request.query_params.get("bodies") == "json":
            response.data = with_json_bodies(response.data)
        return response


def with_json_bodies(document: dict[str, Any]) -> dict[str, Any]:
    """The document with one kind of body for each call that takes JSON. Changes it."""
    for operations in document["paths"].values():
        for operation in operations.values():
            content = operation.get("requestBody", {}).get("content", {})
            if JSON in content:
                operation["requestBody"]["content"] = {JSON: content[JSON]}
    return document


# Swagger UI sets styles of its own on its elements; scripts come from our files only.
@method_decorator(csp_update({"style-src": ["'unsafe-inline'"]}), name="dispatch")
class DocsView(SpectacularSwaggerSplitView):
    """`/api/v1/docs/`: the schema to read and to try."""
