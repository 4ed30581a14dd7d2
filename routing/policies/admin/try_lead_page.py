"""Test this lead: one lead through a policy version, step by step. Nothing is written."""

from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Q
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leads.fields.catalogue import LEAD
from leads.models import Lead
from leads.selectors.unread import raw_text
from prm.platform.console.acting import put_errors
from prm.platform.console.site import vendor_site
from prm.platform.errors import FieldError, InvalidInput, ProductError
from routing.lead_pages.admin.facts import label_of
from routing.lead_pages.admin.lead_page import ShownDecision, shown_decision
from routing.models import PolicyVersion
from routing.policies.selectors.policy import published_row
from routing.simulation.services.try_lead import try_lead

INPUT = {"class": "c-input"}
GIVEN = (
    "country", "region", "postal_code", "city", "industry", "products", "estimated_value", "currency",
    "budget_amount", "employees", "intent_score", "languages", "source", "campaign", "authority", "timeline",
    "need_category", "budget_confirmed", "company", "website",
)  # fmt: skip
LISTS = ("products", "languages")
FLAGS = ("budget_confirmed",)
YES_OR_NO = [("", "–"), ("yes", gettext_lazy("yes")), ("no", gettext_lazy("no"))]


class TestForm(forms.Form):
    """The version, and a stored lead or one made up here."""

    version: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=gettext_lazy("Version"),
        queryset=None,
        empty_label=None,
        widget=forms.Select({"class": "c-select"}),
    )
    stored = forms.CharField(
        label=gettext_lazy("An existing lead"),
        required=False,
        help_text=gettext_lazy("Its external ID, company or e-mail. Leave it empty to enter a test lead."),
        widget=forms.TextInput(INPUT),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].queryset = PolicyVersion.objects.order_by("-number")  # type: ignore[attr-defined]
        self.fields["version"].label_from_instance = lambda v: f"{v} ({v.get_state_display()})"  # type: ignore[attr-defined]
        for name in GIVEN:
            label, example = label_of(name), LEAD[name].example
            widget = forms.TextInput({**INPUT, "placeholder": raw_text(example) if example else ""})
            self.fields[name] = forms.CharField(label=label, required=False, max_length=200, widget=widget)
            if name in FLAGS:
                choice = forms.Select({"class": "c-select"})
                self.fields[name] = forms.ChoiceField(
                    label=label, required=False, choices=YES_OR_NO, widget=choice
                )

    def given(self) -> dict[str, Any]:
        """The made-up lead, as one would post it."""
        typed = {name: self.cleaned_data[name].strip() for name in GIVEN}
        return {name: _posted(name, text) for name, text in typed.items() if text}

    def given_fields(self) -> list[forms.BoundField]:
        """For the template."""
        return [self[name] for name in GIVEN]


def try_lead_page(request: HttpRequest) -> HttpResponseBase:
    """The form, and below it what would happen. The lead is in the address, so that it can be shared."""
    published = published_row()
    initial = {"version": published.pk if published else None} | {
        k: v for k, v in request.GET.items() if k in ("version", "stored")
    }
    is_asked = "test" in request.GET
    form = TestForm(request.GET if is_asked else None, initial=initial)
    decision = _tried(form, request.GET) if is_asked and form.is_valid() else None
    context = {
        **vendor_site.each_context(request),
        "title": _("Test a lead"),
        "form": form,
        "decision": decision,
    }
    return TemplateResponse(request, "console/try_lead.html", context)


def _tried(form: TestForm, asked: QueryDict) -> ShownDecision | None:
    version, stored = form.cleaned_data["version"], form.cleaned_data["stored"]
    try:
        if stored:
            return shown_decision(try_lead(version_id=version.pk, lead_id=_stored(stored).pk), asked)
        return shown_decision(try_lead(version_id=version.pk, lead=form.given()), asked)
    except InvalidInput as refused:
        put_errors(form, InvalidInput([_beside(error) for error in refused.errors]))
    except ProductError as refused:
        form.add_error(None, refused.message)
    return None


def _stored(text: str) -> Lead:
    text = text.strip()
    found = Lead.objects.filter(
        Q(external_id=text) | Q(company__iexact=text) | Q(email=text.lower()) | Q(id=_as_id(text))
    )
    lead = found.order_by("-received_at").first()
    if lead is None:
        raise InvalidInput([FieldError("stored", "unknown", _("There is no such lead."))])
    return lead


def _as_id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _beside(error: FieldError) -> FieldError:
    """An error of `lead.products.0` belongs to the form's field `products`."""
    name = error.field.removeprefix("lead.").split(".")[0]
    return FieldError(name, error.code, error.message)


def _posted(name: str, text: str) -> Any:
    if name in FLAGS:
        return text == "yes"
    return [part.strip() for part in text.split(",") if part.strip()] if name in LISTS else text


vendor_site.add_page("test-lead/", try_lead_page, "test_lead")
