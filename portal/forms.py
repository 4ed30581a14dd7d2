"""What people type into the portal."""

from typing import Any, Literal
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.words import CONTACTED, LOGGED, RESULTS
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


class DeclineManyForm(forms.Form):
    """Which offers, and one reason for all of them."""

    MOST = 200
    reason = forms.SlugField(max_length=60)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self.ticked = data.getlist("offers")[: self.MOST]
        self.offers: list[UUID] = []

    def clean(self) -> dict[str, Any]:
        """Something has to be ticked."""
        try:
            self.offers = [UUID(text) for text in self.ticked]
        except ValueError as error:
            raise forms.ValidationError(_("Select at least one offer.")) from error
        if not self.offers:
            raise forms.ValidationError(_("Select at least one offer."))
        return super().clean() or {}


class LogForm(forms.Form):
    """What was done: a call, a mail or a meeting and what came of it, or a note alone."""

    NOTE = "note"
    kind = forms.ChoiceField(
        choices=[(NOTE, _("Note")), *((kind, CONTACTED[kind]) for kind in LOGGED)], required=False
    )
    result = forms.ChoiceField(
        label=_("Result"), choices=[("", _("Result…")), *RESULTS.items()], required=False
    )
    note = forms.CharField(
        label=_("What happened?"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "placeholder": _("What happened? Optional for a contact.")}),
    )

    def clean(self) -> dict[str, Any]:
        """A note needs words; a contact says enough by itself."""
        cleaned = super().clean() or {}
        if not self.contact and not self.errors and not cleaned.get("note"):
            self.add_error("note", _("Write a note, or choose what you did."))
        return cleaned

    @property
    def contact(self) -> str:
        """The kind of contact; "" for a note alone."""
        kind = str(self.cleaned_data.get("kind", ""))
        return kind if kind in LOGGED else ""

    def report(self) -> dict[str, Any]:
        """For `update_offer`."""
        return {
            "first_action": self.contact or None,
            "result": self.cleaned_data["result"] or None if self.contact else None,
            "note": self.cleaned_data["note"] or None,
        }


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
    """How it ended: won needs its value, lost needs its reason."""

    outcome = forms.ChoiceField(choices=[("won", _("Won")), ("lost", _("Lost"))])
    value = forms.DecimalField(
        label=_("Closed value"), required=False, min_value=0, max_digits=15, decimal_places=2
    )
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        """What belongs to the outcome is there."""
        cleaned = super().clean() or {}
        if cleaned.get("outcome") == "won" and cleaned.get("value") is None and "value" not in self.errors:
            self.add_error("value", _("Enter the value of the order."))
        if cleaned.get("outcome") == "lost" and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Say in a few words why it was lost."))
        return cleaned


class MoreTimeForm(forms.Form):
    """Why more time is needed, and until when."""

    until_on = forms.DateField(
        label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    reason = forms.CharField(label=_("Why you need more time"), max_length=500)


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
        label=_("Only these events (select none for all)"),
        required=False,
        choices=partner_event_choices,
        widget=forms.CheckboxSelectMultiple,
    )
