"""Simulations: a policy version tried on past or given leads, beside the version in force."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from prm.platform import clock
from prm.platform.console.access import actor_of, may_write, writers_only
from prm.platform.console.acting import put_errors, reporting
from prm.platform.console.decorators import action, display
from prm.platform.console.model_admin import VendorModelAdmin, ViewOnly
from prm.platform.console.site import vendor_site
from prm.platform.errors import FieldError, InvalidInput, NotFound, ProductError
from routing.models import PolicyVersion, Simulation
from routing.simulation.selectors.simulation_result import simulation_view
from routing.simulation.services.simulate import ENDED, cancel_simulation, start_simulation

STATE_LABELS = {
    "waiting": "info",
    "running": "info",
    "done": "success",
    "failed": "danger",
    "cancelled": "warning",
}
SOURCES = [
    ("90", gettext_lazy("The leads of the last 90 days")),
    ("30", gettext_lazy("The leads of the last 30 days")),
    ("7", gettext_lazy("The leads of the last 7 days")),
    ("csv", gettext_lazy("Leads from a CSV file")),
]


class StartForm(forms.Form):
    """Which version, on which leads."""

    version: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=gettext_lazy("Version to try"),
        queryset=None,
        empty_label=None,
        widget=forms.Select({"class": "c-select"}),
    )
    source = forms.ChoiceField(
        label=gettext_lazy("On which leads"), choices=SOURCES, widget=forms.Select({"class": "c-select"})
    )
    csv = forms.FileField(
        label=gettext_lazy("CSV file"),
        required=False,
        help_text=gettext_lazy(
            "The first line names lead fields, as the API does: country, region, products, estimated_value, …"
        ),
        widget=forms.FileInput({"class": "c-input", "accept": ".csv,text/csv"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].queryset = PolicyVersion.objects.order_by("-number")  # type: ignore[attr-defined]
        self.fields["version"].label_from_instance = lambda v: f"{v} ({v.get_state_display()})"  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("source") == "csv" and not cleaned.get("csv"):
            self.add_error("csv", _("Choose a file."))
        return cleaned


class SimulationAdmin(ViewOnly, VendorModelAdmin):
    """Every simulation; its page is `show_simulation`."""

    list_display = (
        "policy_version",
        "source_words",
        "shown_state",
        "total",
        "requested_by",
        "created_at",
        "finished_at",
    )
    list_filter = ("state",)
    ordering = ("-created_at",)
    actions_list = ("start",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Simulation]:
        found: QuerySet[Simulation] = super().get_queryset(request)
        return found.select_related("policy_version", "requested_by").defer("result", "given_leads")

    @display(description=gettext_lazy("state"), ordering="state", label=STATE_LABELS)
    def shown_state(self, simulation: Simulation) -> tuple[str, str]:
        return simulation.state, simulation.get_state_display()

    @display(description=gettext_lazy("leads"))
    def source_words(self, simulation: Simulation) -> str:
        if simulation.source != "stored" or simulation.since_at is None:
            return _("From a file")
        return _("Since %(day)s") % {"day": f"{simulation.since_at:%Y-%m-%d}"}

    def has_write_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        """Whether to offer starting one."""
        return may_write(request)

    @action(
        description=gettext_lazy("Start a simulation"),
        url_path="start",
        permissions=["write"],
        icon="play_arrow",
    )
    def start(self, request: HttpRequest) -> HttpResponseBase:
        """To the form that starts one."""
        return redirect("admin:simulation_start")

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponseBase:
        """The simulation's own page."""
        return redirect("admin:simulation", object_id)


@writers_only
def start(request: HttpRequest, /) -> HttpResponseBase:
    """The form that starts a simulation."""
    initial = {"version": request.GET.get("version")}
    form = StartForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        started = _started(request, form)
        if started:
            return redirect("admin:simulation", started.pk)
    context = {**vendor_site.each_context(request), "title": _("Start a simulation"), "form": form}
    return TemplateResponse(request, "console/simulation_start.html", context)


def _started(request: HttpRequest, form: StartForm) -> Simulation | None:
    asked = form.cleaned_data
    leads: dict[str, Any] = (
        {"since_at": clock.now() - timedelta(days=int(asked["source"]))}
        if asked["source"] != "csv"
        else {"csv_text": asked["csv"].read().decode("utf-8-sig", errors="replace")}
    )
    try:
        with transaction.atomic():
            return start_simulation(version_id=asked["version"].pk, actor=actor_of(request), **leads)
    except InvalidInput as refused:
        put_errors(form, InvalidInput([_on_its_line(error) for error in refused.errors]))
    except ProductError as refused:
        form.add_error(None, refused.message)
    return None


def _on_its_line(error: FieldError) -> FieldError:
    """What is wrong with `leads.0.country` stands in the file's second line: the first names the fields."""
    place = error.field.split(".", 2)
    if place[0] != "leads" or len(place) < 2:
        return error
    words = {
        "line": int(place[1]) + 2,
        "field": place[-1] if len(place) > 2 else "–",
        "message": error.message,
    }
    return FieldError("csv", error.code, _("Line %(line)d, %(field)s: %(message)s") % words)


def show_simulation(request: HttpRequest, simulation_id: UUID) -> HttpResponseBase:
    """How far it is; and, once done, the tables of before and after."""
    try:
        view = simulation_view(simulation_id)
    except NotFound as missing:
        raise Http404 from missing
    context = {
        **vendor_site.each_context(request),
        "title": _("Version %(number)s, simulated") % {"number": view.version_number},
        "simulation": view,
        "version_id": view.version_id,
        "is_over": view.state in ENDED,
        "tables": [
            (_("By tier"), view.tiers),
            (_("By region"), view.regions),
            (_("By rule"), view.rules),
            (_("By pool"), view.pools),
            (_("What monopoly guards did"), view.guard),
        ],
    }
    return TemplateResponse(request, "console/simulation.html", context)


@require_POST
@writers_only
def cancel(request: HttpRequest, /, simulation_id: UUID) -> HttpResponseBase:
    """Call a simulation off."""
    with reporting(request, _("Cancelled. It stops in a moment.")):
        cancel_simulation(simulation_id=simulation_id, actor=actor_of(request))
    return redirect("admin:simulation", simulation_id)


vendor_site.register(Simulation, SimulationAdmin)
vendor_site.add_page("simulations/start/", start, "simulation_start")
vendor_site.add_page("simulations/<uuid:simulation_id>/", show_simulation, "simulation")
vendor_site.add_page("simulations/<uuid:simulation_id>/cancel/", cancel, "simulation_cancel")
