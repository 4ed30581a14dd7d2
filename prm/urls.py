"""Paths without a vendor: the API (vendor from the key), accounts, health."""

from django.urls import include, path

from prm import health, metrics
from prm.tenants import views as people

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
    path("api/v1/", include("prm.api.urls")),
    path("accounts/language/", people.language, name="choose_language"),
    path("accounts/", include("allauth.urls")),
    path("", people.home, name="home"),
]

handler400 = "prm.api.handlers.handler400"
handler403 = "prm.api.handlers.handler403"
handler404 = "prm.api.handlers.handler404"
handler500 = "prm.api.handlers.handler500"
