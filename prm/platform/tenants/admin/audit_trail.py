"""Who changed what, in the admin or by API key."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import RangeDateFilter

from prm.platform.console.model_admin import ForAdmins, VendorModelAdmin
from prm.platform.console.site import vendor_site
from prm.platform.console.templatetags.console import audit_words, in_full, subject_words
from prm.platform.tenants.audit_action import AuditAction, stored_as
from prm.platform.tenants.models import AuditEntry


class ActionFilter(admin.SimpleListFilter):
    """What was done; an act finds entries under its earlier codes too."""

    title = _("action")
    parameter_name = "action"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(action.value, str(action.label)) for action in AuditAction]

    def queryset(self, request: HttpRequest, queryset: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
        chosen = self.value()
        if chosen not in AuditAction.values:
            return queryset
        return queryset.filter(action__in=stored_as(AuditAction(chosen)))


class AuditEntryAdmin(ForAdmins, VendorModelAdmin):
    """Append-only: there is nothing to edit."""

    list_display = ("when", "who", "what", "words")
    list_display_links = None
    list_filter = (("at", RangeDateFilter), ActionFilter)
    list_filter_submit = True
    search_fields = ("subject", "user__email", "user__full_name")
    ordering = ("-at",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[AuditEntry]:
        found: QuerySet[AuditEntry] = super().get_queryset(request)
        return found.select_related("user")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    has_change_permission = has_delete_permission = has_add_permission

    @admin.display(description=_("when"), ordering="at")
    def when(self, entry: AuditEntry) -> str:
        return in_full(entry.at)

    @admin.display(description=_("who"), ordering="user__email")
    def who(self, entry: AuditEntry) -> str:
        return entry.who

    @admin.display(description=_("what"), ordering="subject")
    def what(self, entry: AuditEntry) -> str:
        return subject_words(entry)

    @admin.display(description=_("change"))
    def words(self, entry: AuditEntry) -> str:
        return audit_words(entry)


vendor_site.register(AuditEntry, AuditEntryAdmin)
