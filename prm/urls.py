"""Paths without a vendor: the API (vendor from the key), accounts, health."""

from django.urls import include, path
from django.views.generic import RedirectView

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("", RedirectView.as_view(url="/accounts/login/"), name="home"),
]
