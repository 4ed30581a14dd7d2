"""Paths without a vendor: the API (vendor from the key), accounts, health."""

from django.urls import include, path

from portal.views import visitor
from prm.platform.tenants import views as people
from prm.project import health, metrics

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
    path("api/v1/", include("prm.project.api_urls")),
    path("accounts/language/", people.language, name="choose_language"),
    path("accounts/", include("allauth.urls")),
    path("", visitor.home, name="home"),
]

handler400 = "prm.platform.api.handlers.handler400"
handler403 = "prm.platform.api.handlers.handler403"
handler404 = "prm.platform.api.handlers.handler404"
handler500 = "prm.platform.api.handlers.handler500"
