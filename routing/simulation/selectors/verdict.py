"""What a simulation comes to: a sentence, who gains and loses, and which leads go elsewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext, ngettext

from leads.models import Lead
from prm.platform import formats
from prm.platform.country_names import short_place_name
from routing.decisions.selectors.decision_words import outcome_words

Json = dict[str, Any]
SHOWN: Final = 5
NOTICEABLE: Final = 0.5


@dataclass(frozen=True)
class PartnerCompared:
    """One partner: leads before and after, its entitlement, and leads that only a limit kept from it."""

    partner_id: str
    name: str
    tier: str | None
    tier_name: str
    before: float | None
    after: float
    entitled: float
    limit_hits_before: int | None
    limit_hits: int

    @property
    def change(self) -> float:
        """Leads gained or lost."""
        return self.after - (self.before or 0.0)


@dataclass(frozen=True)
class MovedLead:
    """A lead that would go elsewhere; `is_stored` for one that has a page."""

    lead_id: str
    words: str
    before: str
    after: str
    is_stored: bool


def verdict(result: Json, gainers: Sequence[PartnerCompared], losers: Sequence[PartnerCompared]) -> str:
    """What changes, in a sentence or two; nothing where there is no version to compare with."""
    before, after = result.get("before"), result["after"]
    if before is None:
        return ""
    parts = [_moved_words(result, after["leads"])]
    parts += [words for words in (_review_words(before, after), _wins_words(before, after)) if words]
    if gainers and losers:
        named = {"gains": _with_change(gainers[0]), "loses": _with_change(losers[0])}
        parts.append(gettext("%(gains)s gains most, %(loses)s loses most.") % named)
    return " ".join(parts)


def gains(partners: Sequence[PartnerCompared]) -> list[PartnerCompared]:
    """The partners who would get more, most first."""
    ordered = sorted(partners, key=lambda row: (-row.change, row.name))
    return [row for row in ordered if row.before is not None and row.change >= NOTICEABLE][:SHOWN]


def losses(partners: Sequence[PartnerCompared]) -> list[PartnerCompared]:
    """The partners who would get less, most first."""
    ordered = sorted(partners, key=lambda row: (row.change, row.name))
    return [row for row in ordered if row.before is not None and row.change <= -NOTICEABLE][:SHOWN]


def moved_leads(result: Json) -> list[MovedLead]:
    """The leads that would go elsewhere, newest first, as far as they were kept. One query."""
    rows: list[list[str]] = result.get("moved_leads", [])
    names = {partner["id"]: partner["name"] for partner in result.get("partners", ())}
    stored = Lead.objects.in_bulk([UUID(lead_id) for lead_id, _old, _new in rows if _is_id(lead_id)])
    found = {str(key): lead for key, lead in stored.items()}
    return [
        MovedLead(
            lead_id=lead_id,
            words=_lead_words(found[lead_id]) if lead_id in found else lead_id,
            before=_choice_words(old, names),
            after=_choice_words(new, names),
            is_stored=lead_id in found,
        )
        for lead_id, old, new in reversed(rows)
    ]


def _moved_words(result: Json, leads: int) -> str:
    moved = result.get("moved")
    if moved is None:
        return ""
    if not moved:
        return gettext("Every one of the %(leads)s leads goes where it went before.") % {
            "leads": formats.number(leads)
        }
    words = ngettext(
        "%(moved)s of %(leads)s leads (%(part)s) goes elsewhere.",
        "%(moved)s of %(leads)s leads (%(part)s) go elsewhere.",
        moved,
    )
    part = formats.number(moved / max(leads, 1), "#,##0%")
    return words % {"moved": formats.number(moved), "leads": formats.number(leads), "part": part}


def _review_words(before: Json, after: Json) -> str:
    change = after["outcomes"].get("review", 0) - before["outcomes"].get("review", 0)
    if not change:
        return ""
    words = (
        gettext("%(n)s more wait for a person.") if change > 0 else gettext("%(n)s fewer wait for a person.")
    )
    return words % {"n": formats.number(abs(change))}


def _wins_words(before: Json, after: Json) -> str:
    old, new = before["expected_wins"], after["expected_wins"]
    if abs(new - old) < NOTICEABLE:
        return ""
    words = gettext("Expected wins: %(new)s instead of %(old)s.")
    return words % {"old": formats.number(old, "#,##0.0"), "new": formats.number(new, "#,##0.0")}


def _with_change(row: PartnerCompared) -> str:
    return f"{row.name} ({'+' if row.change > 0 else '−'}{formats.number(abs(row.change), '#,##0.#')})"


def _choice_words(choice: str, names: Mapping[str, str]) -> str:
    if choice in ("review", "nurture"):
        return outcome_words(choice)
    return ", ".join(names.get(each, each) for each in choice.split(",") if each) or "–"


def _lead_words(lead: Lead) -> str:
    place = short_place_name(lead.country, lead.region, lead.city)
    return ", ".join(part for part in (lead.company, place) if part) or str(lead.id)


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
