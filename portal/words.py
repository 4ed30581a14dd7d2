"""Codes in words, addressed to the partner who reads them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

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
