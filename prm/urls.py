"""Paths without a vendor: the API (vendor from the key), accounts, health."""

from django.urls import include, path
from django.views.generic import RedirectView

from prm import health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("accounts/", include("allauth.urls")),
    path("", RedirectView.as_view(url="/accounts/login/"), name="home"),
]
