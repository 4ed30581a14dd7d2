"""`/api/v1/imports/`."""

from django.urls import path

from prm.platform.sheets.api import views

urlpatterns = [
    path("", views.ImportsView.as_view(), name="imports"),
    path("<uuid:import_id>/", views.ImportView.as_view(), name="import"),
    path("<uuid:import_id>/start/", views.StartImportView.as_view(), name="import_start"),
    path("<uuid:import_id>/stop/", views.StopImportView.as_view(), name="import_stop"),
    path("<uuid:import_id>/refused/", views.RefusedRowsView.as_view(), name="import_refused"),
]
