"""Claims on accounts, and the vendor's lists about leads."""

from django.urls import path

from leads.api import alias_views, deal_views, table_views
from leads.api.qualification_views import QualificationView
from leads.inbound.api.receive import ReceiveView
from leads.web_forms.api.views import WebFormsView, WebFormView

urlpatterns = [
    path("deals/", deal_views.DealsView.as_view(), name="deals"),
    path("deals/<uuid:deal_id>/", deal_views.DealView.as_view(), name="deal"),
    path("deals/<uuid:deal_id>/approve/", deal_views.ApproveDealView.as_view(), name="deal_approve"),
    path("deals/<uuid:deal_id>/refuse/", deal_views.RefuseDealView.as_view(), name="deal_refuse"),
    path("strategic-accounts/", table_views.StrategicAccountsView.as_view(), name="strategic_accounts"),
    path(
        "strategic-accounts/<uuid:row_id>/",
        table_views.StrategicAccountView.as_view(),
        name="strategic_account",
    ),
    path("exchange-rates/", table_views.ExchangeRatesView.as_view(), name="exchange_rates"),
    path("exchange-rates/<uuid:row_id>/", table_views.ExchangeRateView.as_view(), name="exchange_rate"),
    path("aliases/", alias_views.AliasesView.as_view(), name="aliases"),
    path("aliases/<uuid:row_id>/", alias_views.AliasView.as_view(), name="alias"),
    path("qualification/", QualificationView.as_view(), name="qualification"),
    path("web-forms/", WebFormsView.as_view(), name="web_forms"),
    path("web-forms/<uuid:form_id>/", WebFormView.as_view(), name="web_form"),
    path("inbound/<slug:vendor_slug>/<str:token>/", ReceiveView.as_view(), name="inbound"),
    path("conflicts/check/", deal_views.ConflictCheckView.as_view(), name="conflict_check"),
]
