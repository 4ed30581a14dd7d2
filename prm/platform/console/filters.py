"""Filters of lists: by name where the column holds codes, and the rows that an address shows."""

from collections.abc import Iterator
from typing import Any

from django.contrib.admin import AllValuesFieldListFilter
from django.contrib.admin.views.main import ChangeList
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, QueryDict

from prm.platform.console.site import vendor_site
from prm.platform.country_names import country_name


class CountryFilter(AllValuesFieldListFilter):
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
