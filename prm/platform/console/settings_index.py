"""What the page "Settings" lists: each app registers its own lines, with a sentence in plain words."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.utils.translation import gettext_lazy as _


class Section(Enum):
    """The page's sections, in their order."""

    COMPANY = _("Your company")
    PROGRAMME = _("Partner programme")
    LEADS = _("Leads")
    ASSIGNMENT = _("Assigning leads")
    CONNECTIONS = _("Connections")
    PROOF = _("Proof")


@dataclass(frozen=True)
class Line:
    """One thing that can be set: where, what it is called, and what it is for.

    `page` is a name under `admin:`, `part` a place on it; `for_admins` hides it from everybody else.
    """

    section: Section
    title: Any
    words: Any
    page: str
    order: int
    part: str = ""
    for_admins: bool = False


_lines: list[Line] = []


def add_to_settings(*lines: Line) -> None:
    """Show these on the page "Settings"."""
    _lines.extend(lines)


def lines_of(section: Section, *, may_govern: bool) -> Iterable[Line]:
    """The section's lines for this visitor, in order."""
    found = [one for one in _lines if one.section is section and (may_govern or not one.for_admins)]
    return sorted(found, key=lambda line: (line.order, line.page, line.part))
