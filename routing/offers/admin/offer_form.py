"""Offering a lead by hand: to whom, and because of what."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from partners.models import Partner, PartnerStatus
from routing.conversations.models import MOST_CHARACTERS

CHOOSE = ("", _("Choose a partner"))


class OfferForm(forms.Form):
    """Partners who receive leads, those that the engine suggests first and the best of them chosen."""

    partner: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("partner"), queryset=None, widget=UnfoldAdminSelectWidget()
    )
    reason = forms.CharField(
        label=_("because"),
        max_length=2000,
        help_text=_("Saved with the offer and the engine’s suggestion."),
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 2}),
    )
    message = forms.CharField(
        label=_("a word to the partner"),
        max_length=MOST_CHARACTERS,
        required=False,
        help_text=_("The partner reads it with the offer, before it knows who the lead is: name nobody."),
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, suggested: Sequence[Partner] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("partner", suggested[0].pk if suggested else None)
        receiving = Partner.objects.exclude(status__in=[PartnerStatus.INACTIVE, PartnerStatus.PAUSED])
        field: Any = self.fields["partner"]
        field.queryset = receiving.order_by("name")
        field.choices = _grouped(suggested, list(receiving.order_by("name").values_list("pk", "name")))


def _grouped(suggested: Sequence[Partner], receiving: list[tuple[Any, str]]) -> list[Any]:
    """Under two headings where there is a suggestion, else plainly."""
    first = [(partner.pk, partner.name) for partner in suggested]
    if not first:
        return [CHOOSE, *receiving]
    others = [choice for choice in receiving if choice not in first]
    return [CHOOSE, (_("The engine suggests, best first"), first), (_("The others"), others)]
