"""CRMs in the API."""

from django.urls import path

from crm.api import views

urlpatterns = [
    path("crm/connections/", views.ConnectionsView.as_view(), name="crm_connections"),
    path("crm/records/", views.RecordsView.as_view(), name="crm_records"),
    path("crm/records/resend/", views.ResendRecordsView.as_view(), name="crm_resend"),
    path("crm/records/<uuid:record_id>/", views.RecordView.as_view(), name="crm_record"),
    path(
        "crm/conflicts/<uuid:conflict_id>/resolve/", views.ResolveConflictView.as_view(), name="crm_resolve"
    ),
]
