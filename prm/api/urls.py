"""`/api/v1/`: the calls of each app, the schema and its page."""

from django.urls import include, path

from prm.api.documentation import DocsView, SchemaView

app_name = "api"

urlpatterns = [
    path("schema/", SchemaView.as_view(), name="schema"),
    path("docs/", DocsView.as_view(url_name="api:schema"), name="docs"),
    path("", include("partners.api.urls")),
    path("", include("leads.api.urls")),
    path("", include("routing.api.urls")),
]
