"""`/api/v1/`: the calls of each app, the schema and its page."""

from django.urls import include, path

from prm.platform.api import delivery_views, webhook_views
from prm.platform.api.documentation import DocsView, SchemaView

app_name = "api"

urlpatterns = [
    path("schema/", SchemaView.as_view(), name="schema"),
    path("docs/", DocsView.as_view(url_name="api:schema"), name="docs"),
    path("webhooks/", webhook_views.WebhooksView.as_view(), name="webhooks"),
    path("webhooks/<uuid:endpoint_id>/", webhook_views.WebhookView.as_view(), name="webhook"),
    path(
        "webhooks/<uuid:endpoint_id>/secret/",
        webhook_views.WebhookSecretView.as_view(),
        name="webhook_secret",
    ),
    path(
        "webhooks/<uuid:endpoint_id>/deliveries/",
        delivery_views.DeliveriesView.as_view(),
        name="webhook_deliveries",
    ),
    path(
        "webhooks/<uuid:endpoint_id>/deliveries/resend/",
        delivery_views.ResendDeliveriesView.as_view(),
        name="webhook_resend",
    ),
    path(
        "webhooks/<uuid:endpoint_id>/deliveries/<uuid:delivery_id>/",
        delivery_views.DeliveryView.as_view(),
        name="webhook_delivery",
    ),
    path(
        "webhooks/<uuid:endpoint_id>/deliveries/<uuid:delivery_id>/retry/",
        delivery_views.RetryDeliveryView.as_view(),
        name="webhook_retry",
    ),
    path("imports/", include("prm.platform.sheets.api.urls")),
    path("", include("partners.api.urls")),
    path("", include("leads.api.urls")),
    path("", include("routing.urls")),
    path("", include("crm.api.urls")),
]
