"""How far from its entitlement anybody can be, in a sentence. `docs/fairness.md` has the proofs."""

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext

from routing.engine import bound_all_eligible, bound_any_eligibility
from routing.selectors.share_columns import PoolCount
from routing.selectors.share_count import in_leads


@dataclass(frozen=True)
class ShareBound:
    """The most that a partner can be ahead of and behind its entitlement, in leads, at any moment.

    Between two days both may count: from behind to ahead, or the other way. `largest` is what was
    measured: of all partners, or of one.
    """

    all_compete: bool
    partners: int
    ahead: float | None
    behind: float | None
    largest: float
    words: str


def bound_of(count: PoolCount, own: str | None = None, *, invites: bool = False) -> ShareBound:
    """The bound that holds for this pool, beside what was measured; none where several are invited."""
    members, all_compete = len(count.ids), count.all_compete
    bound = bound_all_eligible(members) if all_compete else bound_any_eligibility(members)
    largest = in_leads(count.farthest(own))
    if invites:
        words = gettext("Invitations take turns, and the first to accept has the lead: no bound is promised.")
        return ShareBound(all_compete, members, None, None, largest, words)
    return ShareBound(
        all_compete, members, bound.ahead, bound.behind, largest, _words(all_compete, *bound, largest)
    )


def _words(all_compete: bool, ahead: float, behind: float, largest: float) -> str:
    figures = {"ahead": _shown(ahead), "behind": _shown(behind), "largest": _shown(largest)}
    if all_compete:
        words = gettext(
            "Everybody competed for every lead: by proof nobody is ever more than %(ahead)s of a lead ahead "
            "of its share, nor more than %(behind)s behind. Measured: %(largest)s."
        )
    else:
        words = gettext(
            "Who competes changes from lead to lead: by proof nobody is ever more than %(ahead)s leads from "
            "its share. Measured: %(largest)s."
        )
    return words % figures


def _shown(leads: float) -> str:
    return number_format(round(leads, 2), decimal_pos=2, use_l10n=True)
