"""Codes in words, addressed to the partner who reads them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Promise] = {
    "lead.received": _("The lead came in"),
    "lead.corrected": _("The lead's details were corrected"),
    "lead.repeated": _("The same person asked again"),
    "lead.won": _("Won"),
    "lead.lost": _("Lost"),
    "offer.created": _("Offered to you"),
    "offer.accepted": _("Accepted"),
    "offer.declined": _("Declined"),
    "offer.expired": _("The accept window passed"),
    "offer.warned": _("Reminder: an update was due"),
    "offer.revoked": _("Taken back after silence"),
    "offer.withdrawn": _("Withdrawn by the vendor"),
    "offer.updated": _("Updated"),
    "offer.first_action": _("First action"),
    "offer.more_time_asked": _("Asked for more time"),
    "offer.extended": _("Given more time"),
}

FIRST_ACTIONS: dict[str, Promise] = {"call": _("Called"), "email": _("Wrote a mail"), "meeting": _("Met")}

NEEDS_BY: dict[str, Promise] = {
    "now": _("At once"),
    "within_1_month": _("Within a month"),
    "within_3_months": _("Within 3 months"),
    "within_6_months": _("Within 6 months"),
    "within_12_months": _("Within a year"),
    "later": _("Later"),
}

ENDED: dict[str, Promise] = {
    "declined": _("You declined this lead."),
    "expired": _(
        "The time to accept this lead passed before anyone answered, so it went on to the next partner."
    ),
    "revoked": _("This lead was taken back because nothing was heard of it in time."),
    "withdrawn": _("The vendor withdrew this offer."),
    "taken": _("Another partner was first to accept this lead."),
}


def intent_words(score: int | None) -> Promise | str:
    """An intent score as a word."""
    if score is None:
        return ""
    return _("high") if score >= 70 else _("medium") if score >= 40 else _("low")
