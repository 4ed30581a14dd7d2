"""Decisions, going out: every rule tried, every pool, every partner with all its reasons."""

from typing import Any

from rest_framework import serializers

Shape = serializers.Serializer[Any]


class CountedOut(Shape):
    """A reason and the number of partners that it excluded."""

    code = serializers.CharField()
    words = serializers.CharField()
    count = serializers.IntegerField()


class FactorOut(Shape):
    """How much an investment adds to a partner's weight: 0.1 adds a tenth."""

    name = serializers.CharField()
    words = serializers.CharField()
    value = serializers.FloatField()
    added = serializers.FloatField()


class PartnerLineOut(Shape):
    """One partner's result.

    Figures, in leads, for partners who competed; reasons for all who were not chosen.
    """

    partner_id = serializers.CharField()
    name = serializers.CharField()
    tier = serializers.CharField(allow_null=True)
    part = serializers.CharField(help_text="`chosen`, `invited`, `eligible`, `excluded` …")
    part_words = serializers.CharField()
    reasons = serializers.ListField(
        child=serializers.CharField(), help_text="The codes of all reasons that apply."
    )
    words = serializers.ListField(child=serializers.CharField(), help_text="The reasons in words.")
    weight = serializers.IntegerField(allow_null=True)
    given_weight = serializers.IntegerField(allow_null=True)
    factors = FactorOut(many=True, allow_null=True)
    share = serializers.FloatField(allow_null=True)
    credit_before = serializers.FloatField(allow_null=True)
    credit_after_pay = serializers.FloatField(allow_null=True)
    credit_after = serializers.FloatField(allow_null=True)


class PartnerDecisionOut(Shape):
    """What a partner sees of a decision: its own facts and the number of other competitors."""

    decision_id = serializers.CharField()
    lead_id = serializers.CharField()
    decided_at = serializers.DateTimeField()
    part = serializers.CharField()
    part_words = serializers.CharField()
    reasons = serializers.ListField(child=serializers.CharField())
    words = serializers.ListField(child=serializers.CharField())
    turn_words = serializers.CharField(allow_null=True)
    share = serializers.FloatField(allow_null=True)
    owed_before = serializers.FloatField(allow_null=True)
    owed_after = serializers.FloatField(allow_null=True)
    eligible_count = serializers.IntegerField()
    weight = serializers.IntegerField(allow_null=True)
    factors = FactorOut(many=True, allow_null=True)


class RuleTriedOut(Shape):
    """A rule that did not match, and the comparisons that were false."""

    index = serializers.IntegerField()
    name = serializers.CharField()
    words = serializers.ListField(child=serializers.CharField())


class PoolTriedOut(Shape):
    """A pool in which no partner was eligible, and why."""

    pool = serializers.CharField()
    reasons = CountedOut(many=True)


class StepOut(Shape):
    """One step that narrowed the choice of partners."""

    name = serializers.CharField()
    words = serializers.CharField()
    kept = serializers.IntegerField()
    of = serializers.IntegerField()


class MarkOut(Shape):
    """A mark on a lead, such as `strategic_account`."""

    code = serializers.CharField()
    words = serializers.CharField()


class DecisionOut(Shape):
    """Everything about one run of the engine on one lead. Rows are never changed or removed."""

    id = serializers.CharField(allow_null=True, help_text="Null for a trial.")
    lead_id = serializers.CharField()
    decided_at = serializers.DateTimeField()
    policy_number = serializers.IntegerField()
    outcome = serializers.CharField(help_text="`route`, `review` or `nurture`.")
    outcome_words = serializers.CharField()
    review_reason = serializers.CharField(allow_null=True)
    review_words = serializers.CharField()
    rule_index = serializers.IntegerField()
    rule_name = serializers.CharField()
    rules_tried = RuleTriedOut(many=True)
    pool = serializers.CharField(allow_null=True)
    method = serializers.CharField(allow_null=True)
    pools_tried = PoolTriedOut(many=True)
    steps = StepOut(many=True)
    partner_id = serializers.CharField(allow_null=True)
    partner_name = serializers.CharField(allow_null=True)
    invited_ids = serializers.ListField(child=serializers.CharField())
    suggested_ids = serializers.ListField(child=serializers.CharField())
    eligible_count = serializers.IntegerField()
    reason_counts = CountedOut(many=True)
    terms = serializers.DictField(help_text="The SLA terms.")
    marks = MarkOut(many=True, help_text="The marks that the lead had then, from the vendor's own lists.")
    partners = PartnerLineOut(many=True)
