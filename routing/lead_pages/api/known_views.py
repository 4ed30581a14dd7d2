"""Who else a lead may be: later posts, like leads, merging and separating."""

from typing import Any
from uuid import UUID

from rest_framework import serializers

from leads.models import Lead, LeadLink
from leads.selectors.find_lead import find_lead
from leads.services.dismiss_link import dismiss_link
from leads.services.separate_post import separate_post
from prm.platform.api.action import Acts
from prm.platform.api.calls import refuses
from prm.platform.api.inputs import Input, Text
from prm.platform.api.item import Reads
from prm.platform.api.json_fields import JsonObject
from routing.lead_pages.api.lead_actions import LeadCall
from routing.lead_pages.selectors.known_leads import known_of, shown_facts
from routing.offers.services.merge_leads import merge_lead, unmerge_lead

SOME_LEAD = "0199f1c2-0000-7000-8000-000000000000"


class LikeLeadOut(serializers.Serializer[Any]):
    """A lead that is similar to this one."""

    lead = serializers.UUIDField(help_text="Its ID.")
    kind = serializers.ChoiceField(choices=LeadLink.Kind.choices)
    evidence = serializers.CharField(help_text="Such as email, phone, domain, name or like_name.")
    confidence = serializers.FloatField(help_text="How likely the two belong together, from 0 to 1.")
    found_at = serializers.DateTimeField()


class LaterPostOut(serializers.Serializer[Any]):
    """A later post about the lead."""

    id = serializers.UUIDField()
    received_at = serializers.DateTimeField()
    evidence = serializers.CharField(help_text="By what the person was recognised.")
    facts = JsonObject(help_text="Values that differ from the lead's.")
    separated_at = serializers.DateTimeField(allow_null=True)


class KnownOut(serializers.Serializer[Any]):
    """Later posts, merged leads and similar leads."""

    like_leads = LikeLeadOut(many=True)
    later_posts = LaterPostOut(many=True)
    merged = serializers.ListField(child=serializers.UUIDField(), help_text="Leads merged into this one.")


class MergeInput(Input):
    """The lead that stays, and why."""

    into = serializers.UUIDField(help_text="The ID of the lead that stays.")
    reason = Text(max_length=2000, required=False, allow_blank=True, default="")


class KnownView(Reads, LeadCall):
    """Who else the lead may be."""

    operations = {"get": "lead_known"}
    gives = KnownOut

    def find(self, lead_id: UUID) -> Lead:
        """List later posts and similar leads.

        Later posts about the same person, leads merged into this one, and similar leads.
        """
        return find_lead(lead_id)

    def show(self, found: Lead) -> Any:
        known = known_of(found)
        likes = [
            {
                "lead": like.lead.id,
                "kind": like.link.kind,
                "evidence": like.link.evidence,
                "confidence": like.link.confidence,
                "found_at": like.link.created_at,
            }
            for like in known.likes
        ]
        posts = [
            {
                "id": posted.post.id,
                "received_at": posted.post.received_at,
                "evidence": posted.post.evidence,
                "facts": shown_facts(posted),
                "separated_at": posted.post.separated_at,
            }
            for posted in known.posts
        ]
        merged = [lead.id for lead in known.merged]
        return {"like_leads": likes, "later_posts": posts, "merged": merged}


class MergeView(Acts, LeadCall):
    """Two leads are one."""

    name = "lead_merge"
    takes = MergeInput
    examples = {"Into another": {"into": SOME_LEAD}}

    @refuses("lead_closed")
    def act(self, lead_id: UUID) -> Lead:
        """Merge a lead into another.

        This lead ends as a duplicate and its live offer is withdrawn. The other lead does not change.
        Later posts about either join the other lead.
        """
        into, reason = self.given["into"], self.given["reason"]
        return merge_lead(lead_id=lead_id, into_id=into, reason=reason, actor=self.caller.actor)


class UnmergeView(Acts, LeadCall):
    """A merged lead is one of its own after all."""

    name = "lead_unmerge"

    @refuses("not_merged")
    def act(self, lead_id: UUID) -> Lead:
        """Separate a merged lead.

        The lead is routed again. Partners that had it stay excluded.
        """
        return unmerge_lead(lead_id=lead_id, actor=self.caller.actor)


class SeparatePostView(Acts, LeadCall):
    """A later post is about somebody else."""

    name = "lead_separate_post"
    status = 201

    def find(self, lead_id: UUID, post_id: UUID) -> Lead:  # type: ignore[override]
        """The lead."""
        return find_lead(lead_id)

    @refuses("separated_already")
    def act(self, lead_id: UUID, post_id: UUID) -> Lead:
        """Turn a later post into a separate lead.

        The new lead is routed.
        """
        return separate_post(lead_id=lead_id, post_id=post_id, actor=self.caller.actor)


class DismissView(Acts, LeadCall):
    """The two leads are no longer shown as similar."""

    name = "lead_dismiss_like"
    gives = None
    status = 204

    def find(self, lead_id: UUID, other_id: UUID) -> Lead:  # type: ignore[override]
        """The lead."""
        return find_lead(lead_id)

    def act(self, lead_id: UUID, other_id: UUID) -> None:
        """Mark two leads as not similar."""
        dismiss_link(lead_id=lead_id, other_id=other_id)
