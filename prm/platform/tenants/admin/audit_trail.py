"""Who changed what, in the admin or by API key."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import RangeDateFilter

from prm.platform import clock
from prm.platform.console.access import may_govern
from prm.platform.console.decorators import action
from prm.platform.console.model_admin import ForAdmins, VendorModelAdmin
from prm.platform.console.site import vendor_site
from prm.platform.console.templatetags.console import audit_words, in_full, kind_words, subject_words
from prm.platform.sheets.answers import sheet_answer
from prm.platform.sheets.csv_out import Cell
from prm.platform.tenants.audit_action import AuditAction, stored_as
from prm.platform.tenants.models import AuditEntry

MOST_ROWS = 100_000


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
    actions_list = ("export",)
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

    def has_read_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        """Whether to offer the sheet."""
        return may_govern(request)

    @action(description=_("Export"), url_path="export", permissions=["read"], icon="download")
    def export(self, request: HttpRequest) -> HttpResponseBase:
        """The entries as the list is filtered, as a sheet."""
        request.GET = QueryDict(urlsplit(request.headers.get("Referer", "")).query)
        found = self.get_changelist_instance(request).get_queryset(request)
        rows = list(_rows(found[:MOST_ROWS]))
        return sheet_answer(rows, f"audit-{clock.now():%Y-%m-%d}", as_xlsx=False)

    @admin.display(description=_("change"))
    def words(self, entry: AuditEntry) -> str:
        return audit_words(entry)


def _rows(entries: Iterable[AuditEntry]) -> Iterator[Sequence[Cell]]:
    yield [_g("When"), _g("Who"), _g("What"), _g("Change"), _g("From where")]
    for entry in entries:
        yield [
            entry.at,
            entry.who,
            subject_words(entry),
            audit_words(entry),
            str(entry.summary.get("from", "")),
        ]


vendor_site.register(AuditEntry, AuditEntryAdmin)
