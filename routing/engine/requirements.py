"""What a pool may ask of a partner for each lead: in words, and what about the lead decides it."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from routing.engine.model.setting import _


class Requirement(NamedTuple):
    """One requirement; `aspect` is the part of a lead that its check looks at, if any."""

    words: str
    partner_words: str
    aspect: str | None


REQUIREMENTS: Final[Mapping[str, Requirement]] = {
    "product_certification": Requirement(
        _("The certifications its products ask for"),
        _("the certifications that the product asks for"),
        "certifications",
    ),
    "industry": Requirement(
        _("A specialisation in its industry"), _("the lead's industry among your specialisations"), "industry"
    ),
    "territory": Requirement(
        _("A territory that covers it"), _("the lead inside your territories"), "territory"
    ),
    "language": Requirement(_("A language it speaks"), _("the lead's language among yours"), "languages"),
    "policy_signed": Requirement(
        _("A signature under the current agreement"), _("the signed agreement"), None
    ),
}
