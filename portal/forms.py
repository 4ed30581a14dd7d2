"""What people type into the portal."""

from typing import Any, Literal
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.words import FIRST_ACTIONS
from prm.platform.errors import FieldError, InvalidInput
from prm.platform.outbox.catalogue import partner_event_choices
from prm.platform.outbox.models import WebhookEndpoint
from prm.platform.tenants.models import Membership
from routing.models import WorkStatus


class DeclineForm(forms.Form):
    """Why a lead is declined: one of the vendor's reasons, and words if there are any."""

    OWN_WORDS = "other"

    reason = forms.SlugField(max_length=60, required=False)
    note = forms.CharField(label=_("In your words"), max_length=2000, required=False)

    def said(self) -> dict[str, str]:
        """For `decline_offer`: own words alone are the reason "other". Raises InvalidInput."""
        if not self.is_valid():
            listed = [(name, error) for name, errors in self.errors.items() for error in errors]
            raise InvalidInput([FieldError(name, "invalid", str(error)) for name, error in listed])
        reason, note = self.cleaned_data["reason"], self.cleaned_data["note"].strip()
        if not reason and not note:
            raise InvalidInput([FieldError("reason", "required", gettext("Choose a reason."))])
        return {"reason": reason or self.OWN_WORDS, "note": note}


class FirstActionForm(forms.Form):
    """What the first action was."""

    kind = forms.ChoiceField(choices=list(FIRST_ACTIONS.items()))


class NoteForm(forms.Form):
    """A note on a lead."""

    note = forms.CharField(
        label=_("Note"), max_length=5000, widget=forms.Textarea(attrs={"rows": 3}), strip=True
    )


class WorkForm(forms.Form):
    """How far a lead has come, and what is next."""

    status = forms.ChoiceField(label=_("Status"), choices=WorkStatus.choices)
    next_action = forms.CharField(label=_("Next action"), max_length=200, required=False)
    next_action_on = forms.DateField(
        label=_("On"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    assignee = forms.ChoiceField(label=_("In charge"), required=False)

    def __init__(self, *args: Any, colleagues: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Nobody yet")), *colleagues]
        self.fields["assignee"] = forms.ChoiceField(label=_("In charge"), required=False, choices=choices)


class CloseForm(forms.Form):
    """How it ended."""

    outcome = forms.ChoiceField(choices=[("won", _("Won")), ("lost", _("Lost"))])
    value = forms.DecimalField(
        label=_("Closed value"), required=False, min_value=0, max_digits=15, decimal_places=2
    )
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False)


class MoreTimeForm(forms.Form):
    """Why more time is needed."""

    reason = forms.CharField(label=_("Why more time is needed"), max_length=500)


class BulkForm(forms.Form):
    """Which leads, and what to change about all of them."""

    offers = forms.TypedMultipleChoiceField(coerce=UUID)
    status = forms.ChoiceField(choices=[("", ""), *WorkStatus.choices], required=False)
    assignee = forms.CharField(required=False)
    NOBODY = "nobody"

    def __init__(self, data: QueryDict, *, colleagues: list[Membership]) -> None:
        super().__init__(data)
        self.colleagues = {str(each.id): each.id for each in colleagues}
        field = self.fields["offers"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = [(text, text) for text in data.getlist("offers")[:100]]

    def clean_assignee(self) -> UUID | Literal[""] | None:
        """A colleague, "" for nobody, or None to leave it as it is."""
        chosen = self.cleaned_data["assignee"]
        return "" if chosen == self.NOBODY else self.colleagues.get(chosen)

    def clean(self) -> dict[str, Any]:
        """Something has to change."""
        cleaned = super().clean() or {}
        if not cleaned.get("status") and cleaned.get("assignee") is None:
            raise forms.ValidationError(_("Choose what to change."))
        return cleaned

    def changes(self) -> dict[str, Any]:
        """What was chosen, for `update_offer`."""
        asked = {"status": self.cleaned_data["status"] or None, "assignee_id": self.cleaned_data["assignee"]}
        return {name: value for name, value in asked.items() if value is not None}


class RatingForm(forms.Form):
    """How good a lead was."""

    stars = forms.TypedChoiceField(coerce=int, choices=[(str(value), str(value)) for value in range(1, 6)])
    reason = forms.CharField(max_length=2000, required=False)


class EndpointForm(forms.Form):
    """Where to send, in which shape, and of what."""

    url = forms.URLField(label=_("Address"), max_length=500, assume_scheme="https")
    shape = forms.ChoiceField(label=_("For"), choices=WebhookEndpoint.Shape.choices)
    events = forms.MultipleChoiceField(
        label=_("Only of these; none ticked means all"),
        required=False,
        choices=partner_event_choices,
        widget=forms.CheckboxSelectMultiple,
    )
