"""Who changed what, in the admin or by API key."""

from collections.abc import Iterator, Sequence
from typing import Any, Final
from uuid import UUID

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import RangeDateFilter

from prm.platform import clock
from prm.platform.console.access import admins_only
from prm.platform.console.filters import rows_shown
from prm.platform.console.model_admin import ForAdmins, VendorModelAdmin
from prm.platform.console.site import vendor_site
from prm.platform.console.templatetags.console import audit_words, in_full, kind_words, subject_words
from prm.platform.sheets.answers import sheet_answer
from prm.platform.sheets.csv_out import Cell
from prm.platform.tenants.audit_action import AuditAction, stored_as
from prm.platform.tenants.models import AuditEntry
from prm.platform.tenants.scope import current_vendor_id, vendor_scope

AT_ONCE: Final = 2_000


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


class KindFilter(admin.SimpleListFilter):
    """What it was done to: the kinds that there are entries of."""

    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        kinds = AuditEntry.objects.order_by().values_list("subject", flat=True).distinct()
        named = [(kind, kind_words(kind).capitalize()) for kind in kinds]
        return sorted(named, key=lambda pair: pair[1])

    def queryset(self, request: HttpRequest, queryset: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
        return queryset.filter(subject=self.value()) if self.value() else queryset


class AuditEntryAdmin(ForAdmins, VendorModelAdmin):
    """Append-only: there is nothing to edit."""

    list_display = ("when", "who", "what", "words", "address")
    list_display_links = None
    list_filter = (("at", RangeDateFilter), ActionFilter, KindFilter)
    list_before_template = "console/audit_head.html"
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

    @admin.display(description=_("from where"))
    def address(self, entry: AuditEntry) -> str:
        return str(entry.summary.get("from", ""))

    @admin.display(description=_("change"))
    def words(self, entry: AuditEntry) -> str:
        return audit_words(entry)


@admins_only
def export(request: HttpRequest) -> HttpResponseBase:
    """The entries that the list shows under this address, as a sheet."""
    ids = list(rows_shown(request, AuditEntry, request.GET).values_list("pk", flat=True))
    rows = _rows(ids, current_vendor_id(), get_language() or "en")
    return sheet_answer(rows, f"audit-{clock.now():%Y-%m-%d}", as_xlsx=False)


def _rows(ids: Sequence[UUID], vendor_id: UUID, language: str) -> Iterator[Sequence[Cell]]:
    """The head, then the entries in their order, read while the answer is sent."""
    yield [_g("When"), _g("Who"), _g("What"), _g("Change"), _g("From where")]
    for start in range(0, len(ids), AT_ONCE):
        wanted = ids[start : start + AT_ONCE]
        with vendor_scope(vendor_id), override(language):
            found = AuditEntry.objects.select_related("user").in_bulk(wanted)
            cells = [_cells(found[pk]) for pk in wanted if pk in found]
        yield from cells


def _cells(entry: AuditEntry) -> Sequence[Cell]:
    address = str(entry.summary.get("from", ""))
    return [entry.at, entry.who, subject_words(entry), audit_words(entry), address]


vendor_site.register(AuditEntry, AuditEntryAdmin)
vendor_site.add_page("audit/export/", export, "audit_export")
