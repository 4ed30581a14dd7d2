"""A few partners get most of the leads."""

from dataclasses import dataclass
from typing import Annotated

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from leads.events.groups import RULES
from prm.platform import formats
from prm.platform.outbox.announcement import Announcement
from prm.platform.outbox.catalogue import Audience, Event
from prm.platform.outbox.letters.letter import Letter, Source
from prm.platform.outbox.shape import Shape


class Concentrated(Shape):
    """The top 5 percent of partners received more than the vendor's limit."""

    part: Annotated[float, Field(examples=[0.62], description="Their part of all leads of the last 30 days.")]
    limit: Annotated[float, Field(examples=[0.5])]
    partners: Annotated[int, Field(examples=[2], description="How many partners that is.")]


@dataclass(frozen=True, kw_only=True)
class LeadsConcentrated(Event):
    """The alarm about concentration; at most once a week (`week`: ISO, "2026-W48")."""

    name = "share.concentrated"
    words = _("A few partners get most of the leads")
    group = RULES
    audience = Audience.VENDOR
    payload = Concentrated

    part: float
    limit: float
    partners: int
    week: str

    @classmethod
    def letter(cls, source: Source) -> Letter:
        return Letter(
            subject=gettext("A few partners get most of the leads"),
            opening=gettext(
                "The top 5 percent of your partners received more of the leads than your limit allows."
            ),
            facts=(
                (gettext("Their part, last 30 days"), formats.number(source.value("part") or 0, "0%")),
                (gettext("Your limit"), formats.number(source.value("limit") or 0, "0%")),
            ),
            button=gettext("Open the report"),
            path="admin/reports/fairness/",
        )

    def announcement(self) -> Announcement:
        return Announcement(
            event=self.name,
            key=f"{self.name}:{self.week}",
            payload={"part": round(self.part, 4), "limit": self.limit, "partners": self.partners},
        )
