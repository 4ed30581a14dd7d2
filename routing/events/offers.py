"""A lead is offered and answered, or not."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from leads.events.groups import OFFERS
from leads.events.lead_words import lead_facts, lead_in_short
from prm.platform.outbox.catalogue import Audience
from prm.platform.outbox.letters.letter import Letter, Source, known
from routing.events.about_offer import AboutOffer, offer_path
from routing.events.shapes import Declined, Withdrawn


class OfferCreated(AboutOffer):
    """A lead is offered to one or several partners."""

    name = "offer.created"
    words = _("A lead is offered")
    partner_words = _("A lead is offered to you")
    is_urgent = True
    timeline = _("Offered")
    partner_timeline = _("Offered to you")
    group = OFFERS
    audience = Audience.PARTNER
    answered_until = ("offer", "deadline_at")
    answers = ("offer", "id")

    @classmethod
    def letter(cls, source: Source) -> Letter:
        deadline = (gettext("Answer by"), source.moment("offer", "deadline_at"))
        return Letter(
            subject=gettext("A lead for you: %(lead)s") % {"lead": lead_in_short(source)},
            opening=gettext("You have a new lead offer. Accept it to see the contact’s details."),
            facts=known(deadline) + lead_facts(source),
            button=gettext("See the offer"),
            path=offer_path(source),
        )


class OfferExpired(AboutOffer):
    """Nobody answered in time."""

    name = "offer.expired"
    words = _("An offer expired without an answer")
    timeline = _("Not answered in time")
    partner_timeline = _("The accept window passed")
    group = OFFERS
    audience = Audience.PARTNER

    @classmethod
    def letter(cls, source: Source) -> Letter:
        return Letter(
            subject=gettext("The offer has ended: %(lead)s") % {"lead": lead_in_short(source)},
            opening=gettext(
                "Nobody answered by the deadline, so the lead goes to another partner. "
                "Enter your absences to get no offers on those days."
            ),
            facts=known((gettext("The answer was due by"), source.moment("offer", "deadline_at"))),
            button=gettext("Set hours and absences"),
            path="portal/company/",
        )


class OfferWithdrawn(AboutOffer):
    """The vendor takes a lead back."""

    name = "offer.withdrawn"
    words = _("The vendor took a lead back")
    timeline = _("Withdrawn")
    partner_timeline = _("Withdrawn by the vendor")
    group = OFFERS
    audience = Audience.PARTNER
    payload = Withdrawn

    @classmethod
    def letter(cls, source: Source) -> Letter:
        return Letter(
            subject=gettext("The vendor took a lead back: %(lead)s") % {"lead": lead_in_short(source)},
            opening=gettext("A channel manager took this lead back. It does not count against you."),
            facts=known((gettext("Because"), _why_withdrawn(source.text("reason")))),
            button=gettext("See your leads"),
            path="portal/",
        )


class OfferAccepted(AboutOffer):
    """A partner takes a lead."""

    name = "offer.accepted"
    words = _("An offer was accepted")
    timeline = partner_timeline = _("Accepted")
    group = OFFERS
    audience = Audience.NOBODY


class OfferDeclined(AboutOffer):
    """A partner does not want a lead."""

    name = "offer.declined"
    words = _("An offer was declined")
    timeline = partner_timeline = _("Declined")
    group = OFFERS
    audience = Audience.NOBODY
    payload = Declined


def _why_withdrawn(reason: str) -> str:
    """A channel manager's own words; or those for a lead that turned out to be none."""
    known_words = {
        "lost": gettext("It is no longer of interest."),
        "duplicate": gettext("It is a duplicate."),
        "spam": gettext("It is spam."),
    }
    return known_words.get(reason, reason)
