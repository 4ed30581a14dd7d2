"""What makes a lead qualified, edited as a table of criteria."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from leads.intake.criteria import CRITERIA
from leads.intake.qualify import Qualification, Weight
from leads.models import QualificationRules
from leads.selectors.qualification import qualification
from leads.selectors.stages import stage_counts
from leads.services.save_qualification import MOST_POINTS, save_qualification
from prm.platform.console.access import actor_of, may_write, writers_only
from prm.platform.console.acting import put_errors
from prm.platform.console.site import vendor_site
from prm.platform.errors import InvalidInput
from prm.platform.tenants.audit_action import AuditAction
from prm.platform.tenants.services.audit import audit

NUMBER = forms.NumberInput({"class": "c-input"})


@dataclass(frozen=True)
class CriterionRow:
    """The fields of one criterion."""

    name: Any
    unit: Any
    points: forms.BoundField
    needed: forms.BoundField
    figure: forms.BoundField | None


class QualificationForm(forms.Form):
    """Points for each criterion; those with none, and not needed, do not count."""

    mql_at = forms.IntegerField(
        label=gettext_lazy("Points of a marketing qualified lead (MQL)"), min_value=0, widget=NUMBER
    )
    sql_at = forms.IntegerField(
        label=gettext_lazy("Points of a sales qualified lead (SQL)"), min_value=0, widget=NUMBER
    )
    routes_only_sql = forms.BooleanField(
        label=gettext_lazy("Route only sales qualified leads"),
        required=False,
        help_text=gettext_lazy("The others are nurtured until a correction qualifies them."),
    )

    def __init__(self, data: Any, by: Qualification) -> None:
        initial = {"mql_at": by.mql_at, "sql_at": by.sql_at, "routes_only_sql": by.routes_only_sql}
        super().__init__(data, initial=initial)
        for code in CRITERIA:
            self._add(code, by.weights.get(code, Weight()))

    def _add(self, code: str, weight: Weight) -> None:
        criterion = CRITERIA[code]
        points = forms.IntegerField(
            label=_("Points"), min_value=0, max_value=MOST_POINTS, required=False, widget=NUMBER,
            initial=weight.points or None,
        )  # fmt: skip
        self.fields[f"{code}-points"] = points
        self.fields[f"{code}-needed"] = forms.BooleanField(required=False, initial=weight.needed)
        if criterion.figure is not None:
            figure = criterion.figure if weight.figure is None else weight.figure
            self.fields[f"{code}-figure"] = forms.IntegerField(
                min_value=0, max_value=2**31 - 1, widget=NUMBER, initial=figure
            )

    def rows(self) -> list[CriterionRow]:
        """For the template."""
        return [
            CriterionRow(
                name=criterion.name,
                unit=criterion.unit,
                points=self[f"{code}-points"],
                needed=self[f"{code}-needed"],
                figure=self[f"{code}-figure"] if criterion.figure is not None else None,
            )
            for code, criterion in CRITERIA.items()
        ]

    def given(self) -> Qualification:
        """What was entered, once it is valid."""
        clean = self.cleaned_data
        weights = {
            code: Weight(clean[f"{code}-points"] or 0, clean[f"{code}-needed"], clean.get(f"{code}-figure"))
            for code in CRITERIA
        }
        counting = {code: weight for code, weight in weights.items() if weight.points or weight.needed}
        return Qualification(counting, clean["mql_at"], clean["sql_at"], clean["routes_only_sql"])


def edit_qualification(request: HttpRequest) -> HttpResponseBase:
    """Show the criteria and what they make of the newest leads; try others, or save them."""
    by = qualification()
    form = QualificationForm(request.POST or None, by)
    if request.method == "POST":
        return _posted(request, form)
    return _page(request, form, by)


@writers_only
def _posted(request: HttpRequest, form: QualificationForm) -> HttpResponseBase:
    if not form.is_valid():
        return _page(request, form, qualification())
    if "try" in request.POST:
        return _page(request, form, form.given())
    try:
        changed = save_qualification(given=form.given(), actor=actor_of(request))
    except InvalidInput as refused:
        put_errors(form, refused)
        return _page(request, form, qualification())
    audit(actor_of(request), AuditAction.CHANGED, QualificationRules.objects.get(), name=_("Qualification"))
    words = ngettext("Saved. %(n)d waiting lead changed.", "Saved. %(n)d waiting leads changed.", changed)
    messages.success(request, words % {"n": changed})
    return redirect("admin:qualification")


def _page(request: HttpRequest, form: QualificationForm, by: Qualification) -> HttpResponseBase:
    context = {
        **vendor_site.each_context(request),
        "title": _("Qualification"),
        "form": form,
        "counts": stage_counts(by),
        "may_write": may_write(request),
    }
    return TemplateResponse(request, "console/qualification.html", context)


vendor_site.add_page("qualification/", edit_qualification, "qualification")
