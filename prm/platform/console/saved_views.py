"""Saving the filters of a list under a name, and dropping them again."""

from typing import Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from prm.platform.console.access import may_govern, writers_only
from prm.platform.console.models import SavedView
from prm.platform.console.site import vendor_site

PAGES: Final = ("leads_lead_changelist", "partner_health")
NOT_KEPT: Final = ("p", "page", "format", "csrfmiddlewaretoken")
MOST_VIEWS: Final = 50


class SaveForm(forms.Form):
    """A name for the list as it is filtered now."""

    page = forms.ChoiceField(choices=[(name, name) for name in PAGES])
    name = forms.CharField(max_length=80)
    query = forms.CharField(max_length=2000, required=False)
    is_shared = forms.BooleanField(required=False)


def views_of(page: str, user_id: UUID) -> QuerySet[SavedView]:
    """The views of a list that somebody sees: those for everybody, and one's own."""
    return SavedView.objects.filter(Q(is_shared=True) | Q(created_by=user_id), page=page)


def kept(query: str) -> str:
    """What is kept of an address: filters, search and order, not the page one was on."""
    asked = QueryDict(query, mutable=True)
    for name in NOT_KEPT:
        asked.pop(name, None)
    return asked.urlencode()


@writers_only
def save_view(request: HttpRequest) -> HttpResponseBase:
    """Keep the filters; under a name that one has used already, they replace the earlier ones.

    Only a POST does; looked at, the address leads to the overview.
    """
    if request.method != "POST":
        return redirect("admin:index")
    form = SaveForm(request.POST)
    page = request.POST.get("page", "")
    if page not in PAGES:
        raise Http404
    query = kept(request.POST.get("query", "")[:2000])
    if not form.is_valid():
        messages.error(request, _("Give the view a name of at most 80 characters."))
    elif SavedView.objects.filter(page=page).count() >= MOST_VIEWS:
        messages.error(request, _("There are 50 views of this list already. Remove one first."))
    else:
        SavedView.objects.update_or_create(
            page=page,
            created_by_id=request.user.pk,
            name=form.cleaned_data["name"].strip(),
            defaults={"query": query, "is_shared": form.cleaned_data["is_shared"]},
        )
        messages.success(request, _("View saved."))
    return redirect(f"{reverse(f'admin:{page}')}?{query}")


@require_POST
@writers_only
def drop_view(request: HttpRequest, view_id: UUID) -> HttpResponseBase:
    """Remove a view: one's own; admins, anybody's."""
    view = SavedView.objects.filter(pk=view_id).first()
    if view is None or (view.created_by_id != request.user.pk and not may_govern(request)):
        raise Http404
    view.delete()
    messages.success(request, _("View removed."))
    return redirect(f"admin:{view.page}")


vendor_site.add_page("views/save/", save_view, "save_view")
vendor_site.add_page("views/<uuid:view_id>/drop/", drop_view, "drop_view")
