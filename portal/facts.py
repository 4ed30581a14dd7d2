"""What a partner may know of a lead before accepting it, made readable.

Pages before acceptance are given these facts and nothing else of the lead: no template of an open offer
ever holds the lead itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from leads.models import LeadStage
from leads.selectors.blind import BlindLead
from portal.words import NEEDS_BY, intent_words
from prm.platform import formats


@dataclass(frozen=True)
class LeadFacts:
    """A lead without anyone's name in it."""

    title: str
    place: str
    industry: str
    value: str
    size: str
    intent: int | None
    intent_words: Promise | str
    timeline: Promise | str
    need: str
    stage: Promise | str


def lead_facts(blind: BlindLead, names: Mapping[str, str]) -> LeadFacts:
    """The facts in words. `names`: slugs of products and industries to their names."""
    products = [names.get(slug, slug) for slug in blind.products]
    industry = names.get(blind.industry, blind.industry.replace("-", " ").capitalize())
    return LeadFacts(
        title=", ".join(products) or industry or _("A lead"),
        place=formats.place(blind.country, blind.region),
        industry=industry,
        value=formats.value_band(blind.value_band, blind.currency),
        size=formats.size_band(blind.size_band),
        intent=blind.intent_score,
        intent_words=intent_words(blind.intent_score),
        timeline=NEEDS_BY.get(blind.timeline, ""),
        need=blind.need_category.replace("-", " ").replace("_", " ").capitalize(),
        stage=LeadStage(blind.stage).label,
    )
