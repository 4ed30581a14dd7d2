"""Why a lead came to a partner, in sentences without a rival in them."""

from uuid import UUID

from django.utils.translation import gettext as _

from prm.platform import formats
from routing.decisions.selectors.decision_view import decision_for_partner
from routing.decisions.selectors.manual_decisions import chosen_by_hand
from routing.engine import METHODS
from routing.models import Offer


def why_this_lead(offer: Offer, partner_id: UUID) -> list[str]:
    """The rule, how its group chooses, and what a person decided, if one did; then one's own turn."""
    sentences = []
    if offer.rule_name:
        sentences.append(_("It matched the rule “%(rule)s”.") % {"rule": offer.rule_name})
    by_hand = chosen_by_hand(offer_id=offer.id) if offer.is_manual else None
    method = "manual" if offer.is_manual else "claim" if offer.is_claim else offer.method
    if by_hand and by_hand.turn_words:
        sentences.append(by_hand.turn_words)
    elif method in METHODS:
        sentences.append(_(METHODS[method].partner_words))
    if offer.decision_id and not offer.is_manual:
        sentences += own_turn(offer.decision_id, partner_id)
    if offer.round > 1:
        sentences.append(_("Another partner was offered it first and did not take it."))
    return sentences


def after_accepting(offer: Offer) -> str:
    """What is expected once it is accepted."""
    words = _("After you accept, you keep the lead as long as you update it at least every %(time)s.")
    return words % {"time": formats.duration(offer.revoke_after_seconds)}


def own_turn(decision_id: UUID, partner_id: UUID) -> list[str]:
    """This partner's part in the decision: its turn, its share, and how many qualified."""
    view = decision_for_partner(decision_id=decision_id, partner_id=partner_id)
    sentences = [view.turn_words] if view.turn_words else []
    if view.share is not None and view.eligible_count > 1:
        words = _("%(count)d partners qualified; your share of leads like this one is %(share)s.")
        share = formats.number(view.share, "#,##0%")
        sentences.append(words % {"count": view.eligible_count, "share": share})
    return sentences
