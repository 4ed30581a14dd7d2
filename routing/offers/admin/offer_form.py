"""Offering a lead by hand: to whom, and because of what."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from partners.models import Partner, PartnerStatus
from routing.conversations.models import MOST_CHARACTERS
from routing.models import Ground

CHOOSE = ("", _("Choose a partner"))


class OfferForm(forms.Form):
    """Partners who receive leads, those that the engine suggests first and the best of them chosen."""

    partner: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("partner"), queryset=None, widget=UnfoldAdminSelectWidget()
    )
    ground = forms.ChoiceField(
        label=_("why this partner"),
        choices=[("", _("Choose a reason")), *Ground.choices],
        help_text=_("The partner reads it with the offer. Those passed over read it without names."),
        widget=UnfoldAdminSelectWidget(),
    )
    reason = forms.CharField(
        label=_("because"),
        max_length=2000,
        required=False,
        help_text=_("For your colleagues, saved with the engine’s suggestion. Needed with “Another reason”."),
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
        self.initial.setdefault("ground", Ground.RULES if suggested else "")
        receiving = Partner.objects.exclude(status__in=[PartnerStatus.INACTIVE, PartnerStatus.PAUSED])
        field: Any = self.fields["partner"]
        field.queryset = receiving.order_by("name")
        field.choices = _grouped(suggested, list(receiving.order_by("name").values_list("pk", "name")))

    def clean(self) -> dict[str, Any]:
        """Whoever takes a ground from the list need not write more."""
        cleaned = super().clean() or self.cleaned_data
        ground = cleaned.get("ground")
        if ground and not cleaned.get("reason", "").strip():
            if ground == Ground.OTHER:
                self.add_error("reason", _("Say why: your colleagues see it."))
            cleaned["reason"] = str(Ground(ground).label)
        return cleaned


def _grouped(suggested: Sequence[Partner], receiving: list[tuple[Any, str]]) -> list[Any]:
    """Under two headings where there is a suggestion, else plainly."""
    first = [(partner.pk, partner.name) for partner in suggested]
    if not first:
        return [CHOOSE, *receiving]
    others = [choice for choice in receiving if choice not in first]
    return [CHOOSE, (_("The engine suggests, best first"), first), (_("The others"), others)]
