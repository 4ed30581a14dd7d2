"""Filters of lists: by name where the column holds codes, and the rows that an address shows."""

from collections.abc import Iterator
from typing import Any, Final

from django.contrib.admin import AllValuesFieldListFilter
from django.contrib.admin.views.main import ChangeList
from django.core.cache import cache
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, QueryDict

from prm.platform.console.site import vendor_site
from prm.platform.country_names import country_name
from prm.platform.tenants.scope import current_vendor_id

RECENT: Final = 10_000
KEPT_SECONDS: Final = 60


class RecentValuesFilter(AllValuesFieldListFilter):
    """The values of a column among the newest RECENT rows, and the one that is filtered by.

    A long list is not read whole for its few values. They are kept for a minute.
    """

    def __init__(
        self, field: Any, request: HttpRequest, params: Any, model: type[Model], listed: Any, field_path: str
    ) -> None:
        super().__init__(field, request, params, model, listed, field_path)
        key = f"values:{current_vendor_id()}:{model._meta.label_lower}:{field_path}"
        found: Any = cache.get_or_set(key, lambda: _recent_values(model, field_path), KEPT_SECONDS)
        chosen = list(params.get(field_path, ()))[-1:]
        self.lookup_choices: Any = sorted({*found, *chosen})


def _recent_values(model: type[Model], path: str) -> list[str]:
    newest = model._default_manager.values_list(path, flat=True)[:RECENT]
    return sorted({value for value in newest if value})


class CountryFilter(RecentValuesFilter):
    """The countries that occur, by name."""

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        for choice in super().choices(changelist):
            yield {**choice, "display": country_name(str(choice["display"]))}


def rows_shown(request: HttpRequest, model: type[Model], query: QueryDict) -> QuerySet[Any]:
    """The rows, on all pages, that the list of a model shows under `?query`."""
    query = query.copy()
    query.pop("p", None)
    request.GET = query  # type: ignore[assignment]
    shown = vendor_site._registry[model].get_changelist_instance(request)
    if not hasattr(shown, "queryset"):
        raise Http404
    found: QuerySet[Any] = shown.get_queryset(request)
    return found
