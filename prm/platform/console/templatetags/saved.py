"""Above a list: its saved views, and the choice of its columns."""

from typing import Any

from django import template
from django.urls import reverse

from prm.platform.console.access import may_write
from prm.platform.console.columns import column_choices, page_of
from prm.platform.console.saved_views import kept, views_of

register = template.Library()


@register.inclusion_tag("console/_saved_views.html", takes_context=True)
def saved_views(context: Any, page: str) -> dict[str, Any]:
    """The saved views of a list, and the form that saves it as it is filtered now."""
    request = context["request"]
    query = kept(request.GET.urlencode())
    views = list(views_of(page, request.user.pk))
    return {
        "views": views,
        "current": next((view for view in views if view.query == query), None) if query else None,
        "page": page,
        "query": query,
        "list_url": reverse(f"admin:{page}"),
        "may_write": may_write(request),
        "user": request.user,
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("console/_columns.html", takes_context=True)
def choose_columns(context: Any) -> dict[str, Any]:
    """The form in which one chooses the columns of the list on this page."""
    request, listed = context["request"], context["cl"].model_admin
    return {
        "columns": column_choices(request, listed),
        "page": page_of(listed),
        "query": request.GET.urlencode(),
        "csrf_token": context.get("csrf_token"),
    }
