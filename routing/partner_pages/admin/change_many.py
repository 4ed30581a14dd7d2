"""One change of several partners at once: all of them, or, where something is wrong, none."""

from typing import Any, Final
from uuid import UUID

from django import forms
from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.models import Partner, PartnerStatus, Tier
from partners.selectors.managers import possible_managers
from partners.services.save_partner import change_partner
from prm.platform.actors import Actor
from prm.platform.tenants.audit_action import AuditAction
from prm.platform.tenants.services.audit import audit
from prm.platform.tenants.services.audit_values import differences

MOST: Final = 500


class ChangeForm(forms.Form):
    """What to change; what is left empty stays as it is."""

    tier: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=gettext_lazy("Tier"), queryset=None, required=False, empty_label="–"
    )
    status = forms.ChoiceField(
        label=gettext_lazy("Status"), choices=[("", "–"), *PartnerStatus.choices], required=False
    )
    weight = forms.IntegerField(label=gettext_lazy("Weight"), min_value=0, max_value=10_000, required=False)
    capacity = forms.IntegerField(
        label=gettext_lazy("Most open leads"), min_value=0, max_value=1_000_000, required=False
    )
    manager: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=gettext_lazy("Channel manager"), queryset=None, required=False, empty_label="–"
    )
    deputy: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=gettext_lazy("Deputy"), queryset=None, required=False, empty_label="–"
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id="change_%s")
        fields: Any = self.fields
        fields["tier"].queryset = Tier.objects.order_by("rank", "name")
        fields["manager"].queryset = fields["deputy"].queryset = possible_managers()
        for field in fields.values():
            is_choice = isinstance(field.widget, forms.Select)
            field.widget.attrs["class"] = "c-select" if is_choice else "c-input"
        self.partners: list[UUID] = []
        self.ticked = data.getlist("partners") if data else []

    @property
    def changes(self) -> dict[str, Any]:
        """The fields that were filled in."""
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}

    def clean(self) -> dict[str, Any]:
        """Somebody is ticked, and something is to change."""
        cleaned = super().clean() or self.cleaned_data
        try:
            self.partners = [UUID(text) for text in self.ticked]
        except ValueError:
            self.partners = []
        if not self.partners:
            raise forms.ValidationError(_("Select at least one partner."))
        if len(self.partners) > MOST:
            raise forms.ValidationError(_("Select at most %(most)d partners at once.") % {"most": MOST})
        if not self.errors and not self.changes:
            raise forms.ValidationError(_("Fill in what to change."))
        return cleaned


@transaction.atomic
def change_each(form: ChangeForm, actor: Actor) -> int:
    """Change every partner that is ticked, each with its audit entry; how many were not so already."""
    known = Partner.objects.filter(pk__in=form.partners).order_by("pk").values_list("pk", flat=True)
    return sum(_change(partner_id, form.changes, actor) for partner_id in known)


def _change(partner_id: UUID, changes: dict[str, Any], actor: Actor) -> bool:
    """Change one partner and note it, unless it is as asked already."""
    before = Partner.objects.select_related("tier", "manager__user", "deputy__user").get(pk=partner_id)
    old = {name: getattr(before, name) for name in changes}
    fields = {name: value for name, value in changes.items() if value != old[name]}
    if not fields:
        return False
    partner = change_partner(partner_id=partner_id, fields=fields)
    labels = {name: str(Partner._meta.get_field(name).verbose_name) for name in fields}  # type: ignore[union-attr]
    values = {labels[name]: pair for name, pair in differences(old, fields, fields).items()}
    told = {"fields": list(labels.values()), "values": values}
    audit(actor, AuditAction.CHANGED, partner, name=partner.name, changes=[{"changed": told}])
    return True
