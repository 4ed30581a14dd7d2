"""Policy versions: the list. The pages of one are in `policy_pages`."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from prm.platform.console.access import may_write
from prm.platform.console.decorators import action, display
from prm.platform.console.model_admin import VendorModelAdmin, ViewOnly
from prm.platform.console.site import vendor_site
from routing.models import PolicyVersion
from routing.policies.selectors.drafts import drafts_to_approve

STATE_LABELS = {"draft": "info", "published": "success", "retired": ""}


class ToApprove(admin.SimpleListFilter):
    """Drafts that were submitted."""

    title = _("approval")
    parameter_name = "approval"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("waiting", _("Submitted, not published"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[PolicyVersion]) -> QuerySet[PolicyVersion]:
        return queryset.filter(pk__in=drafts_to_approve()) if self.value() == "waiting" else queryset


class PolicyAdmin(ViewOnly, VendorModelAdmin):
    """Every version; one is published."""

    list_display = ("version", "shown_state", "size", "note", "created_by", "published_by", "published_at")
    list_filter = ("state", ToApprove)
    ordering = ("-number",)
    actions_list = ("bring_in",)
    list_before_template = "console/policy/list_head.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[PolicyVersion]:
        found: QuerySet[PolicyVersion] = super().get_queryset(request)
        return found.select_related("created_by", "published_by")

    @display(description=_("version"), ordering="number")
    def version(self, version: PolicyVersion) -> str:
        return str(version)

    @display(description=_("state"), ordering="state", label=STATE_LABELS)
    def shown_state(self, version: PolicyVersion) -> tuple[str, Any]:
        return version.state, version.get_state_display()

    @display(description=_("rules and pools"))
    def size(self, version: PolicyVersion) -> str:
        document = version.document
        return _("%(rules)d rules, %(pools)d pools") % {
            "rules": len(document.get("rules", [])),
            "pools": len(document.get("pools", {})),
        }

    @action(description=_("Upload a file"), url_path="bring-in", permissions=["write"], icon="upload_file")
    def bring_in(self, request: HttpRequest) -> HttpResponseBase:
        """To the form that takes a file."""
        return redirect("admin:policy_import")

    def has_write_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        """Whether to offer what changes policies."""
        return may_write(request)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponseBase:
        """The version's own page."""
        return redirect("admin:policy_version", object_id)


vendor_site.register(PolicyVersion, PolicyAdmin)
