"""What is known of who a lead is: later posts, merged leads, and leads that are like it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from leads.models import LaterPost, Lead, LeadLink
from leads.services.join_posts import new_facts


@dataclass(frozen=True)
class LikeLead:
    """A lead that is like the one in question, why, and how sure that is, from 0 to 1."""

    lead: Lead
    link: LeadLink


@dataclass(frozen=True)
class Posted:
    """A later post, and the fields in which it said something else than the lead."""

    post: LaterPost
    fields: Sequence[str]


@dataclass(frozen=True)
class KnownOf:
    """All of it. `merged` are leads that ended as duplicates of this one."""

    likes: Sequence[LikeLead]
    posts: Sequence[Posted]
    merged: Sequence[Lead]

    def __bool__(self) -> bool:
        return bool(self.likes or self.posts or self.merged)


def known_of(lead: Lead) -> KnownOf:
    """What is known of a lead, in three queries."""
    links = LeadLink.objects.filter(Q(lead=lead) | Q(other=lead), dismissed_at=None)
    found = links.select_related("lead", "other").exclude(lead__state="erased").exclude(other__state="erased")
    posts = LaterPost.objects.filter(lead=lead).order_by("-received_at", "-id")
    return KnownOf(
        likes=[LikeLead(link.other if link.lead_id == lead.id else link.lead, link) for link in found],
        posts=[Posted(post, new_facts(lead, post.facts)) for post in posts],
        merged=list(Lead.objects.filter(duplicate_of=lead).order_by("-received_at")),
    )


def shown_facts(posted: Posted) -> dict[str, Any]:
    """What a post said that the lead does not say."""
    return {name: posted.post.facts[name] for name in posted.fields}
