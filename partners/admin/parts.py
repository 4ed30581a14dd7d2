"""What hangs on a partner, edited on the partner's page."""

from datetime import time
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTimeWidget

from partners.admin.place import RegionField, country_field
from partners.areas import AREA, read_area
from partners.models import (
    Absence,
    PartnerCertification,
    PartnerSpecialisation,
    Signature,
    Territory,
    WorkingHours,
)
from prm.platform.console.model_admin import ForAdmins, VendorModelForm, VendorTabularInline, ViewOnly
from prm.platform.tenants.models import ApiKey, Membership

MIDNIGHT = 24 * 60


class CertificationsHeld(VendorTabularInline):
    """Certifications with their expiry."""

    model = PartnerCertification
    fields = ("certification", "expires_on")


class Specialisations(VendorTabularInline):
    """Industries the partner knows."""

    model = PartnerSpecialisation
    fields = ("vertical",)


class TerritoryForm(VendorModelForm):
    """A country, region or postal prefix, or else a circle."""

    country = country_field()
    region = RegionField()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        area = cleaned.get("country") or cleaned.get("region") or cleaned.get("postal_prefix")
        circle = [cleaned.get(name) for name in ("latitude", "longitude", "radius_km")]
        given = [value for value in circle if value is not None]
        if area and given:
            raise forms.ValidationError(_("Give an area or a circle, not both: use a row for each."))
        if area and not cleaned.get("country"):
            self.add_error("country", _("Say which country the region or postal prefix is in."))
            return cleaned
        if not area and len(given) < len(circle):
            raise forms.ValidationError(_("Give a country, or a point with its radius."))
        if area:
            self._read_area(cleaned)
        return cleaned

    def _read_area(self, cleaned: dict[str, Any]) -> None:
        read, errors = read_area(**{name: cleaned.get(name) or "" for name in AREA})
        cleaned |= read
        for error in errors:
            self.add_error(error.field, error.message)


class Territories(VendorTabularInline):
    """Where the partner sells."""

    model = Territory
    form = TerritoryForm
    fields = ("country", "region", "postal_prefix", "latitude", "longitude", "radius_km")


class HoursForm(VendorModelForm):
    """Minutes of the day, as times; 00:00 as the end means midnight."""

    opens = forms.TimeField(label=_("Opens"), widget=UnfoldAdminTimeWidget(format="%H:%M"))
    closes = forms.TimeField(label=_("Closes"), widget=UnfoldAdminTimeWidget(format="%H:%M"))

    class Meta:
        model = WorkingHours
        fields = ("weekday",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            self.initial["opens"] = _as_time(self.instance.opens_at_minute)
            self.initial["closes"] = _as_time(self.instance.closes_at_minute)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        opens, closes = cleaned.get("opens"), cleaned.get("closes")
        if opens is not None and closes is not None:
            self.instance.opens_at_minute = _as_minute(opens)
            self.instance.closes_at_minute = _as_minute(closes) or MIDNIGHT
            if self.instance.opens_at_minute >= self.instance.closes_at_minute:
                self.add_error("closes", _("Closing comes after opening; use two rows for a night shift."))
        return cleaned


class Hours(VendorTabularInline):
    """Open hours, in the partner's time zone."""

    model = WorkingHours
    form = HoursForm
    fields = ("weekday", "opens", "closes")


class Absences(VendorTabularInline):
    """Days on which the company takes no leads."""

    model = Absence
    fields = ("starts_on", "ends_on", "note")
    verbose_name_plural = _("absences")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Absence]:
        found: QuerySet[Absence] = super().get_queryset(request)
        return found.filter(membership=None)


class PartnerPeople(ViewOnly, VendorTabularInline):
    """Who acts for the partner; they are invited under People."""

    model = Membership
    fields = readonly_fields = ("user", "role", "is_active", "created_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        found: QuerySet[Membership] = super().get_queryset(request)
        return found.select_related("user")


class PartnerKeys(ForAdmins, VendorTabularInline):
    """The partner's API keys; they are issued under API keys."""

    model = ApiKey
    fields = readonly_fields = ("name", "prefix", "created_at", "last_used_on", "revoked_at")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    has_change_permission = has_delete_permission = has_add_permission


class Signatures(ViewOnly, VendorTabularInline):
    """Which versions of the agreement the partner has signed."""

    model = Signature
    fields = readonly_fields = ("agreement", "signed_name", "signed_at", "address")


def _as_time(minute: int) -> time:
    return time(*divmod(minute % MIDNIGHT, 60))


def _as_minute(value: time) -> int:
    return value.hour * 60 + value.minute
