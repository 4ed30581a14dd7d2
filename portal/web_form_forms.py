"""What a partner fills in to make its own copy of a web form."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leads.web_forms.models import PartnerUse, WebForm


class OwnFormForm(forms.Form):
    """The name, campaign and words of a partner's copy; `allowed_origins` where it may be embedded."""

    name = forms.CharField(
        label=_("Name"), max_length=100, help_text=_("For yourself, such as “Autumn webinar”.")
    )
    campaign = forms.CharField(
        label=_("Campaign"), max_length=200, required=False, help_text=_("Written into each lead.")
    )
    heading = forms.CharField(label=_("Heading"), max_length=200, required=False)
    intro = forms.CharField(
        label=_("Introduction"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    allowed_origins = forms.CharField(
        label=_("Sites that may embed it"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One a line, such as https://www.example.com."),
    )
    is_active = forms.BooleanField(label=_("Active"), required=False)

    def __init__(self, data: Any, template: WebForm, form: WebForm | None = None) -> None:
        shown = form or template
        initial = {name: getattr(shown, name) for name in ("heading", "intro")}
        if form is not None:
            initial |= {name: getattr(form, name) for name in ("name", "campaign", "is_active")}
            initial["allowed_origins"] = "\n".join(form.allowed_origins)
        super().__init__(data, initial=initial)
        if form is None:
            del self.fields["is_active"]
        if template.partner_use != PartnerUse.EMBEDDED:
            del self.fields["allowed_origins"]

    def given(self) -> dict[str, Any]:
        """What was entered, as the service takes it."""
        given = dict(self.cleaned_data)
        if "allowed_origins" in given:
            given["allowed_origins"] = [line for line in given["allowed_origins"].split() if line]
        return given
