"""Every reason for which a partner does not get a lead: one bit, one code, two sets of words.

Bit positions are stored inside decisions: append to `REASONS`, never reorder or remove.
The words are message ids: plain English, handed to gettext by whoever shows them. A
partner's words never mention a rival.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

Kind = Literal["eligibility", "preference", "method"]
Bits = NDArray[np.uint64]


def _(message: str) -> str:
    """Mark a message for makemessages; translation happens where it is shown."""
    return message


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a partner was not chosen.

    A `eligibility` reason rules a partner out; a `preference` or `method` reason says that it
    qualified and others came first by the pool's rules.
    """

    code: str
    kind: Kind
    vendor_words: str
    partner_words: str


def _eligibility(code: str, vendor_words: str, partner_words: str) -> Reason:
    return Reason(code, "eligibility", vendor_words, partner_words)


REASONS: Final[tuple[Reason, ...]] = (
    _eligibility("inactive", _("Not active"), _("Your company was not active in the programme.")),
    _eligibility(
        "policy_not_signed",
        _("Distribution policy not signed"),
        _("Your company had not signed the current distribution policy."),
    ),
    _eligibility(
        "not_in_pool",
        _("Not among the pool's partners"),
        _("This kind of lead goes to a group your company is not part of."),
    ),
    _eligibility(
        "tier",
        _("Tier not served by the pool"),
        _("This kind of lead goes to other tiers of the programme."),
    ),
    _eligibility(
        "certification",
        _("Required certification missing"),
        _("A certification this lead requires was missing."),
    ),
    _eligibility(
        "certification_expired",
        _("Required certification expired"),
        _("A certification this lead requires had expired."),
    ),
    _eligibility(
        "specialisation",
        _("No specialisation in the required industry"),
        _("The lead's industry was not among your specialisations."),
    ),
    _eligibility(
        "language",
        _("Does not speak the lead's language"),
        _("The lead's language was not among yours."),
    ),
    _eligibility(
        "territory",
        _("Outside its territories"),
        _("The lead was outside your territories."),
    ),
    _eligibility("distance", _("Too far away"), _("The lead was too far from your location.")),
    _eligibility("capacity", _("At capacity"), _("You had as many open leads as your capacity allows.")),
    _eligibility("away", _("Away"), _("Your company had marked itself as away.")),
    _eligibility("paused", _("Paused"), _("Your company was paused at the time.")),
    _eligibility(
        "paused_missed",
        _("Paused after missed windows"),
        _("Your company was paused after several offers went unanswered."),
    ),
    _eligibility(
        "already_offered",
        _("Was offered this lead before"),
        _("You had been offered this lead before."),
    ),
    _eligibility(
        "conflict",
        _("Conflicts with a claim on the account"),
        _("The account was covered by an existing claim."),
    ),
    _eligibility(
        "probation_cap",
        _("Probation limit reached"),
        _("You had reached the limit for new partners."),
    ),
    _eligibility("cap_day", _("Daily limit reached"), _("You had reached your limit for the day.")),
    _eligibility("cap_week", _("Weekly limit reached"), _("You had reached your limit for the week.")),
    _eligibility("cap_month", _("Monthly limit reached"), _("You had reached your limit for the month.")),
    _eligibility(
        "outside_hours",
        _("Outside working hours"),
        _("The lead came outside your working hours and could not wait."),
    ),
    _eligibility(
        "account_limit",
        _("Enough leads from this account"),
        _("You already had the most leads that one account may bring."),
    ),
    _eligibility("weight_zero", _("Weight is zero"), _("Your share in this group was set to zero.")),
    Reason(
        "not_owner",
        "preference",
        _("Another partner already works with this account"),
        _("The account already has a partner it works with."),
    ),
    Reason(
        "territory_less_specific",
        "preference",
        _("Another territory fits more closely"),
        _("The lead was in a more specific territory than yours."),
    ),
    Reason(
        "not_specialist",
        "preference",
        _("Specialists in this industry came first"),
        _("Specialists in the lead's industry came first."),
    ),
    Reason(
        "fewer_certifications",
        "preference",
        _("Others hold more of the fitting certifications"),
        _("Partners with more of the fitting certifications came first."),
    ),
    Reason(
        "lower_conversion",
        "preference",
        _("Others win more of such leads"),
        _("Partners who win more leads of this kind came first."),
    ),
    Reason(
        "lower_tier",
        "preference",
        _("A higher tier came first"),
        _("Partners in a higher tier came first."),
    ),
    Reason(
        "language_less_exact",
        "preference",
        _("Others speak the lead's language"),
        _("Partners who speak the lead's language came first."),
    ),
    Reason(
        "farther",
        "method",
        _("Others are nearer"),
        _("Partners nearer to the lead came first."),
    ),
    Reason(
        "busier",
        "method",
        _("Others have more room"),
        _("Partners with less open work for their capacity came first."),
    ),
    Reason(
        "fewer_points",
        "method",
        _("Others match better"),
        _("Partners that match this lead more closely came first."),
    ),
    _eligibility(
        "unreachable",
        _("Nobody to notify: no member, API key or e-mail address"),
        _("Your company had no member, API key or e-mail address to notify."),
    ),
    Reason(
        "own_campaign",
        "preference",
        _("Another partner's own campaign brought it"),
        _("Another partner's own campaign brought this lead."),
    ),
    _eligibility(
        "share_cap",
        _("Its part of the pool's leads has reached the cap"),
        _("You had as large a part of these leads as one partner, tier or group may have."),
    ),
    Reason(
        "share_floor",
        "preference",
        _("A partner with a minimum part of the leads came first"),
        _("A partner that is due a minimum part of these leads came first."),
    ),
)

BIT: Final[dict[str, np.uint64]] = {
    reason.code: np.uint64(1 << position) for position, reason in enumerate(REASONS)
}
BY_CODE: Final[dict[str, Reason]] = {reason.code: reason for reason in REASONS}

REVIEW_REASONS: Final[dict[str, str]] = {
    "rule": _("A rule asks for a person's decision."),
    "no_rule": _("No rule matches this lead."),
    "manual": _("Leads of this pool are assigned by hand."),
    "no_eligible_partner": _("No partner could take this lead."),
    "max_offers_reached": _("The lead was offered as often as its terms allow."),
    "protected_partner_unavailable": _("The partner with a claim on the account cannot take it."),
    "high_value": _("A person decides because of the lead's value."),
    "cross_territory": _("The lead crosses territories."),
    "custom_product": _("The lead asks for a custom product."),
    "strategic_account": _("The account is on the strategic list."),
}


def codes_of(bits: int) -> tuple[str, ...]:
    """The reason codes in one partner's bits, in registry order."""
    return tuple(_codes(int(bits)))


def _codes(bits: int) -> Iterator[str]:
    for position, reason in enumerate(REASONS):
        if bits >> position & 1:
            yield reason.code
