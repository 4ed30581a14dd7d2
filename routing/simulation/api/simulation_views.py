"""The simulations calls: a version tried on stored or given leads. Nothing is written but the result."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from rest_framework import serializers

from prm.platform.api.action import Acts
from prm.platform.api.calls import Call, refuses
from prm.platform.api.collection import Creates, Lists
from prm.platform.api.inputs import Input
from prm.platform.api.item import Reads
from prm.platform.api.json_fields import JsonObject
from prm.platform.errors import FieldError, InvalidInput
from routing.models import PolicyVersion, Simulation
from routing.simulation.services.simulate import cancel_simulation, find_simulation, start_simulation

MOST_GIVEN = 100_000


class SimulationInput(Input):
    """A version and the leads to try it on: given leads, or stored leads of a period."""

    policy = serializers.UUIDField(help_text="The ID of a version, draft or not.")
    leads = serializers.ListField(
        child=serializers.JSONField(),
        required=False,
        max_length=MOST_GIVEN,
        help_text="Lead fields, as in `POST /leads/`. Left out: the stored leads.",
    )
    since = serializers.DateTimeField(
        required=False, help_text="For stored leads. The default is 90 days ago."
    )
    until = serializers.DateTimeField(required=False, help_text="Left out: now.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Given leads have no span of time."""
        if "leads" in attrs and {"since", "until"} & set(attrs):
            raise serializers.ValidationError({"leads": ["Give leads, or a span of time."]}, code="not_both")
        return attrs


class SimulationOut(serializers.ModelSerializer[Simulation]):
    """A simulation with its progress, and its result once it is done."""

    policy = serializers.UUIDField(source="policy_version_id")
    state = serializers.ChoiceField(choices=Simulation.State.choices)
    result = JsonObject(allow_null=True)

    class Meta:
        model = Simulation
        fields: Any = (
            "id",
            "policy",
            "source",
            "since_at",
            "until_at",
            "state",
            "done",
            "total",
            "error",
            "created_at",
            "started_at",
            "finished_at",
            "result",
        )
        read_only_fields = fields


class SimulationInListOut(SimulationOut):
    """A simulation, without its result."""

    class Meta(SimulationOut.Meta):
        fields = SimulationOut.Meta.fields[:-1]


class SimulationCall(Call):
    """What the calls of simulations share."""

    name = "simulation"
    tag = "Simulations"
    gives = SimulationOut

    def find(self, simulation_id: UUID) -> Simulation:
        """Read a simulation."""
        return find_simulation(simulation_id)


class SimulationsView(Lists, Creates, SimulationCall):
    """All simulations."""

    operations = {"post": "simulation_start"}
    orders = ("created_at",)
    takes = SimulationInput
    in_list = SimulationInListOut
    examples = {"On the last 90 days": {"policy": "0199f1c2-0000-7000-8000-000000000000"}}

    def rows(self) -> QuerySet[Simulation]:
        """List simulations.

        Newest first, without their results.
        """
        return Simulation.objects.defer("result", "given_leads")

    def create(self) -> Simulation:
        """Try a version of the policy on leads.

        Runs in the background. Read the simulation until its state is `done`.
        """
        if not PolicyVersion.objects.filter(pk=self.given["policy"]).exists():
            raise InvalidInput([FieldError("policy", "unknown", "There is no such version.")])
        return start_simulation(
            version_id=self.given["policy"],
            actor=self.caller.actor,
            since_at=self.given.get("since"),
            until_at=self.given.get("until"),
            leads=self.given.get("leads"),
        )


class SimulationView(Reads, SimulationCall):
    """One simulation."""


class CancelSimulationView(Acts, SimulationCall):
    """Call a simulation off."""

    name = "simulation_cancel"

    @refuses("ended")
    def act(self, simulation_id: UUID) -> Simulation:
        """Cancel a simulation."""
        return cancel_simulation(simulation_id=simulation_id, actor=self.caller.actor)
