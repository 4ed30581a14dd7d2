"""Leads: history, claims on accounts."""

from django.urls import path

from leads.api.timeline import TimelineView

urlpatterns = [
    path("leads/<uuid:lead_id>/timeline/", TimelineView.as_view(), name="lead_timeline"),
]
