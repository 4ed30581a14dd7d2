"""Offering a lead by hand: to whom, and because of what."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from partners.models import Partner, PartnerStatus


class OfferForm(forms.Form):
    """Partners who receive leads, those that the engine suggests named first."""

    partner: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("partner"), queryset=None, empty_label=_("Choose a partner"), widget=UnfoldAdminSelectWidget()
    )
    reason = forms.CharField(
        label=_("because"),
        max_length=2000,
        help_text=_("Kept with the offer, and with whom the engine would have chosen."),
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        receiving = Partner.objects.exclude(status__in=[PartnerStatus.INACTIVE, PartnerStatus.PAUSED])
        self.fields["partner"].queryset = receiving.order_by("name")  # type: ignore[attr-defined]
