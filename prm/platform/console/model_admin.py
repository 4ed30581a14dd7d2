"""What every model's admin is built on: permissions by role, history as audit, forms that know the vendor."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied
from django.db.models import DateTimeField, Model, URLField
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from unfold.admin import ModelAdmin, StackedInline, TabularInline

from prm.platform.console import access
from prm.platform.console.paginator import BoundedPaginator
from prm.platform.console.templatetags.console import moment
from prm.platform.tenants.audit_action import AuditAction
from prm.platform.tenants.models import AuditEntry
from prm.platform.tenants.services.audit import audit
from prm.platform.tenants.services.audit_values import differences


class VendorModelForm(ModelForm):  # type: ignore[type-arg]
    """A form that checks uniqueness within the vendor, although `vendor` is not among its fields."""

    def _get_validation_exclusions(self) -> set[str]:
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded - {"vendor"}


class ByRole:
    """Members look; admins and channel managers change."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return access.may_read(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return access.may_write(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return access.may_write(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return access.may_write(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return access.may_read(request)


class ForAdmins(ByRole):
    """Only the vendor's admins look or change."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return access.may_govern(request)

    has_change_permission = has_add_permission = has_delete_permission = has_view_permission

    def has_module_permission(self, request: HttpRequest) -> bool:
        return access.may_govern(request)


class ViewOnly(ByRole):
    """Everybody looks; changes are made elsewhere, through services."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    has_add_permission = has_delete_permission = has_change_permission


class PlainFields:
    """Form fields as unfold makes them, with two exceptions."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """An address typed without a scheme is meant to be secure; lists grow in their own pages."""
        if isinstance(db_field, URLField):
            kwargs.setdefault("assume_scheme", "https")
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field


class VendorModelAdmin(ByRole, PlainFields, ModelAdmin):  # type: ignore[misc]
    """A model of the vendor in unfold's pages."""

    form = VendorModelForm
    list_per_page = 50
    list_filter_sheet = True
    list_fullwidth = True
    show_full_result_count = False
    compressed_fields = True
    warn_unsaved_form = True
    actions: Sequence[Any] = ()
    paginator = BoundedPaginator

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """The list; the count of its rows stands below it once, and above it where it is narrowed."""
        shown = super().get_changelist_instance(request)
        if not getattr(shown, "has_active_filters", False) and not getattr(shown, "query", ""):
            shown.full_result_count = shown.result_count
        return shown

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        """Instants in a list say how long ago, the whole of it on hover; dates stay as they are."""
        return [self._readable(column) for column in super().get_list_display(request)]

    def _readable(self, column: Any) -> Any:
        if not isinstance(column, str) or hasattr(self, column) or column == "__str__":
            return column
        field = self.opts.get_field(column)
        return moments(column, field.verbose_name) if isinstance(field, DateTimeField) else column

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Any, object_id: str
    ) -> HttpResponse:
        """Not there, or another vendor's: a 404, where Django would go back to the index with a message."""
        raise Http404

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        """What changed, with the values before and after: of the object, and of each row that hangs on it."""
        message = super().construct_change_message(request, form, formsets, add)
        return message if add or not isinstance(message, list) else with_values(message, form, formsets)

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        return audit(access.actor_of(request), AuditAction.ADDED, obj, **_summary(obj, message))

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        return audit(access.actor_of(request), AuditAction.CHANGED, obj, **_summary(obj, message))

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        actor = access.actor_of(request)
        return [audit(actor, AuditAction.DELETED, obj, **_summary(obj, [])) for obj in queryset]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The audit trail of one object."""
        obj = self.get_object(request, object_id)
        if obj is None:
            raise Http404
        if not self.has_view_permission(request, obj):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": obj,
            "opts": self.opts,
            "entries": history_of(obj),
        }
        return TemplateResponse(request, "console/history.html", context)


class ChoicesReadOnce:
    """Reads the choices of a foreign key once a page, not once for each row of it."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]
        if field is not None:
            field.choices = list(field.choices)
        return field


class VendorTabularInline(ByRole, PlainFields, ChoicesReadOnce, TabularInline):  # type: ignore[misc]
    """Rows that hang on an object, as a table."""

    form = VendorModelForm
    extra = 0
    tab = True
    show_change_link = False


class VendorStackedInline(ByRole, PlainFields, ChoicesReadOnce, StackedInline):  # type: ignore[misc]
    """Rows that hang on an object, one below another."""

    form = VendorModelForm
    extra = 0
    tab = True


def moments(name: str, label: Any) -> Callable[[Any], Any]:
    """A column of instants, ordered as they are."""

    @admin.display(description=label, ordering=name)
    def column(row: Any) -> Any:
        return moment(getattr(row, name))

    return column


def with_values(message: list[Any], form: Any, formsets: Any) -> list[Any]:
    """Django's list of changes, each with its values."""
    rows = {}
    for formset in formsets or ():
        for row in formset.forms:
            if row.instance.pk and row.has_changed():
                rows[str(row.instance._meta.verbose_name), str(row.instance)] = values_of(row)
    for change in message:
        changed = change.get("changed") if isinstance(change, dict) else None
        if changed is None:
            continue
        key = (str(changed.get("name", "")), str(changed.get("object", "")))
        if values := values_of(form) if "name" not in changed else rows.get(key):
            changed["values"] = values
    return message


def values_of(form: Any) -> dict[str, Any]:
    """The changed fields of a form with their values before and after, by label."""
    before = {
        name: _in_words(form, name, form.get_initial_for_field(form.fields[name], name))
        for name in form.changed_data
        if name in form.fields
    }
    found = differences(before, form.cleaned_data, form.changed_data)
    return {str(form.fields[name].label or name): change for name, change in found.items()}


def _in_words(form: Any, name: str, value: Any) -> Any:
    """A row that a form names by its key, by its own name."""
    queryset = getattr(form.fields[name], "queryset", None)
    if queryset is None or value in (None, ""):
        return value
    if isinstance(value, list | tuple):
        return [
            str(row)
            for row in queryset.model._default_manager.filter(pk__in=[getattr(v, "pk", v) for v in value])
        ]
    return queryset.model._default_manager.filter(pk=value).first() or value


def _summary(obj: Model, message: Any) -> dict[str, Any]:
    """The object's name, and what changed of it."""
    return {"name": str(obj)[:200], "changes": message if isinstance(message, list) else [str(message)]}


__all__ = [
    "ByRole",
    "ForAdmins",
    "VendorModelAdmin",
    "VendorModelForm",
    "VendorStackedInline",
    "VendorTabularInline",
    "ViewOnly",
]


def history_of(subject: Model) -> list[AuditEntry]:
    """What was done to this object, newest first."""
    found = AuditEntry.objects.filter(subject=subject._meta.label_lower, subject_id=str(subject.pk))
    return list(found.select_related("user").order_by("-at")[:200])
