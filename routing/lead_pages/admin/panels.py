"""What other apps show on the page of a lead. They register themselves when the admin is loaded."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from leads.models import Lead
from routing.models import Offer


@dataclass(frozen=True)
class Panel:
    """A template, and what it shows."""

    template: str
    shown: Mapping[str, Any]


MakePanel = Callable[[Lead, Sequence[Offer]], Panel | None]
_makers: list[MakePanel] = []


def register_panel(make: MakePanel) -> None:
    """Show this on the page of every lead, where it has something to show."""
    if make not in _makers:
        _makers.append(make)


def panels_of(lead: Lead, offers: Sequence[Offer]) -> list[Panel]:
    """The panels of one lead with these offers, the newest first."""
    return [panel for make in _makers if (panel := make(lead, offers)) is not None]
