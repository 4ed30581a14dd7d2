"""Paths under a vendor's slug: portal, admin, accounts in the vendor's colours."""

from django.urls import include, path

from portal.views.brand import brand_css
from portal.views.from_mail import from_mail
from prm.platform.console.site import vendor_site
from prm.platform.tenants import views as people

urlpatterns = [
    path("admin/", vendor_site.urls),
    path("portal/", include("portal.urls")),
    path("o/<str:token>/", from_mail, name="offer_from_mail"),
    path("brand.css", brand_css, name="brand_css"),
    path("accounts/language/", people.language, name="choose_language"),
    path("accounts/", include("allauth.urls")),
    path("invitations/<str:token>/", people.invitation, name="invitation"),
    path("", include("leads.web_forms.urls")),
    path("", people.vendor_home, name="home"),
]
