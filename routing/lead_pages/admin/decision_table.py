"""Every partner of a decision as one table: who was chosen, who competed, who could not and why.

Found by name, part and reason, and paged, so that five hundred partners read as well as five. What is asked
for is in the address, beside whatever else the page keeps there.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from routing.decisions.selectors.decision_view import PartnerLine, VendorDecision

PAGE_SIZE: Final = 25
ORDER: Final = ("chosen", "invited", "eligible", "outranked")
ASKED: Final = ("who", "part", "why", "page")


class PartnerFilter(forms.Form):
    """A name, a part in the decision, a reason."""

    who = forms.CharField(
        label=_("Partner"),
        required=False,
        max_length=200,
        widget=forms.TextInput({"class": "c-input", "type": "search", "placeholder": _("Partner’s name")}),
    )
    part = forms.ChoiceField(label=_("Part"), required=False, widget=forms.Select({"class": "c-select"}))
    why = forms.ChoiceField(label=_("Why not"), required=False, widget=forms.Select({"class": "c-select"}))

    def __init__(self, data: QueryDict, view: VendorDecision) -> None:
        super().__init__(data, auto_id="partners-%s")
        self._offer("part", _("Every part"), _parts(view.partners))
        reasons = [(reason.code, f"{reason.words} ({reason.count})") for reason in view.reason_counts]
        self._offer("why", _("Every reason"), reasons)

    def asked(self, name: str) -> str:
        """What is asked for; what makes no sense asks for nothing."""
        self.is_valid()
        return str(self.cleaned_data.get(name, ""))

    def _offer(self, name: str, everything: Any, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = [("", everything), *choices]  # type: ignore[attr-defined]


@dataclass(frozen=True)
class DecisionTable:
    """The lines asked for, a page of them, and what the filter's form has to carry along."""

    form: PartnerFilter
    page: Page[PartnerLine]
    carried: list[tuple[str, str]]
    query: str
    is_filterable: bool


def decision_table(view: VendorDecision, asked: QueryDict) -> DecisionTable:
    """The partners of a decision that the address asks for."""
    form = PartnerFilter(asked, view)
    lines = sorted(filter(_wanted(form), view.partners), key=_place)
    carried = [(name, value) for name in asked if name not in ASKED for value in asked.getlist(name)]
    query = asked.copy()
    query.pop("page", None)
    page = Paginator(lines, PAGE_SIZE).get_page(asked.get("page"))
    return DecisionTable(form, page, carried, query.urlencode(), len(view.partners) > PAGE_SIZE)


def _wanted(form: PartnerFilter) -> Any:
    who, part, why = form.asked("who").casefold(), form.asked("part"), form.asked("why")
    return lambda line: (
        who in line.name.casefold() and part in ("", line.part) and (not why or why in line.reasons)
    )


def _place(line: PartnerLine) -> tuple[int, float, str]:
    """Who was chosen, then who competed (the most owed first), then the others by name."""
    rank = ORDER.index(line.part) if line.part in ORDER else len(ORDER)
    return rank, -(line.credit_after_pay or 0.0), line.name.casefold()


def _parts(lines: Iterable[PartnerLine]) -> list[tuple[str, str]]:
    counts = Counter((line.part, line.part_words) for line in lines)
    return [(part, f"{words} ({count})") for (part, words), count in sorted(counts.items(), key=_part_place)]


def _part_place(item: tuple[tuple[str, str], int]) -> int:
    part = item[0][0]
    return ORDER.index(part) if part in ORDER else len(ORDER)
