"""Letters about leads and offers."""

from django.utils.translation import gettext as _

from prm.platform.outbox.letters.lead import lead_facts, lead_in_short
from prm.platform.outbox.letters.letter import Letter, Source, known
from prm.platform.outbox.letters.programme import deal_conflict


def offer_created(source: Source) -> Letter:
    deadline = (_("Answer by"), source.moment("offer", "deadline_at"))
    return Letter(
        subject=_("A lead for you: %(lead)s") % {"lead": lead_in_short(source)},
        opening=_("You have a new lead offer. Accept it to see the contact’s details."),
        facts=known(deadline) + lead_facts(source),
        button=_("See the offer"),
        path=offer_path(source),
    )


def offer_expired(source: Source) -> Letter:
    return Letter(
        subject=_("The offer has ended: %(lead)s") % {"lead": lead_in_short(source)},
        opening=_(
            "Nobody answered by the deadline, so the lead goes to another partner. Enter "
            "your absences to get no offers on those days."
        ),
        facts=known((_("The answer was due by"), source.moment("offer", "deadline_at"))),
        button=_("Set hours and absences"),
        path="portal/company/",
    )


def offer_warned(source: Source) -> Letter:
    return Letter(
        subject=_("Please update this lead: %(lead)s") % {"lead": lead_in_short(source)},
        opening=_(
            "You accepted this lead, and there has been no update since. "
            "Log what you did, or ask for more time; otherwise it goes to another partner."
        ),
        facts=known((_("Update by"), source.moment("offer", "update_due_at"))),
        button=_("Update the lead"),
        path=work_path(source),
    )


def offer_revoked(source: Source) -> Letter:
    return Letter(
        subject=_("The lead was taken back: %(lead)s") % {"lead": lead_in_short(source)},
        opening=_("There was no update in the time agreed, so the lead goes to another partner."),
        button=_("See your leads"),
        path="portal/",
    )


def withdrawn_words(reason: str) -> str:
    """A channel manager's own words; or those for a lead that turned out to be none."""
    known_words = {
        "lost": _("It is no longer of interest."),
        "duplicate": _("It is a duplicate."),
        "spam": _("It is spam."),
    }
    return known_words.get(reason, reason)


def offer_withdrawn(source: Source) -> Letter:
    return Letter(
        subject=_("The vendor took a lead back: %(lead)s") % {"lead": lead_in_short(source)},
        opening=_("A channel manager took this lead back. It does not count against you."),
        facts=known((_("Because"), withdrawn_words(source.text("reason")))),
        button=_("See your leads"),
        path="portal/",
    )


def lead_repeated(source: Source) -> Letter:
    return Letter(
        subject=_("Your lead has asked again: %(lead)s") % {"lead": lead_in_short(source)},
        opening=_(
            "The same person has contacted the vendor again. You keep the lead. Its page shows what is new."
        ),
        facts=lead_facts(source),
        button=_("See the lead"),
        path=offer_path(source),
    )


def offer_extended(source: Source) -> Letter:
    until = source.moment("offer", "update_due_at") or source.moment("offer", "deadline_at")
    return Letter(
        subject=_("You have more time: %(lead)s") % {"lead": lead_in_short(source)},
        opening=_("The deadline of this lead was moved."),
        facts=known((_("New deadline"), until)),
        button=_("Open the lead"),
        path=work_path(source) if source.text("offer", "accepted_at") else offer_path(source),
    )


def more_time_asked(source: Source) -> Letter:
    return Letter(
        subject=_("%(partner)s asks for more time")
        % {"partner": source.text("partner", "name") or _("A partner")},
        opening=_("A partner asks for more time with a lead that it has accepted."),
        facts=known((_("Because"), source.text("reason"))),
        button=_("Open the lead"),
        path=lead_path(source),
    )


def lead_review(source: Source) -> Letter:
    return Letter(
        subject=_("A lead waits for you: %(lead)s") % {"lead": lead_in_short(source)},
        opening=_("The rules ask a person to decide on this lead. Offer it to a partner, or route it again."),
        facts=known((_("Because"), source.text("reason_words") or source.text("reason"))),
        button=_("Decide"),
        path=lead_path(source),
    )


def lead_escalated(source: Source) -> Letter:
    return Letter(
        subject=_("Still waiting: %(lead)s") % {"lead": lead_in_short(source)},
        opening=_("This lead has been in review for longer than the rules allow, and nobody has decided."),
        facts=known((_("In review since"), source.moment("review_since_at"))),
        button=_("Decide"),
        path=lead_path(source),
    )


def conflict_found(source: Source) -> Letter:
    if source.text("deal", "id"):
        return deal_conflict(source)
    return Letter(
        subject=_("Lead conflicts with a registered deal: %(lead)s") % {"lead": lead_in_short(source)},
        opening=_("A partner has a protected deal registration for this account."),
        facts=known((_("Partner"), source.text("partner", "name"))),
        button=_("Open the lead"),
        path=lead_path(source),
    )


def offer_path(source: Source) -> str:
    """The offer's page in the portal."""
    offer_id = source.text("offer", "id")
    return f"portal/offers/{offer_id}/" if offer_id else "portal/"


def work_path(source: Source) -> str:
    """The page of an accepted lead in the portal."""
    offer_id = source.text("offer", "id")
    return f"portal/leads/{offer_id}/" if offer_id else "portal/pipeline/"


def lead_path(source: Source) -> str:
    """The lead's page in the vendor's admin."""
    lead_id = source.text("lead", "id") or source.text("lead")
    return f"admin/leads/lead/{lead_id}/change/" if lead_id else "admin/"
