"""The vendor's lists that give leads their marks and their value: strategic accounts, exchange rates."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest

from leads.models import ExchangeRate, StrategicAccount
from leads.services.save_exchange_rate import other_currency
from leads.services.save_strategic_account import (
    recognise,
    remove_strategic_account,
    store_strategic_account,
)
from prm.platform.console.model_admin import VendorModelAdmin, VendorModelForm
from prm.platform.console.site import vendor_site
from prm.platform.errors import InvalidInput


class StrategicAccountForm(VendorModelForm):
    """A company, recognised as leads of it will be."""

    class Meta:
        model = StrategicAccount
        fields = ("company", "website")

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        row = StrategicAccount(company=found.get("company", ""), website=found.get("website", ""))
        try:
            recognise(row)
        except InvalidInput as invalid:
            _tell(self, invalid)
        else:
            self.instance.domain, self.instance.company_fold = row.domain, row.company_fold
            self.instance.company_keys = row.company_keys
        return found

    def _get_validation_exclusions(self) -> set[str]:
        """What a company is known by is no field of the form, but may be there only once."""
        return super()._get_validation_exclusions() - {"domain", "company_fold"}


class StrategicAccountAdmin(VendorModelAdmin):
    """Companies whose leads are marked `strategic_account`, so that a rule can hold them for a person."""

    form = StrategicAccountForm
    list_display = ("company", "website")
    search_fields = ("company", "website")
    ordering = ("company",)

    def save_model(self, request: HttpRequest, obj: StrategicAccount, form: Any, change: bool) -> None:
        store_strategic_account(obj)

    def delete_model(self, request: HttpRequest, obj: StrategicAccount) -> None:
        remove_strategic_account(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[StrategicAccount]) -> None:
        for row in queryset:
            remove_strategic_account(row)


class ExchangeRateForm(VendorModelForm):
    """A rate from a day on."""

    class Meta:
        model = ExchangeRate
        fields = ("currency", "rate", "valid_from_on")

    def clean_currency(self) -> str:
        try:
            return other_currency(self.cleaned_data["currency"])
        except InvalidInput as invalid:
            raise forms.ValidationError([error.message for error in invalid.errors]) from invalid


class ExchangeRateAdmin(VendorModelAdmin):
    """What leads in other currencies are worth; the rate of the day a lead came in counts."""

    form = ExchangeRateForm
    list_display = ("currency", "rate", "valid_from_on")
    list_filter = ("currency",)
    ordering = ("currency", "-valid_from_on")


def _tell(form: forms.ModelForm, invalid: InvalidInput) -> None:  # type: ignore[type-arg]
    for error in invalid.errors:
        form.add_error(error.field if error.field in form.fields else None, error.message)


vendor_site.register(StrategicAccount, StrategicAccountAdmin)
vendor_site.register(ExchangeRate, ExchangeRateAdmin)
