"""A policy is published, waits for approval, or is due for a review."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from leads.events.groups import RULES
from prm.platform.outbox.announcement import Announcement
from prm.platform.outbox.catalogue import Audience, Event
from prm.platform.outbox.letters.letter import Letter, Source, known
from prm.platform.outbox.shape import Shape
from routing.models import PolicyVersion

POLICIES = "admin/routing/policyversion/"


class ReviewedPolicy(Shape):
    """A version of the policy by number."""

    version: Annotated[int, Field(examples=[7])]
    note: Annotated[str, Field(examples=["Smaller shares for Bronze"])]


class Policy(ReviewedPolicy):
    """A version of the policy."""

    id: UUID


class PolicyTold(Shape):
    """Something happened to a version of the policy."""

    policy: Policy


class ReviewDue(Shape):
    """The published policy is due for a review."""

    policy: ReviewedPolicy
    changed: Annotated[list[str], Field(description="What has changed since, in words.")]


@dataclass(frozen=True, kw_only=True)
class AboutPolicy(Event):
    """Something that happened to a version; `mark` sets apart what can happen to it more than once."""

    group = RULES
    payload = PolicyTold

    version: PolicyVersion
    mark: str

    def announcement(self) -> Announcement:
        version = self.version
        return Announcement(
            event=self.name,
            key=f"{self.name}:{version.id}:{self.mark}",
            payload={"policy": {"id": version.id, "version": version.number, "note": version.note}},
        )


class PolicyPublished(AboutPolicy):
    """A version of the policy was published."""

    name = "policy.published"
    words = _("New routing rules were published")
    audience = Audience.NOBODY


class PolicyApprovalAsked(AboutPolicy):
    """A draft waits for a second person's approval."""

    name = "policy.approval_asked"
    words = _("Routing rules wait for approval")
    audience = Audience.VENDOR

    @classmethod
    def letter(cls, source: Source) -> Letter:
        return Letter(
            subject=gettext("Routing rules wait for your approval"),
            opening=gettext("A colleague wants to publish new rules. A second person must approve them."),
            facts=_version(source),
            button=gettext("Read the changes"),
            path=POLICIES,
        )


@dataclass(frozen=True, kw_only=True)
class PolicyReviewDue(Event):
    """The policy is due for a review. Sent once for each due date."""

    name = "policy.review_due"
    words = _("The routing rules are due for a review")
    group = RULES
    audience = Audience.VENDOR
    payload = ReviewDue

    version: PolicyVersion
    due_on: date
    changed: Sequence[str]

    @classmethod
    def letter(cls, source: Source) -> Letter:
        return Letter(
            subject=gettext("Time to review the routing rules"),
            opening=gettext(
                "The routing rules are due for a review. Check their results and whether they still fit."
            ),
            facts=_version(source),
            button=gettext("Open the rules"),
            path=POLICIES,
        )

    def announcement(self) -> Announcement:
        return Announcement(
            event=self.name,
            key=f"{self.name}:{self.due_on.isoformat()}",
            payload={
                "policy": {"version": self.version.number, "note": self.version.note},
                "changed": self.changed,
            },
        )


def _version(source: Source) -> tuple[tuple[str, str], ...]:
    return known(
        (gettext("Version"), source.text("policy", "version")),
        (gettext("Note"), source.text("policy", "note")),
    )
