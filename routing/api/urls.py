"""Leads with their offers, decisions, offers."""

from django.urls import path

from routing.api import lead_views, offer_actions, offer_views

OFFER = "offers/<uuid:offer_id>/"

urlpatterns = [
    path("leads/", lead_views.LeadsView.as_view(), name="leads"),
    path("leads/bulk/", lead_views.BulkLeadsView.as_view(), name="leads_bulk"),
    path("leads/<uuid:lead_id>/", lead_views.LeadView.as_view(), name="lead"),
    path("offers/", offer_views.OffersView.as_view(), name="offers"),
    path(OFFER, offer_views.OfferView.as_view(), name="offer"),
    path(f"{OFFER}accept/", offer_actions.AcceptView.as_view(), name="offer_accept"),
    path(f"{OFFER}decline/", offer_actions.DeclineView.as_view(), name="offer_decline"),
    path(f"{OFFER}update/", offer_actions.UpdateView.as_view(), name="offer_update"),
    path(f"{OFFER}outcome/", offer_actions.OutcomeView.as_view(), name="offer_outcome"),
    path(f"{OFFER}more-time/", offer_actions.MoreTimeView.as_view(), name="offer_more_time"),
    path("decline-reasons/", offer_actions.DeclineReasonsView.as_view(), name="decline_reasons"),
]
