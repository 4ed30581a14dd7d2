"""The leads that a partner missed, by what kept it away."""

from datetime import timedelta
from typing import Any

from rest_framework import serializers

from prm.platform.api.item import Reads
from prm.platform.api.permissions import HasApiKey
from routing.batches.selectors.vendor_day import vendor_today
from routing.decisions.selectors.decision_words import own_reason_words
from routing.misses.selectors.missed import Missed, missed_by
from routing.paths.api.path_views import PathFilters, partner_asked_for


class MissedFilters(PathFilters):
    """Whose missed leads, and of how many days."""

    days = serializers.IntegerField(
        required=False, default=30, min_value=1, max_value=366, help_text="How many days back."
    )


class MissedForOut(serializers.Serializer[Any]):
    """A reason that kept the partner away."""

    code = serializers.CharField()
    words = serializers.SerializerMethodField(help_text="The reason as the partner reads it.")
    leads = serializers.IntegerField(help_text="How many leads. One with two reasons counts for both.")
    alone = serializers.IntegerField(help_text="For how many of them it was the only reason.")
    most_on_a_day = serializers.IntegerField(help_text="How many of the latter there were on the worst day.")

    def get_words(self, reason: Any) -> str:
        return own_reason_words(reason.code)


class MissedOut(serializers.Serializer[Any]):
    """The leads in the partner's territory and groups that went to others."""

    leads = serializers.IntegerField(help_text="Each lead counts once, by the first decision on it.")
    turns = serializers.IntegerField(help_text="Where the partner competed, and it was another's turn.")
    reasons = MissedForOut(many=True)


class MissedView(Reads):
    """Counted from every decision of the days."""

    name = "missed_leads"
    tag = "Partners"
    permission_classes = [HasApiKey]
    query = {"get": MissedFilters}
    gives = MissedOut

    def find(self) -> Missed:
        """Read why leads went past a partner.

        The leads of these days in the partner's territory and groups that went to others, by reason.
        """
        today = vendor_today()
        since = today - timedelta(days=self.asked("get")["days"])
        return missed_by(partner_id=partner_asked_for(self), since_on=since, until_on=today)
