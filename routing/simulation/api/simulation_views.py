"""The simulations calls: a version tried on stored or given leads. Nothing is written but the result."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from prm.platform.api.inputs import Input, Nothing
from prm.platform.api.json_fields import JsonObject
from prm.platform.api.pages import page_of
from prm.platform.api.pagination import page
from prm.platform.api.views import ApiView
from prm.platform.errors import FieldError, InvalidInput
from routing.models import PolicyVersion, Simulation
from routing.simulation.services.simulate import cancel_simulation, find_simulation, start_simulation

TAGS = ["Simulations"]
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


class SimulationsView(ApiView):
    """All simulations."""

    orders = ("created_at",)

    @extend_schema(
        operation_id="simulation_list",
        summary="List simulations",
        description="Newest first, without their results.",
        tags=TAGS,
        responses=page_of(SimulationInListOut),
    )
    def get(self, request: Request) -> Response:
        rows = Simulation.objects.defer("result", "given_leads")
        found = page(request, rows, by=("created_at", "id"))
        return Response(found.answer(SimulationInListOut(found.rows, many=True).data))

    @extend_schema(
        operation_id="simulation_start",
        summary="Try a version of the policy on leads",
        description="Runs in the background. Read the simulation until its state is `done`.",
        tags=TAGS,
        request=SimulationInput,
        responses={201: SimulationOut},
        examples=[
            OpenApiExample(
                "On the last 90 days",
                value={"policy": "0199f1c2-0000-7000-8000-000000000000"},
                request_only=True,
            )
        ],
    )
    def post(self, request: Request) -> Response:
        given = self.read(SimulationInput)
        if not PolicyVersion.objects.filter(pk=given["policy"]).exists():
            raise InvalidInput([FieldError("policy", "unknown", "There is no such version.")])
        simulation = start_simulation(
            version_id=given["policy"],
            actor=self.caller.actor,
            since_at=given.get("since"),
            until_at=given.get("until"),
            leads=given.get("leads"),
        )
        headers = {"Location": f"{request.path}{simulation.id}/"}
        return Response(SimulationOut(simulation).data, status=201, headers=headers)


class SimulationView(ApiView):
    """One simulation."""

    @extend_schema(
        operation_id="simulation_read", summary="Read a simulation", tags=TAGS, responses=SimulationOut
    )
    def get(self, request: Request, simulation_id: UUID) -> Response:
        return Response(SimulationOut(find_simulation(simulation_id)).data)


class CancelSimulationView(ApiView):
    """Call a simulation off."""

    def find(self, simulation_id: UUID) -> None:  # type: ignore[override]
        find_simulation(simulation_id)

    @extend_schema(
        operation_id="simulation_cancel",
        summary="Cancel a simulation",
        description="409 `ended`.",
        tags=TAGS,
        request=Nothing,
        responses=SimulationOut,
    )
    def post(self, request: Request, simulation_id: UUID) -> Response:
        self.read(Nothing)
        simulation = cancel_simulation(simulation_id=simulation_id, actor=self.caller.actor)
        return Response(SimulationOut(simulation).data)
