"""Leads with their offers, decisions, offers."""

from django.urls import path

from routing.api import lead_views, offer_views

urlpatterns = [
    path("leads/", lead_views.LeadsView.as_view(), name="leads"),
    path("leads/bulk/", lead_views.BulkLeadsView.as_view(), name="leads_bulk"),
    path("leads/<uuid:lead_id>/", lead_views.LeadView.as_view(), name="lead"),
    path("offers/", offer_views.OffersView.as_view(), name="offers"),
    path("offers/<uuid:offer_id>/", offer_views.OfferView.as_view(), name="offer"),
]
