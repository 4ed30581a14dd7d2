"""The vendor's own lists: tiers, certifications, industries, products."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from partners.models import (
    Certification,
    Partner,
    PartnerCertification,
    PartnerSpecialisation,
    Product,
    ProductCertification,
    Tier,
    TierRequirement,
    Vertical,
)
from prm.platform.console.counting import count_of
from prm.platform.console.model_admin import VendorModelAdmin, VendorTabularInline
from prm.platform.console.site import vendor_site


class NamedAdmin(VendorModelAdmin):
    """A list of named entries. The slug names an entry in the API and in policies, so it stays."""

    list_display: tuple[str, ...] = ("name", "slug", "used_by")
    search_fields = ("name", "slug")
    counted: type[Model] | None = None
    counted_by = ""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        found: QuerySet[Any] = super().get_queryset(request)
        if self.counted is None:
            return found
        counted: QuerySet[Any] = found.annotate(use_count=count_of(self.counted, self.counted_by))
        return counted

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, tuple[str, ...]]:
        return {} if obj else {"slug": ("name",)}

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("slug",) if obj else ()

    @admin.display(description=_("partners"), ordering="use_count")
    def used_by(self, entry: Any) -> int:
        return int(entry.use_count)


class TierRequirements(VendorTabularInline):
    """What the tier asks of its partners: they are told what is missing."""

    model = TierRequirement
    fields = ("measure", "threshold")
    tab = False


class TierAdmin(NamedAdmin):
    """Levels of the programme, and what each asks."""

    inlines = (TierRequirements,)

    list_display = ("name", "rank", "slug", "used_by")
    ordering = ("rank",)
    fields = ("name", "slug", "rank")
    counted, counted_by = Partner, "tier"


class CertificationAdmin(NamedAdmin):
    """What partners can be certified in."""

    fields = ("name", "slug")
    counted, counted_by = PartnerCertification, "certification"


class VerticalAdmin(NamedAdmin):
    """Industries."""

    fields = ("name", "slug")
    counted, counted_by = PartnerSpecialisation, "vertical"


class RequiredCertifications(VendorTabularInline):
    """What selling the product asks for."""

    model = ProductCertification
    fields = ("certification",)
    tab = False


class ProductAdmin(NamedAdmin):
    """What is sold."""

    list_display = ("name", "slug", "category", "required")
    list_filter = ("category",)
    fields = ("name", "slug", "category", "is_custom")
    inlines = (RequiredCertifications,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Product]:
        found: QuerySet[Product] = super().get_queryset(request)
        return found.prefetch_related("certifications__certification")

    @admin.display(description=_("required certifications"))
    def required(self, product: Product) -> str:
        return ", ".join(str(row.certification) for row in product.certifications.all())


vendor_site.register(Tier, TierAdmin)
vendor_site.register(Certification, CertificationAdmin)
vendor_site.register(Vertical, VerticalAdmin)
vendor_site.register(Product, ProductAdmin)
