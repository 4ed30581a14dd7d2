"""A partner works on a lead that it has accepted, or stays silent."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from leads.events.groups import WORK
from leads.events.lead_words import lead_in_short, lead_path
from prm.platform.outbox.catalogue import Audience
from prm.platform.outbox.letters.letter import Letter, Source, known
from routing.events.about_offer import AboutOffer, offer_path, work_path
from routing.events.shapes import Extended, MoreTimeAsked, Updated, Warned


class OfferWarned(AboutOffer):
    """The partner was reminded that the lead is taken back without an update."""

    name = "offer.warned"
    words = _("An accepted lead needs an update")
    is_urgent = True
    timeline = _("Reminded: no update")
    partner_timeline = _("Reminder: an update was due")
    group = WORK
    audience = Audience.PARTNER
    payload = Warned

    @classmethod
    def letter(cls, source: Source) -> Letter:
        return Letter(
            subject=gettext("Please update this lead: %(lead)s") % {"lead": lead_in_short(source)},
            opening=gettext(
                "You accepted this lead, and there has been no update since. "
                "Log what you did, or ask for more time; otherwise it goes to another partner."
            ),
            facts=known((gettext("Update by"), source.moment("offer", "update_due_at"))),
            button=gettext("Update the lead"),
            path=work_path(source),
        )


class OfferRevoked(AboutOffer):
    """A lead was taken back because its partner did not update it."""

    name = "offer.revoked"
    words = _("An accepted lead was taken back")
    is_urgent = True
    timeline = partner_timeline = _("Taken back: no update")
    group = WORK
    audience = Audience.PARTNER

    @classmethod
    def letter(cls, source: Source) -> Letter:
        return Letter(
            subject=gettext("The lead was taken back: %(lead)s") % {"lead": lead_in_short(source)},
            opening=gettext("There was no update in the time agreed, so the lead goes to another partner."),
            button=gettext("See your leads"),
            path="portal/",
        )


class OfferExtended(AboutOffer):
    """The vendor moves a deadline."""

    name = "offer.extended"
    words = _("A deadline was moved")
    timeline = partner_timeline = _("Given more time")
    group = WORK
    audience = Audience.PARTNER
    payload = Extended

    @classmethod
    def letter(cls, source: Source) -> Letter:
        until = source.moment("offer", "update_due_at") or source.moment("offer", "deadline_at")
        return Letter(
            subject=gettext("You have more time: %(lead)s") % {"lead": lead_in_short(source)},
            opening=gettext("The deadline of this lead was moved."),
            facts=known((gettext("New deadline"), until)),
            button=gettext("Open the lead"),
            path=work_path(source) if source.text("offer", "accepted_at") else offer_path(source),
        )


class OfferMoreTimeAsked(AboutOffer):
    """A partner asks for more time. The deadline stays until the vendor moves it."""

    name = "offer.more_time_asked"
    words = _("A partner asks for more time")
    timeline = partner_timeline = _("Asked for more time")
    group = WORK
    audience = Audience.VENDOR
    payload = MoreTimeAsked

    @classmethod
    def letter(cls, source: Source) -> Letter:
        name = source.text("offer", "partner", "name") or gettext("A partner")
        return Letter(
            subject=gettext("%(partner)s asks for more time") % {"partner": name},
            opening=gettext("A partner asks for more time to work on its lead."),
            facts=known(
                (gettext("Because"), source.text("reason")), (gettext("Until"), source.day("until_on"))
            ),
            button=gettext("Open the lead"),
            path=lead_path(source),
        )


class OfferUpdated(AboutOffer):
    """A partner reports on its lead."""

    name = "offer.updated"
    words = _("A lead was updated")
    timeline = partner_timeline = _("Updated")
    group = WORK
    audience = Audience.NOBODY
    payload = Updated


class OfferFirstAction(AboutOffer):
    """A partner has contacted the lead for the first time."""

    name = "offer.first_action"
    words = _("First action on a lead")
    timeline = partner_timeline = _("First action")
    group = WORK
    audience = Audience.NOBODY
    payload = Updated
