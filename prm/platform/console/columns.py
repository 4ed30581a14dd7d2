"""Lists whose columns each person chooses."""

from typing import Any

from django.contrib.admin.utils import label_for_field
from django.contrib.messages import success
from django.http import Http404, HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from prm.platform.console.models import ListColumns
from prm.platform.console.site import vendor_site


class ChoosableColumns:
    """Put before a ModelAdmin. The first of `list_display` always stays; `more_columns` can be added."""

    list_display: tuple[str, ...]
    more_columns: tuple[str, ...] = ()

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        chosen = chosen_columns(request, self)
        shown = [self.list_display[0], *chosen] if chosen else self.list_display
        return [self._readable(column) for column in shown]  # type: ignore[attr-defined]


def chosen_columns(request: HttpRequest, listed: Any) -> list[str]:
    """What the visitor has chosen of those there are, in the order of the list; nothing: as usual.

    Kept for the length of the request.
    """
    if not hasattr(request, "_chosen_columns"):
        kept = ListColumns.objects.filter(page=page_of(listed), person=request.user.pk).first()
        request._chosen_columns = kept.columns if kept else []  # type: ignore[attr-defined]
    wanted = request._chosen_columns  # type: ignore[attr-defined]
    return [name for name in (*listed.list_display[1:], *listed.more_columns) if name in wanted]


def page_of(listed: Any) -> str:
    """The name of a list's page."""
    return f"{listed.opts.app_label}_{listed.opts.model_name}_changelist"


def column_choices(request: HttpRequest, listed: Any) -> list[tuple[str, str, bool]]:
    """Every column that can be chosen: its name, its heading, and whether it is shown."""
    shown = chosen_columns(request, listed) or listed.list_display
    return [
        (name, capfirst(str(label_for_field(name, listed.model, listed))), name in shown)
        for name in (*listed.list_display[1:], *listed.more_columns)
    ]


def save_columns(request: HttpRequest) -> HttpResponseBase:
    """Keep the visitor's choice; none ticked, or `usual`, is the list as it usually is. Only a POST does."""
    page = request.POST.get("page", "")
    lists = [one for one in vendor_site._registry.values() if isinstance(one, ChoosableColumns)]
    listed = {page_of(one): one for one in lists}
    if request.method != "POST":
        return redirect("admin:index")
    if page not in listed:
        raise Http404
    known = {*listed[page].list_display[1:], *listed[page].more_columns}
    columns = [] if "usual" in request.POST else [c for c in request.POST.getlist("column") if c in known]
    ListColumns.objects.update_or_create(page=page, person_id=request.user.pk, defaults={"columns": columns})
    success(request, _("Columns saved."))
    query = QueryDict(request.POST.get("query", "")[:2000]).urlencode()
    return redirect(reverse(f"admin:{page}") + (f"?{query}" if query else ""))


vendor_site.add_page("columns/save/", save_columns, "save_columns")
