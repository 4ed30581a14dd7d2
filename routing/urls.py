"""Leads with their offers, decisions, offers."""

from django.urls import path

from routing.conversations.api import message_views
from routing.decisions.api import decision_views
from routing.lead_pages.api import bulk_views, known_views, lead_actions, lead_views
from routing.lead_pages.api.timeline import TimelineView
from routing.misses.api import missed_views
from routing.offers.api import offer_actions, offer_views
from routing.paths.api import path_views
from routing.policies.api import policy_actions, policy_views
from routing.simulation.api import simulation_views

LEAD = "leads/<uuid:lead_id>/"
OFFER = "offers/<uuid:offer_id>/"
SIMULATION = "simulations/<uuid:simulation_id>/"
POLICY = "policies/<uuid:version_id>/"

urlpatterns = [
    path("leads/", lead_views.LeadsView.as_view(), name="leads"),
    path("leads/bulk/", bulk_views.BulkLeadsView.as_view(), name="leads_bulk"),
    path(LEAD, lead_views.LeadView.as_view(), name="lead"),
    path(f"{LEAD}decisions/", decision_views.DecisionsView.as_view(), name="lead_decisions"),
    path(f"{LEAD}offer/", lead_actions.OfferLeadView.as_view(), name="lead_offer"),
    path(f"{LEAD}route-again/", lead_actions.RouteAgainView.as_view(), name="lead_route_again"),
    path(f"{LEAD}timeline/", TimelineView.as_view(), name="lead_timeline"),
    path(f"{LEAD}known/", known_views.KnownView.as_view(), name="lead_known"),
    path(f"{LEAD}merge/", known_views.MergeView.as_view(), name="lead_merge"),
    path(f"{LEAD}unmerge/", known_views.UnmergeView.as_view(), name="lead_unmerge"),
    path(
        f"{LEAD}later-posts/<uuid:post_id>/separate/",
        known_views.SeparatePostView.as_view(),
        name="lead_separate_post",
    ),
    path(f"{LEAD}like/<uuid:other_id>/dismiss/", known_views.DismissView.as_view(), name="lead_dismiss_like"),
    path(f"{LEAD}erase/", lead_actions.EraseLeadView.as_view(), name="lead_erase"),
    path("offers/", offer_views.OffersView.as_view(), name="offers"),
    path(OFFER, offer_views.OfferView.as_view(), name="offer"),
    path(f"{OFFER}why/", decision_views.WhyView.as_view(), name="offer_why"),
    path(f"{OFFER}accept/", offer_actions.AcceptView.as_view(), name="offer_accept"),
    path(f"{OFFER}decline/", offer_actions.DeclineView.as_view(), name="offer_decline"),
    path(f"{OFFER}update/", offer_actions.UpdateView.as_view(), name="offer_update"),
    path(f"{OFFER}outcome/", offer_actions.OutcomeView.as_view(), name="offer_outcome"),
    path(f"{OFFER}messages/", message_views.MessagesView.as_view(), name="offer_messages"),
    path(f"{OFFER}more-time/", offer_actions.MoreTimeView.as_view(), name="offer_more_time"),
    path("decline-reasons/", offer_actions.DeclineReasonsView.as_view(), name="decline_reasons"),
    path("missed-leads/", missed_views.MissedView.as_view(), name="missed_leads"),
    path("path/", path_views.PathView.as_view(), name="path"),
    path("policies/", policy_views.PoliciesView.as_view(), name="policies"),
    path("policies/templates/", policy_views.PolicyTemplateView.as_view(), name="policy_template"),
    path("policies/schema/", policy_views.PolicySchemaView.as_view(), name="policy_schema"),
    path(POLICY, policy_views.PolicyView.as_view(), name="policy"),
    path(f"{POLICY}submit/", policy_actions.SubmitPolicyView.as_view(), name="policy_submit"),
    path(f"{POLICY}publish/", policy_actions.PublishPolicyView.as_view(), name="policy_publish"),
    path(f"{POLICY}rollback/", policy_actions.RollBackPolicyView.as_view(), name="policy_rollback"),
    path(f"{POLICY}validate/", policy_actions.ValidatePolicyView.as_view(), name="policy_validate"),
    path(f"{POLICY}diff/", policy_actions.DiffPolicyView.as_view(), name="policy_diff"),
    path(f"{POLICY}try/", policy_actions.TryLeadView.as_view(), name="policy_try"),
    path(f"{POLICY}export/", policy_views.ExportPolicyView.as_view(), name="policy_export"),
    path("simulations/", simulation_views.SimulationsView.as_view(), name="simulations"),
    path(SIMULATION, simulation_views.SimulationView.as_view(), name="simulation"),
    path(f"{SIMULATION}cancel/", simulation_views.CancelSimulationView.as_view(), name="simulation_cancel"),
]
