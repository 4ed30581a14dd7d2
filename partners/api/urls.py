"""Partners and the vendor's lists."""

from django.urls import path

from partners.api import agreement_views, key_views, list_views, partner_views, territory_views

AGREEMENT = "agreements/<uuid:agreement_id>/"

urlpatterns = [
    path("partners/", partner_views.PartnersView.as_view(), name="partners"),
    path("partners/<uuid:partner_id>/", partner_views.PartnerView.as_view(), name="partner"),
    path("partners/<uuid:partner_id>/keys/", key_views.PartnerKeysView.as_view(), name="partner_keys"),
    path(
        "partners/<uuid:partner_id>/keys/<uuid:key_id>/",
        key_views.PartnerKeyView.as_view(),
        name="partner_key",
    ),
    path("territories/", territory_views.TerritoriesView.as_view(), name="territories"),
    path("territories/<uuid:territory_id>/", territory_views.TerritoryView.as_view(), name="territory"),
    path("agreements/", agreement_views.AgreementsView.as_view(), name="agreements"),
    path(AGREEMENT, agreement_views.AgreementView.as_view(), name="agreement"),
    path(f"{AGREEMENT}publish/", agreement_views.PublishAgreementView.as_view(), name="agreement_publish"),
    path(f"{AGREEMENT}signatures/", agreement_views.SignaturesView.as_view(), name="agreement_signatures"),
    path("tiers/", list_views.TiersView.as_view(), name="tiers"),
    path("tiers/<slug:slug>/", list_views.TierView.as_view(), name="tier"),
    path("certifications/", list_views.CertificationsView.as_view(), name="certifications"),
    path("certifications/<slug:slug>/", list_views.CertificationView.as_view(), name="certification"),
    path("verticals/", list_views.VerticalsView.as_view(), name="verticals"),
    path("verticals/<slug:slug>/", list_views.VerticalView.as_view(), name="vertical"),
    path("products/", list_views.ProductsView.as_view(), name="products"),
    path("products/<slug:slug>/", list_views.ProductView.as_view(), name="product"),
]
