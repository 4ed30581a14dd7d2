"""The schema and its page: open to all, from our own static files, without inline script."""

from csp.decorators import csp_update
from django.utils.decorators import method_decorator
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView


class SchemaView(SpectacularAPIView):
    """`/api/v1/schema/`: OpenAPI, as YAML or, with `?format=json`, JSON."""


# Swagger UI sets styles of its own on its elements; scripts come from our files only.
@method_decorator(csp_update({"style-src": ["'unsafe-inline'"]}), name="dispatch")
class DocsView(SpectacularSwaggerSplitView):
    """`/api/v1/docs/`: the schema to read and to try."""
