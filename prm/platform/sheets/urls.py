"""`/api/v1/imports/`."""

from django.urls import path

from prm.platform.sheets import api

urlpatterns = [
    path("", api.ImportsView.as_view(), name="imports"),
    path("<uuid:import_id>/", api.ImportView.as_view(), name="import"),
    path("<uuid:import_id>/start/", api.StartImportView.as_view(), name="import_start"),
    path("<uuid:import_id>/stop/", api.StopImportView.as_view(), name="import_stop"),
    path("<uuid:import_id>/refused/", api.RefusedRowsView.as_view(), name="import_refused"),
]
