"""A partner's path to more leads: what would have brought it more, from replayed decisions."""

from typing import Any
from uuid import UUID

from rest_framework import serializers

from prm.platform.api.calls import Call
from prm.platform.api.inputs import Input
from prm.platform.api.item import Reads
from prm.platform.api.permissions import HasApiKey
from prm.platform.errors import FieldError, InvalidInput, NotFound
from routing.paths.selectors import path


class PathFilters(Input):
    """Whose."""

    partner = serializers.UUIDField(
        required=False,
        help_text="Required with a vendor's key: the partner's ID. A partner's key reads its own.",
    )


class PathStepOut(serializers.Serializer[Any]):
    """One change, and what it would have brought in the last 90 days."""

    kind = serializers.CharField(help_text="What would change: certification, territory, capacity, …")
    subject = serializers.CharField(help_text="Which one, by its slug or code.")
    words = serializers.CharField()
    reach = serializers.ChoiceField(
        choices=["now", "near", "far"],
        help_text=(
            "now: the partner can change it itself. near: a neighbouring region or a certification. far: "
            "everything else."
        ),
    )
    is_inside = serializers.BooleanField(
        help_text=(
            "The partner already covers this place with a larger territory. Partners with a more specific "
            "one come first."
        )
    )
    distance_km = serializers.IntegerField(allow_null=True)
    more_within_reach = serializers.IntegerField()
    more_expected = serializers.FloatField()
    replayed = serializers.IntegerField(help_text="How many of the newest decisions were replayed.")
    relevant = serializers.IntegerField(help_text="In how many of them the change could have mattered.")


class PathOut(serializers.Serializer[Any]):
    """How many leads the partner could have had, and which changes would have brought more, easiest first."""

    built_at = serializers.DateTimeField()
    since_at = serializers.DateTimeField()
    leads = serializers.IntegerField()
    within_reach = serializers.IntegerField()
    expected = serializers.FloatField()
    steps = PathStepOut(many=True)


class PathView(Reads):
    """The newest report; one is made every day."""

    name = "path"
    tag = "Partners"
    permission_classes = [HasApiKey]
    query = {"get": PathFilters}
    gives = PathOut

    def find(self) -> path.PathView:
        """Read a partner's path to more leads.

        What single changes would have brought the partner more leads in the last 90 days. Found by
        replaying every decision.
        """
        report = path.path_report(partner_id=partner_asked_for(self))
        if report is None:
            raise NotFound("There is no report yet; one is made every day.")
        return report


def partner_asked_for(view: Call) -> UUID:
    """A partner's own, whatever it asks for; a vendor names one. Raises InvalidInput."""
    asked: UUID | None = view.asked("get").get("partner")
    if view.caller.partner_id is not None:
        return view.caller.partner_id
    if asked is None:
        raise InvalidInput([FieldError("partner", "required", "Name the partner.")])
    return asked
