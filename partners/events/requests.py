"""A partner asks for a change, and the vendor answers."""

from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from partners.events.groups import PROGRAMME
from partners.models import ChangeRequest
from prm.platform.outbox.announcement import Announcement
from prm.platform.outbox.catalogue import Audience, Event
from prm.platform.outbox.letters.letter import Letter, Source, known
from prm.platform.outbox.shape import Shape

KindCode = Annotated[str, Field(description="What is asked for.", examples=["territory"])]


class AskedFor(Shape):
    """A request."""

    id: UUID
    kind: KindCode
    asked_for: dict[str, Any] = Field(examples=[{"country": "US", "region": "US-TX"}])


class Asker(Shape):
    """A partner by ID and name."""

    id: UUID
    name: Annotated[str, Field(examples=["Larkspur Networks"])]


class RequestTold(Shape):
    """A partner asks for a change."""

    request: AskedFor
    partner: Asker
    reason: Annotated[str, Field(description="In the partner's words.")]


class AnswerTold(Shape):
    """The vendor's answer."""

    request: UUID
    kind: KindCode
    state: Annotated[str, Field(examples=["approved"])]
    answer: Annotated[str, Field(description="In the vendor's words.")]


@dataclass(frozen=True, kw_only=True)
class RequestMade(Event):
    """A partner asks the vendor to change its profile."""

    name = "request.made"
    words = _("A partner asks for a change")
    group = PROGRAMME
    audience = Audience.VENDOR
    payload = RequestTold

    request: ChangeRequest

    @classmethod
    def letter(cls, source: Source) -> Letter:
        name = source.text("partner", "name") or gettext("A partner")
        return Letter(
            subject=gettext("%(partner)s asks for a change") % {"partner": name},
            opening=gettext("A partner asks you to change its profile."),
            facts=known(
                (gettext("What"), _kind(source.text("request", "kind"))),
                (gettext("Because"), source.text("reason")),
            ),
            button=gettext("Decide"),
            path="admin/partners/changerequest/",
        )

    def announcement(self) -> Announcement:
        request = self.request
        return Announcement(
            event=self.name,
            key=f"{self.name}:{request.id}",
            payload={
                "request": {"id": request.id, "kind": request.kind, "asked_for": request.payload},
                "partner": {"id": request.partner_id, "name": request.partner.name},
                "reason": request.reason,
            },
        )


@dataclass(frozen=True, kw_only=True)
class RequestDecided(Event):
    """The vendor approved or refused the request."""

    name = "request.decided"
    words = _("A change request was decided")
    partner_words = _("Your request was decided")
    group = PROGRAMME
    audience = Audience.PARTNER
    payload = partner_payload = AnswerTold

    request: ChangeRequest

    @classmethod
    def letter(cls, source: Source) -> Letter:
        state = source.text("state")
        return Letter(
            subject=gettext("Your request was answered"),
            opening=gettext("The vendor has answered your change request."),
            facts=known(
                (gettext("What"), _kind(source.text("kind"))),
                (gettext("Decision"), str(dict(ChangeRequest.State.choices).get(state, state))),
                (gettext("Answer"), source.text("answer")),
            ),
            button=gettext("See your company page"),
            path="portal/company/",
        )

    def announcement(self) -> Announcement:
        request = self.request
        told = {
            "request": str(request.pk),
            "kind": request.kind,
            "state": request.state,
            "answer": request.answer,
        }
        return Announcement(
            event=self.name,
            key=f"{self.name}:{request.pk}",
            partner_ids=(request.partner_id,),
            payload=told,
            partner_payload=told,
        )


def _kind(code: str) -> str:
    return str(dict(ChangeRequest.Kind.choices).get(code, code))
