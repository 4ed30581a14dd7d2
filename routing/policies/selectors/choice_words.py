"""The words of a policy's choices, for forms and pages."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MARK_WORDS: Final[Mapping[str, Promise]] = {
    "cross_territory": _("crosses territories"),
    "custom_product": _("custom product"),
    "foreign_currency": _("other currency"),
    "no_exchange_rate": _("no exchange rate"),
    "strategic_account": _("strategic account"),
}
MARK_SENTENCES: Final[Mapping[str, Promise]] = {
    "cross_territory": _("It lies outside the territories of a partner that has a tie to it."),
    "custom_product": _("It asks for a product that is made to order."),
    "foreign_currency": _("Its amounts are in another currency than yours."),
    "no_exchange_rate": _(
        "There is no exchange rate for the day it came in: its value and budget count as unknown."
    ),
    "strategic_account": _("Its company is one of your strategic accounts."),
}
OUTCOME_WORDS: Final[Mapping[str, Promise]] = {
    "route": _("Offer it to a partner"),
    "review": _("Let a person decide"),
    "nurture": _("Set it aside to nurture"),
}
METHOD_WORDS: Final[Mapping[str, Promise]] = {
    "round_robin": _("Round robin: everybody the same share"),
    "weighted": _("Weighted: shares by the partners’ weights"),
    "tiered": _("Tiered: shares for tiers, weights within"),
    "nearest": _("Nearest: distance bands, shares within"),
    "territory": _("Territory: the closest-fitting territory, shares within"),
    "performance": _("Performance: weights by win rate and first action"),
    "open_load": _("Open load: whoever has most room"),
    "best_match": _("Best match: points for what fits"),
    "claim": _("Claim: several are invited, the first to accept has it"),
    "broadcast": _("Broadcast: the best matches are invited at once"),
    "manual": _("By hand: a person decides"),
}
METHOD_NAMES: Final[Mapping[str, Promise]] = {
    "round_robin": _("round robin"),
    "weighted": _("weighted"),
    "tiered": _("tiered"),
    "nearest": _("nearest"),
    "territory": _("territory"),
    "performance": _("performance"),
    "open_load": _("open load"),
    "best_match": _("best match"),
    "claim": _("claim"),
    "broadcast": _("broadcast"),
    "manual": _("by hand"),
}
PREFERENCE_WORDS: Final[Mapping[str, Promise]] = {
    "owner": _("The partner the account belongs to"),
    "territory_specificity": _("The more specific territory"),
    "specialisation": _("Specialists in the industry"),
    "certification": _("Most of the fitting certifications"),
    "conversion": _("The best win rate for such products"),
    "tier": _("The higher tier"),
    "language": _("The lead’s language"),
    "nearest": _("The nearest"),
    "open_load": _("Most room"),
    "best_match": _("Most points"),
    "territory": _("The closest-fitting territory"),
}
REQUIREMENT_WORDS: Final[Mapping[str, Promise]] = {
    "product_certification": _("The certifications its products ask for"),
    "industry": _("A specialisation in its industry"),
    "territory": _("A territory it lies in"),
    "language": _("A language it speaks"),
    "policy_signed": _("A signature under the current agreement"),
}
DELIVERY_WORDS: Final[Mapping[str, Promise]] = {
    "at_once": _("At once, at any hour"),
    "next_open_hour": _("At the partner’s next open hour"),
    "only_open": _("Only to partners who are open now"),
}
CLOCK_WORDS: Final[Mapping[str, Promise]] = {
    "wall": _("Every hour counts"),
    "business": _("Only the partner’s open hours count"),
}
CAPABILITY_WORDS: Final[Mapping[str, Promise]] = {
    "certification": _("Each fitting certification"),
    "experience": _("Experience with such products"),
    "industry": _("The industry"),
    "language": _("The language"),
    "postal": _("A postal-code territory"),
    "territory": _("Any territory"),
}
FACTOR_WORDS: Final[Mapping[str, Promise]] = {
    "training": _("Training completed"),
    "mdf": _("MDF participation"),
    "extra_certifications": _("Each certification beyond the required"),
}
