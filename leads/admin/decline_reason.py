"""The reasons a partner can choose from when it declines."""

from django.http import HttpRequest

from leads.models import DeclineReason
from prm.platform.console.model_admin import VendorModelAdmin
from prm.platform.console.site import vendor_site


class DeclineReasonAdmin(VendorModelAdmin):
    """In the order in which partners see them."""

    list_display = ("name", "slug", "position", "is_active")
    list_editable = ("position", "is_active")
    ordering = ("position", "name")
    fields = ("name", "slug", "position", "is_active")

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: DeclineReason | None = None
    ) -> dict[str, tuple[str, ...]]:
        return {} if obj else {"slug": ("name",)}

    def get_readonly_fields(self, request: HttpRequest, obj: DeclineReason | None = None) -> tuple[str, ...]:
        return ("slug",) if obj else ()


vendor_site.register(DeclineReason, DeclineReasonAdmin)
