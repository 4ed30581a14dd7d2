"""Codes in words, addressed to the partner who reads them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

HOW_CHOSEN: dict[str, Promise] = {
    "round_robin": _("Partners in this group take turns."),
    "weighted": _("Partners in this group get leads in proportion to their share."),
    "tiered": _("Each tier has its share of these leads, and the partners within a tier have theirs."),
    "nearest": _("These leads go to the nearest partners who can take them."),
    "territory": _("These leads go to partners by territory."),
    "performance": _("Shares in this group follow results and the speed of first action."),
    "open_load": _("These leads go where there is most room, measured by capacity."),
    "best_match": _("These leads go to those whose capabilities match best."),
    "claim": _("Several partners see this lead. The first to accept has it."),
    "broadcast": _("Several partners see this lead. The first to accept has it."),
    "manual": _("A channel manager chose you for it."),
}

REQUIRED: dict[str, Promise] = {
    "product_certification": _("the certifications that the product asks for"),
    "industry": _("the lead's industry among your specialisations"),
    "territory": _("the lead inside your territories"),
    "language": _("the lead's language among yours"),
    "policy_signed": _("the signed agreement"),
}

THEN: dict[str, Promise] = {
    "route": _("goes to"),
    "review": _("a person decides"),
    "nurture": _("is not offered yet"),
}

EVENTS: dict[str, Promise] = {
    "lead.received": _("The lead came in"),
    "lead.corrected": _("The lead's details were corrected"),
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
