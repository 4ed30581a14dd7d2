"""Paths of web forms, under `/<vendor>/`."""

from django.urls import path

from leads.web_forms import public

urlpatterns = [
    path("forms/<slug:public_id>/", public.FormView.as_view(), name="web_form"),
    path("forms/<slug:public_id>/challenge/", public.ChallengeView.as_view(), name="web_form_challenge"),
    path("forms/<slug:public_id>/thanks/", public.ThanksView.as_view(), name="web_form_thanks"),
    path("f/<slug:short_code>/", public.short_link, name="web_form_short"),
]
