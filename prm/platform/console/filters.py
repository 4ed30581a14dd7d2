"""Filters of lists that speak in names where the column holds codes."""

from collections.abc import Iterator
from typing import Any

from django.contrib.admin import AllValuesFieldListFilter
from django.contrib.admin.views.main import ChangeList

from prm.platform.country_names import country_name


class CountryFilter(AllValuesFieldListFilter):
    """The countries that occur, by name."""

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        for choice in super().choices(changelist):
            yield {**choice, "display": country_name(str(choice["display"]))}
