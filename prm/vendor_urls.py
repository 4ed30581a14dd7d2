"""Paths under a vendor's slug: portal, admin, accounts in the vendor's colours."""

from django.urls import include, path
from django.views.generic import RedirectView

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("", RedirectView.as_view(pattern_name="account_login"), name="home"),
]
