"""What a partner may know of a lead before accepting it, made readable.

Pages before acceptance are given these facts and nothing else of the lead: no template of an open offer
ever holds the lead itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from leads.models import LeadStage
from leads.selectors.blind import BlindLead
from portal import formats
from portal.words import NEEDS_BY, intent_words


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
        value=value_band(blind.value_band, blind.currency),
        size=size_band(blind.size_band),
        intent=blind.intent_score,
        intent_words=intent_words(blind.intent_score),
        timeline=NEEDS_BY.get(blind.timeline, ""),
        need=blind.need_category.replace("-", " ").replace("_", " ").capitalize(),
        stage=LeadStage(blind.stage).label,
    )


def value_band(band: str, currency: str) -> str:
    """ "25000-99999" as "$25K – $100K"."""
    if not band:
        return ""
    first, _dash, last = band.rstrip("+").partition("-")
    low = formats.compact_money(Decimal(first), currency)
    if not last:
        return _("over %(amount)s") % {"amount": low}
    high = formats.compact_money(Decimal(last) + 1, currency)
    return _("under %(amount)s") % {"amount": high} if first == "0" else f"{low} – {high}"


def size_band(band: str) -> str:
    """ "50-199" as "50 – 199 people"."""
    if not band:
        return ""
    if band.endswith("+"):
        return _("over %(count)s people") % {"count": formats.number(int(band[:-1]))}
    first, last = (formats.number(int(part)) for part in band.split("-"))
    return _("%(from)s – %(to)s people") % {"from": first, "to": last}
