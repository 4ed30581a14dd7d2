"""Who else a lead may be: later posts, like leads, merging and separating."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from leads.models import LeadLink
from leads.selectors.find_lead import find_lead
from leads.services.dismiss_link import dismiss_link
from leads.services.separate_post import separate_post
from prm.platform.api.inputs import Input, Nothing, Text
from prm.platform.api.json_fields import JsonObject
from routing.lead_pages.api.lead_actions import LeadAction
from routing.lead_pages.api.lead_serializers import LeadOut, leads_out
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


class KnownView(LeadAction):
    """Who else the lead may be."""

    @extend_schema(
        operation_id="lead_known",
        summary="List later posts and similar leads",
        description="Later posts about the same person, leads merged into this one, and similar leads.",
        tags=["Leads"],
        responses=KnownOut,
    )
    def get(self, request: Request, lead_id: UUID) -> Response:
        found = known_of(find_lead(lead_id))
        likes = [
            {
                "lead": like.lead.id,
                "kind": like.link.kind,
                "evidence": like.link.evidence,
                "confidence": like.link.confidence,
                "found_at": like.link.created_at,
            }
            for like in found.likes
        ]
        posts = [
            {
                "id": posted.post.id,
                "received_at": posted.post.received_at,
                "evidence": posted.post.evidence,
                "facts": shown_facts(posted),
                "separated_at": posted.post.separated_at,
            }
            for posted in found.posts
        ]
        merged = [lead.id for lead in found.merged]
        return Response({"like_leads": likes, "later_posts": posts, "merged": merged})


class MergeView(LeadAction):
    """Two leads are one."""

    @extend_schema(
        operation_id="lead_merge",
        summary="Merge a lead into another",
        description=(
            "This lead ends as a duplicate and its live offer is withdrawn. The other lead does not change. "
            "Later posts about either join the other lead. 409 `lead_closed`."
        ),
        tags=["Leads"],
        request=MergeInput,
        responses=LeadOut,
        examples=[OpenApiExample("Into another", value={"into": SOME_LEAD}, request_only=True)],
    )
    def post(self, request: Request, lead_id: UUID) -> Response:
        given = self.read(MergeInput)
        kept = merge_lead(
            lead_id=lead_id, into_id=given["into"], reason=given["reason"], actor=self.caller.actor
        )
        return self.answer(kept)


class UnmergeView(LeadAction):
    """A merged lead is one of its own after all."""

    @extend_schema(
        operation_id="lead_unmerge",
        summary="Separate a merged lead",
        description="The lead is routed again. Partners that had it stay excluded. 409 `not_merged`.",
        tags=["Leads"],
        request=Nothing,
        responses=LeadOut,
    )
    def post(self, request: Request, lead_id: UUID) -> Response:
        self.read(Nothing)
        return self.answer(unmerge_lead(lead_id=lead_id, actor=self.caller.actor))


class SeparatePostView(LeadAction):
    """A later post is about somebody else."""

    @extend_schema(
        operation_id="lead_separate_post",
        summary="Turn a later post into a separate lead",
        description="The new lead is routed. 409 `separated_already`.",
        tags=["Leads"],
        request=Nothing,
        responses={201: LeadOut},
    )
    def post(self, request: Request, lead_id: UUID, post_id: UUID) -> Response:
        self.read(Nothing)
        made = separate_post(lead_id=lead_id, post_id=post_id, actor=self.caller.actor)
        return Response(leads_out([made])[0], status=201)

    def find(self, lead_id: UUID, post_id: UUID) -> None:  # type: ignore[override]
        find_lead(lead_id)


class DismissView(LeadAction):
    """The two leads are no longer shown as similar."""

    @extend_schema(
        operation_id="lead_dismiss_like",
        summary="Mark two leads as not similar",
        tags=["Leads"],
        request=Nothing,
        responses={204: None},
    )
    def post(self, request: Request, lead_id: UUID, other_id: UUID) -> Response:
        self.read(Nothing)
        dismiss_link(lead_id=lead_id, other_id=other_id)
        return Response(status=204)

    def find(self, lead_id: UUID, other_id: UUID) -> None:  # type: ignore[override]
        find_lead(lead_id)
