"""Addresses that keep the filters."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from portal.selectors.inbox import InboxFilters
from portal.selectors.pipeline import Filters

register = template.Library()


@register.simple_tag
def but(filters: Filters | InboxFilters, **changes: str | int | bool) -> SafeString:
    """The query string of the same page with something changed; urlencoded, so safe."""
    return mark_safe(filters.but(**changes).replace("&", "&amp;"))
