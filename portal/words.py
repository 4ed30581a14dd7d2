"""Codes in words, addressed to the partner who reads them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CONTACTED: dict[str, Promise] = {
    "call": _("Called"),
    "email": _("Wrote an e-mail"),
    "meeting": _("Met"),
    "message": _("Sent a message"),
    "visit": _("Visited"),
    "other": _("Made contact"),
}
RESULTS: dict[str, Promise] = {
    "reached": _("reached them"),
    "no_answer": _("no answer"),
    "message_left": _("left a message"),
}
LOGGED = ("call", "email", "meeting")
LOST_BECAUSE: tuple[Promise, ...] = (
    _("No budget"),
    _("Bought from a competitor"),
    _("No answer"),
    _("Not the right time"),
    _("Not a fit"),
)

NEEDS_BY: dict[str, Promise] = {
    "now": _("Right away"),
    "within_1_month": _("Within a month"),
    "within_3_months": _("Within 3 months"),
    "within_6_months": _("Within 6 months"),
    "within_12_months": _("Within a year"),
    "later": _("Later"),
}

ENDED: dict[str, Promise] = {
    "declined": _("You declined this lead."),
    "expired": _("Nobody accepted this lead in time, so it went to the next partner."),
    "revoked": _("This lead was taken back because it was not updated in time."),
    "withdrawn": _("The vendor withdrew this offer."),
    "taken": _("Another partner was first to accept this lead."),
}


def intent_words(score: int | None) -> Promise | str:
    """An intent score as a word."""
    if score is None:
        return ""
    return _("high") if score >= 70 else _("medium") if score >= 40 else _("low")
