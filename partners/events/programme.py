"""A partner is paused or resumed, or has something to sign."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from partners.events.groups import PROGRAMME
from partners.models import Agreement, Partner
from prm.platform.actors import Actor
from prm.platform.outbox.announcement import Announcement
from prm.platform.outbox.catalogue import Audience, Event
from prm.platform.outbox.letters.letter import Letter, Source, known
from prm.platform.outbox.shape import Shape


class PausedTold(Shape):
    """A partner missed too many windows in a row."""

    partner: UUID
    missed_windows: Annotated[int, Field(description="Missed in a row.", examples=[3])]


class ResumedTold(Shape):
    """A partner receives leads again."""

    partner: UUID
    by: Annotated[str, Field(description="Who did it: user, key or system.", examples=["user"])]


class AgreementTold(Shape):
    """A version of the rules of engagement."""

    agreement: UUID
    number: Annotated[int, Field(examples=[2])]
    title: Annotated[str, Field(examples=["Rules of engagement"])]


class AgreementPublished(Event):
    """A new version of the rules of engagement is published. Every active partner is asked to sign it."""

    name = "agreement.published"
    words = _("There is a new version to sign")
    group = PROGRAMME
    audience = Audience.PARTNER
    payload = partner_payload = AgreementTold

    def __init__(self, agreement: Agreement, partner_ids: Sequence[UUID]) -> None:
        self.agreement, self.partner_ids = agreement, partner_ids

    @classmethod
    def letter(cls, source: Source) -> Letter:
        title = source.text("title") or gettext("rules of engagement")
        return Letter(
            subject=gettext("Please sign: %(title)s") % {"title": title},
            opening=gettext(
                "There is a new version of the rules of engagement. Leads go to partners who have signed it."
            ),
            button=gettext("Read and sign"),
            path="portal/company/agreement/",
        )

    def announcement(self) -> Announcement:
        agreement = self.agreement
        told = {"agreement": str(agreement.pk), "number": agreement.number, "title": agreement.title}
        return Announcement(
            event=self.name,
            key=f"{self.name}:{agreement.pk}",
            partner_ids=tuple(self.partner_ids),
            payload=told,
            partner_payload=told,
        )


@dataclass(frozen=True, kw_only=True)
class PartnerPaused(Event):
    """A partner missed several accept windows in a row and receives no leads for now."""

    name = "partner.paused"
    words = _("A partner was paused for missed offers")
    partner_words = _("You are paused for missed offers")
    is_urgent = True
    group = PROGRAMME
    audience = Audience.BOTH
    payload = partner_payload = PausedTold

    partner: Partner
    at: datetime

    @classmethod
    def letter(cls, source: Source) -> Letter:
        return Letter(
            subject=gettext("%(partner)s receives no leads for now") % {"partner": gettext("Your company")},
            opening=gettext("Several offers in a row went unanswered, so this partner gets no more offers."),
            facts=known((gettext("Windows missed in a row"), source.text("missed_windows"))),
            button=gettext("Ask to receive leads again"),
            path="portal/company/",
        )

    def announcement(self) -> Announcement:
        told = {"partner": str(self.partner.id), "missed_windows": self.partner.missed_windows}
        return Announcement(
            event=self.name,
            key=f"{self.name}:{self.partner.id}:{self.at.isoformat()}",
            partner_ids=(self.partner.id,),
            payload=told,
            partner_payload=told,
            at=self.at,
        )


@dataclass(frozen=True, kw_only=True)
class PartnerResumed(Event):
    """The vendor ended the pause."""

    name = "partner.resumed"
    words = _("A paused partner receives leads again")
    partner_words = _("You receive leads again")
    group = PROGRAMME
    audience = Audience.PARTNER
    payload = partner_payload = ResumedTold

    partner: Partner
    at: datetime
    actor: Actor

    @classmethod
    def letter(cls, source: Source) -> Letter:
        return Letter(
            subject=gettext("You receive leads again"),
            opening=gettext("The vendor ended the pause. New leads are offered to you from now on."),
            button=gettext("See your inbox"),
            path="portal/",
        )

    def announcement(self) -> Announcement:
        told = {"partner": str(self.partner.id), "by": self.actor.kind}
        return Announcement(
            event=self.name,
            key=f"{self.name}:{self.partner.id}:{self.at.isoformat()}",
            partner_ids=(self.partner.id,),
            payload=told,
            partner_payload=told,
            at=self.at,
        )
