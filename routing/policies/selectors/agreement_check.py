"""Whether the agreement that partners sign says when an unanswered lead comes back, as the policy has it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from partners.models import Agreement
from prm.platform import formats
from routing.engine.durations import parse_duration
from routing.engine.terms import SlaTerms

UNITS: Final[Mapping[str, int]] = {
    r"min(?:ute)?n?s?": 60,
    r"h|hours?|std|stunden?": 3_600,
    r"d|days?|tage?n?": 86_400,
    r"w|weeks?|wochen?": 604_800,
}
"""Units in English and German, as regular expressions, in seconds."""
NUMBERS: Final = (
    *("one|an?|eine[nrms]?", "two|zwei", "three|drei", "four|vier", "five|fünf", "six|sechs"),
    *("seven|sieben", "eight|acht", "nine|neun", "ten|zehn", "eleven|elf", "twelve|zwölf"),
)
"""Numbers in words, from one on."""
COUNT: Final = rf"(?:(\d+)[\s-]*|({'|'.join(NUMBERS)})[\s-]+)"
"""Digits, next to the unit or not; words, apart from it: “and” is no “an d”."""


@dataclass(frozen=True)
class AgreementCheck:
    """The agreement that partners sign, and the times to answer that it does not name."""

    agreement: Agreement
    windows: list[int]
    missing: list[int]

    @property
    def words(self) -> str:
        """What it says, or lacks, in a sentence."""
        title = {"title": self.agreement}
        if not self.missing:
            return _("%(title)s says when an unanswered lead comes back: %(times)s.") % {
                **title,
                "times": _spoken(self.windows),
            }
        return _(
            "%(title)s does not say that an unanswered lead comes back after %(times)s. "
            "Write a new version of it and have partners sign it."
        ) % {**title, "times": _spoken(self.missing)}


def agreement_check(document: Mapping[str, Any]) -> AgreementCheck | None:
    """Of the newest published agreement; None where there is none, or the document's times cannot be read."""
    agreement = Agreement.objects.exclude(published_at=None).order_by("-number").first()
    windows = accept_windows(document)
    if agreement is None or not windows:
        return None
    stated = durations_in(agreement.body)
    return AgreementCheck(agreement, windows, [each for each in windows if each not in stated])


def accept_windows(document: Mapping[str, Any]) -> list[int]:
    """Every time to answer that the document gives partners, in seconds, shortest first."""
    general = document.get("sla") or {}
    parts = [general, *(part.get("sla") or {} for part in _parts(document))]
    given = {terms["accept_within"] for terms in parts if "accept_within" in terms}
    try:
        found = {parse_duration(text) for text in given}
    except ValueError:
        return []
    if "accept_within" not in general:
        found.add(SlaTerms().accept_within)
    return sorted(found)


def durations_in(text: str) -> set[int]:
    """The spans of time that a text in English or German names, in seconds."""
    found = set()
    for unit, seconds in UNITS.items():
        for digits, words in re.findall(rf"(?<!\w){COUNT}(?:{unit})(?!\w)", text.casefold()):
            found.add(_number(digits or words) * seconds)
    return found


def _parts(document: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [*document.get("rules", []), *document.get("pools", {}).values()]


def _number(count: str) -> int:
    if count.isdigit():
        return int(count)
    return next(place for place, words in enumerate(NUMBERS, 1) if re.fullmatch(words, count))


def _spoken(windows: list[int]) -> str:
    return ", ".join(formats.duration(each) for each in windows)
