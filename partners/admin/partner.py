"""Partners: the list and the page of one. `routing.partner_pages.admin.partner` adds their work and
registers them."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.postgres.forms import SimpleArrayField
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.widgets import UnfoldAdminTextInputWidget

from partners.admin import parts
from partners.admin.place import RegionField, country_field, read_region
from partners.models import Partner, PartnerCertification, PartnerStatus, Territory
from partners.selectors.managers import possible_managers
from partners.services.save_partner import note_status, set_status
from prm.platform import clock
from prm.platform.cleaning.place import clean_postal_code
from prm.platform.cleaning.refusal import Refused
from prm.platform.console.counting import count_of
from prm.platform.console.decorators import display
from prm.platform.console.fields import zone_field
from prm.platform.console.filters import CountryFilter
from prm.platform.console.model_admin import VendorModelAdmin, VendorModelForm
from prm.platform.country_names import short_place_name

STATUS_LABELS = {
    PartnerStatus.ACTIVE: "success",
    PartnerStatus.PROBATION: "info",
    PartnerStatus.PAUSED: "warning",
    PartnerStatus.INACTIVE: "danger",
}


class PartnerForm(VendorModelForm):
    """A partner's own fields."""

    languages = SimpleArrayField(
        forms.CharField(max_length=35),
        label=_("Languages"),
        required=False,
        help_text=_("Codes with commas between, such as en, de-AT."),
        widget=UnfoldAdminTextInputWidget(),
    )
    country = country_field()
    region = RegionField()
    time_zone = zone_field(initial="UTC")
    holiday_country = country_field(label=_("Holiday calendar: country"))
    holiday_region = RegionField(label=_("Holiday calendar: region"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        read_region(self, cleaned, "country", "region")
        read_region(self, cleaned, "holiday_country", "holiday_region")
        self._read_postal_code(cleaned)
        if (cleaned.get("latitude") is None) != (cleaned.get("longitude") is None):
            self.add_error("longitude", _("Latitude and longitude go together."))
        return cleaned

    def _read_postal_code(self, cleaned: dict[str, Any]) -> None:
        if not cleaned.get("postal_code"):
            return
        try:
            cleaned["postal_code"] = clean_postal_code(cleaned["postal_code"], cleaned.get("country", ""))
        except Refused as refused:
            self.add_error("postal_code", refused.message)


class ManagerFilter(admin.SimpleListFilter):
    """By channel manager, also those without one."""

    title = _("channel manager")
    parameter_name = "manager"

    def lookups(self, request: HttpRequest, model_admin: "admin.ModelAdmin[Any]") -> list[tuple[str, Any]]:
        people = [(str(one.pk), str(one.user)) for one in possible_managers()]
        return [*people, ("none", _("Nobody"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Partner]) -> QuerySet[Partner]:
        if self.value() == "none":
            return queryset.filter(manager=None)
        wanted = [one.pk for one in possible_managers() if str(one.pk) == self.value()]
        return queryset.filter(manager__in=wanted) if self.value() else queryset


class PartnerAdmin(VendorModelAdmin):
    """A company in the programme, with all that hangs on it."""

    form = PartnerForm
    list_display: tuple[str, ...] = (
        "name",
        "tier",
        "shown_status",
        "weight",
        "capacity",
        "place",
        "shown_certifications",
        "shown_territories",
    )
    list_filter = ("status", "tier", ("country", CountryFilter), ManagerFilter)
    list_select_related = ("tier",)
    search_fields = ("name", "external_id", "city")
    ordering = ("name", "id")
    actions = ("pause", "activate")
    readonly_fields = ("missed_windows", "paused_at", "created_at", "updated_at")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("name", "external_id"),
                    ("tier", "status"),
                    ("weight", "capacity"),
                    ("languages", "joined_on"),
                )
            },
        ),
        (
            _("Limits"),
            {
                "description": _(
                    "Most offers in a day, week or month of the partner's time zone. Empty means no limit."
                ),
                "fields": (("daily_cap", "weekly_cap", "monthly_cap"), ("missed_windows", "paused_at")),
            },
        ),
        (
            _("Place and time"),
            {
                "fields": (
                    ("country", "region"),
                    ("city", "postal_code"),
                    ("latitude", "longitude"),
                    ("time_zone", "holiday_country", "holiday_region"),
                )
            },
        ),
        (_("Contact"), {"fields": (("email", "phone", "website"), ("manager", "deputy"))}),
        (
            _("Investment"),
            {
                "description": _(
                    "From 0 to 1. A pool can use these to raise a partner's weight, up to a cap."
                ),
                "fields": (("training_score", "mdf_score"),),
            },
        ),
    )
    inlines = (
        parts.CertificationsHeld,
        parts.Specialisations,
        parts.Territories,
        parts.Hours,
        parts.Absences,
        parts.PartnerPeople,
        parts.PartnerKeys,
        parts.Signatures,
    )

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Only people who may look after partners can be chosen."""
        if db_field.name in ("manager", "deputy"):
            kwargs["queryset"] = possible_managers()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Partner]:
        found: QuerySet[Partner] = super().get_queryset(request)
        return found.annotate(
            certification_count=count_of(PartnerCertification, "partner", still_valid()),
            territory_count=count_of(Territory, "partner"),
        )

    def get_inlines(self, request: HttpRequest, obj: Partner | None) -> tuple[Any, ...]:
        """People, keys and signatures come once the partner is there."""
        return tuple(self.inlines if obj else self.inlines[:5])

    @display(description=_("status"), ordering="status", label=STATUS_LABELS)
    def shown_status(self, partner: Partner) -> tuple[str, Any]:
        status = PartnerStatus.PAUSED if is_paused(partner) else PartnerStatus(partner.status)
        return status, status.label

    @admin.display(description=_("place"), ordering="country")
    def place(self, partner: Partner) -> str:
        return short_place_name(partner.country, partner.region, partner.city)

    @admin.display(description=_("certifications"), ordering="certification_count")
    def shown_certifications(self, partner: Any) -> int:
        return int(partner.certification_count)

    @admin.display(description=_("territories"), ordering="territory_count")
    def shown_territories(self, partner: Any) -> int:
        return int(partner.territory_count)

    @admin.action(description=_("Pause: no new leads"), permissions=["change"])
    def pause(self, request: HttpRequest, queryset: QuerySet[Partner]) -> None:
        self._set_status(request, queryset, PartnerStatus.PAUSED)

    @admin.action(description=_("Activate: receives leads"), permissions=["change"])
    def activate(self, request: HttpRequest, queryset: QuerySet[Partner]) -> None:
        self._set_status(request, queryset, PartnerStatus.ACTIVE)

    def _set_status(self, request: HttpRequest, queryset: QuerySet[Partner], status: PartnerStatus) -> None:
        partners = list(queryset.order_by())
        for partner in partners:
            set_status(partner, status)
            self.log_change(request, partner, [{"changed": {"fields": ["Status"]}}])
        done = ngettext("%(count)d partner changed.", "%(count)d partners changed.", len(partners))
        messages.success(request, done % {"count": len(partners)})

    def save_model(self, request: HttpRequest, obj: Partner, form: Any, change: bool) -> None:
        if "status" in form.changed_data:
            note_status(obj)
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """What hangs on a partner counts as a change of the partner: the partner table looks at
        `updated_at`."""
        super().save_related(request, form, formsets, change)
        Partner.objects.filter(pk=form.instance.pk).update(updated_at=clock.now())


def is_paused(partner: Partner) -> bool:
    """Whether somebody paused the partner, or it paused itself by missing windows."""
    return partner.status == PartnerStatus.PAUSED or (
        partner.paused_at is not None and partner.status != PartnerStatus.INACTIVE
    )


def still_valid() -> Q:
    """Certifications that have not expired today."""
    return Q(expires_on=None) | Q(expires_on__gte=clock.now().date())
