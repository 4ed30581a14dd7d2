"""A lead waits for a person."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from leads.events.about_lead import AboutLead
from leads.events.groups import LEADS
from leads.events.lead_words import lead_in_short, lead_path
from leads.events.shapes import LeadTurned
from prm.platform.outbox.catalogue import Audience
from prm.platform.outbox.letters.letter import Letter, Source, known
from routing.decisions.selectors.decision_words import review_words
from routing.events.shapes import Escalated


class LeadReview(AboutLead):
    """A rule asks for a person's decision, or no partner could take the lead."""

    name = "lead.review"
    words = _("A lead waits for a person to decide")
    timeline = _("Sent to review")
    group = LEADS
    audience = Audience.VENDOR
    payload = LeadTurned

    @classmethod
    def letter(cls, source: Source) -> Letter:
        return Letter(
            subject=gettext("A lead waits for you: %(lead)s") % {"lead": lead_in_short(source)},
            opening=gettext(
                "The rules ask a person to decide on this lead. Offer it to a partner, or route it again."
            ),
            facts=known((gettext("Because"), _why(source))),
            button=gettext("Decide"),
            path=lead_path(source),
        )


class LeadEscalated(AboutLead):
    """A lead has waited too long in review."""

    name = "lead.escalated"
    words = _("A lead has waited too long in review")
    timeline = _("Escalated")
    group = LEADS
    audience = Audience.VENDOR
    payload = Escalated

    @classmethod
    def letter(cls, source: Source) -> Letter:
        return Letter(
            subject=gettext("Still waiting: %(lead)s") % {"lead": lead_in_short(source)},
            opening=gettext(
                "This lead has been in review for longer than the rules allow, and nobody has decided."
            ),
            facts=known(
                (gettext("In review since"), source.moment("review_since_at")),
                (gettext("Because"), _why(source)),
            ),
            button=gettext("Decide"),
            path=lead_path(source),
        )


def _why(source: Source) -> str:
    reason = source.text("reason")
    return str(review_words(reason)) if reason else ""
