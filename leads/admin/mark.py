"""Marks of the vendor's own, for leads and for conditions of rules."""

from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from leads.models import LeadMark
from prm.platform.cleaning.refusal import Refused
from prm.platform.cleaning.text import clean_category
from prm.platform.console.model_admin import VendorModelAdmin, VendorModelForm
from prm.platform.console.site import vendor_site


class MarkForm(VendorModelForm):
    """A name; of the slug what leads will hold."""

    class Meta:
        model = LeadMark
        fields = ("name", "slug")
        help_texts: ClassVar[dict[str, Any]] = {
            "slug": _("Other systems send it in the field marks. It stays as it is.")
        }

    def clean_slug(self) -> str:
        try:
            return clean_category(self.cleaned_data["slug"])
        except Refused as refused:
            raise forms.ValidationError(refused.message) from refused


class MarkAdmin(VendorModelAdmin):
    """Such as “new segment” or “competitive displacement”: put on a lead by hand, by a post or an import."""

    form = MarkForm
    list_display = ("name", "slug")
    search_fields = ("name", "slug")
    ordering = ("name",)

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, tuple[str, ...]]:
        return {} if obj else {"slug": ("name",)}

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("slug",) if obj else ()


vendor_site.register(LeadMark, MarkAdmin)
