"""Why a lead came to a partner, in sentences without a rival in them."""

from uuid import UUID

from django.utils.translation import gettext as _

from portal import formats
from portal.words import HOW_CHOSEN
from routing.models import Offer


def why_this_lead(offer: Offer, partner_id: UUID) -> list[str]:
    """The rule, how its group chooses, and what a person decided, if one did."""
    sentences = []
    if offer.rule_name:
        sentences.append(_("It matched the rule “%(rule)s”.") % {"rule": offer.rule_name})
    method = "manual" if offer.is_manual else "claim" if offer.is_claim else offer.method
    if method in HOW_CHOSEN:
        sentences.append(str(HOW_CHOSEN[method]))
    if offer.round > 1:
        sentences.append(_("It had been offered before and was not taken up."))
    return sentences


def after_accepting(offer: Offer) -> str:
    """What is expected once it is accepted."""
    words = _("After accepting, the lead stays with you as long as it is updated at least every %(time)s.")
    return words % {"time": formats.duration(offer.revoke_after_seconds)}
