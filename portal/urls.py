"""Paths of the partner portal, under `/<vendor>/portal/`."""

from django.urls import path

from portal.views import inbox, lead, offer, pipeline, visitor

app_name = "portal"

urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("live/", inbox.live, name="live"),
    path("offers/<uuid:offer_id>/", offer.offer, name="offer"),
    path("offers/<uuid:offer_id>/accept/", offer.accept, name="accept"),
    path("offers/<uuid:offer_id>/decline/", offer.decline, name="decline"),
    path("leads/<uuid:offer_id>/", lead.lead, name="lead"),
    path("leads/<uuid:offer_id>/first-action/", lead.first_action, name="first_action"),
    path("leads/<uuid:offer_id>/update/", lead.update, name="update"),
    path("leads/<uuid:offer_id>/note/", lead.note, name="note"),
    path("leads/<uuid:offer_id>/close/", lead.close, name="close"),
    path("leads/<uuid:offer_id>/more-time/", lead.more_time, name="more_time"),
    path("pipeline/", pipeline.pipeline, name="pipeline"),
    path("pipeline/bulk/", pipeline.bulk, name="bulk"),
    path("pipeline/leads.csv", pipeline.export, name="export"),
    path("pipeline/<uuid:offer_id>/move/", pipeline.move, name="move"),
    path("vendors/", visitor.vendors, name="vendors"),
    path("act-for/", visitor.act_for, name="act_for"),
    path("appearance/", visitor.appearance, name="appearance"),
]
