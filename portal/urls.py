"""Paths of the partner portal, under `/<vendor>/portal/`."""

from django.urls import path

from portal.views import (
    agreement,
    closing,
    company,
    hours,
    inbox,
    lead,
    notices,
    offer,
    people,
    pipeline,
    visitor,
)

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
    path("leads/<uuid:offer_id>/files/", closing.add_file, name="add_file"),
    path("leads/<uuid:offer_id>/files/<uuid:file_id>/", closing.file, name="file"),
    path("leads/<uuid:offer_id>/files/<uuid:file_id>/remove/", closing.remove_file, name="remove_file"),
    path("leads/<uuid:offer_id>/rate/", closing.rate, name="rate"),
    path("company/", company.company, name="company"),
    path("company/capacity/", company.capacity, name="capacity"),
    path("company/ask/<slug:kind>/", company.ask, name="ask"),
    path("company/unpause/", company.unpause, name="unpause"),
    path("company/hours/", hours.hours, name="hours"),
    path("company/hours/save/", hours.save_hours, name="save_hours"),
    path("company/away/", hours.away, name="away"),
    path("company/away/<uuid:absence_id>/back/", hours.back, name="back"),
    path("company/people/", people.people, name="people"),
    path("company/people/invite/", people.invite_colleague, name="invite"),
    path("company/people/invitations/<uuid:invitation_id>/withdraw/", people.withdraw, name="withdraw"),
    path("company/people/<uuid:membership_id>/", people.colleague, name="colleague"),
    path("company/agreement/", agreement.agreement, name="agreement"),
    path("company/notices/", notices.notices, name="notices"),
    path("vendors/", visitor.vendors, name="vendors"),
    path("act-for/", visitor.act_for, name="act_for"),
    path("appearance/", visitor.appearance, name="appearance"),
]
