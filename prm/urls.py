"""Paths without a vendor: the API (vendor from the key), accounts, health."""

from django.urls import include, path
from django.views.generic import RedirectView

from prm import health, metrics

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
    path("api/v1/", include("prm.api.urls")),
    path("accounts/", include("allauth.urls")),
    path("", RedirectView.as_view(url="/accounts/login/"), name="home"),
]

handler400 = "prm.api.handlers.handler400"
handler403 = "prm.api.handlers.handler403"
handler404 = "prm.api.handlers.handler404"
handler500 = "prm.api.handlers.handler500"
