"""A pool of a draft, and the terms of the whole policy, edited."""

from copy import deepcopy
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from prm.platform.console.access import actor_of
from prm.platform.console.site import vendor_site
from routing.engine import Problem
from routing.engine.factors import capped
from routing.engine.model.setting import settings_of
from routing.engine.policy import Policy
from routing.models import PolicyVersion
from routing.policies.admin.policy_drafts import draft_or_404, errors_at, lies_in, show_problems
from routing.policies.admin.policy_forms import PolicyForms
from routing.policies.admin.setting_fields import SettingsForm
from routing.policies.admin.typed_fields import INPUT
from routing.policies.selectors.policy_check import check_document
from routing.policies.selectors.policy_names import PolicyNames, pool_title
from routing.policies.services.edit_draft import put_pool, put_terms, rename_pool

Pool = dict[str, Any]


class PoolForm(SettingsForm):
    """The pool's name and settings."""

    def __init__(self, data: Any = None, *, key: str, pool: Pool, others: list[str]) -> None:
        names = PolicyNames()
        super().__init__(data, part=asked_form(pool), groups=PolicyForms(others, names).pool())
        self.others, self.was = others, key
        self.fields["key"] = forms.CharField(
            label=_("Name"),
            max_length=63,
            initial=pool_title(key),
            help_text=_("Rules refer to the pool by this name."),
            widget=forms.TextInput(INPUT),
        )

    def clean_key(self) -> str:
        typed = str(self.cleaned_data["key"])
        key = self.was if typed == pool_title(self.was) else slugify(typed)
        if not key:
            raise forms.ValidationError(_("Give it a name of letters and digits."))
        if key in self.others:
            raise forms.ValidationError(_("There is a pool of this name."))
        return key

    def pool(self) -> Pool:
        """The pool as the document keeps it."""
        return self.part(self.cleaned_data["method"])


def asked_form(pool: Pool) -> Pool:
    """The pool as the form asks for it: partners under one heading, factors with caps."""
    pool = deepcopy(pool)
    partners = pool.get("partners") or {}
    partners["external_ids"] = [*partners.pop("ids", []), *partners.get("external_ids", [])]
    for name, factor in pool.get("factors", {}).items():
        pool["factors"][name] = capped(name, factor)
    return pool | {"partners": partners}


def edit_pool(request: HttpRequest, version_id: UUID, key: str = "") -> HttpResponseBase:
    """The form of one pool, or of a new one."""
    draft = draft_or_404(request, version_id)
    pools = draft.document.get("pools", {})
    if key and key not in pools:
        raise Http404
    pool = pools.get(key, {"method": "weighted", "require": ["territory"]})
    form = PoolForm(request.POST or None, key=key, pool=pool, others=[name for name in pools if name != key])
    if request.method == "POST" and form.is_valid() and _pool_saved(request, draft, key, form):
        messages.success(request, _("Pool saved in the draft."))
        return redirect(reverse("admin:policy_version", args=[version_id]) + "#pools")
    title = _("Pool “%(key)s”") % {"key": pool_title(key)} if key else _("New pool")
    args = [version_id, key] if key else [version_id]
    check = reverse("admin:policy_pool_check" if key else "admin:policy_new_pool_check", args=args)
    return _shown(request, draft, form, title, "#pools", check=check)


def check_pool(request: HttpRequest, version_id: UUID, key: str = "") -> HttpResponseBase:
    """What a pool's monopoly guard would meet, as the form stands: shown beside it while it is filled in."""
    draft = draft_or_404(request, version_id)
    pools = draft.document.get("pools", {})
    others = [name for name in pools if name != key]
    form = PoolForm(request.POST, key=key, pool=pools.get(key, {"method": "weighted"}), others=others)
    form.is_valid()
    problems: list[Problem] = []
    if form.cleaned_data.get("method"):
        document, name = deepcopy(draft.document), key or "new-pool"
        document["pools"][name] = form.pool()
        problems = [each for each in check_document(document) if lies_in(each.path, f"pools.{name}.guard")]
    return TemplateResponse(request, "console/policy/_guard_check.html", {"problems": problems})


def _pool_saved(request: HttpRequest, draft: PolicyVersion, key: str, form: PoolForm) -> bool:
    pool, document = form.pool(), deepcopy(draft.document)
    document["pools"][key or form.cleaned_data["key"]] = pool
    part = f"pools.{key or form.cleaned_data['key']}"
    if not show_problems(form, errors_at(document, part), part):
        return False
    with transaction.atomic():
        put_pool(version_id=draft.pk, key=key or form.cleaned_data["key"], pool=pool, actor=actor_of(request))
        if key and form.cleaned_data["key"] != key:
            rename_pool(version_id=draft.pk, key=key, to=form.cleaned_data["key"], actor=actor_of(request))
    return True


def edit_terms(request: HttpRequest, version_id: UUID) -> HttpResponseBase:
    """The form of what holds for the whole policy."""
    draft = draft_or_404(request, version_id)
    form = SettingsForm(
        request.POST or None, part=draft.document, groups=PolicyForms([], PolicyNames()).policy()
    )
    if request.method == "POST" and form.is_valid() and _terms_saved(request, draft, form):
        messages.success(request, _("Terms saved in the draft."))
        return redirect(reverse("admin:policy_version", args=[version_id]) + "#terms")
    return _shown(request, draft, form, _("Terms of the policy"), "#terms")


def _terms_saved(request: HttpRequest, draft: PolicyVersion, form: SettingsForm) -> bool:
    names = [each.name for each in settings_of(Policy) if each.is_asked]
    built = form.part()
    kept = {name: value for name, value in draft.document.items() if name not in names}
    problems = [problem for name in names for problem in errors_at(kept | built, name)]
    if not show_problems(form, problems, ""):
        return False
    put_terms(version_id=draft.pk, actor=actor_of(request), **{name: built.get(name) for name in names})
    return True


def _shown(
    request: HttpRequest, draft: PolicyVersion, form: SettingsForm, title: str, back: str, check: str = ""
) -> TemplateResponse:
    context = {
        **vendor_site.each_context(request),
        "title": title,
        "version": draft,
        "form": form,
        "check": check,
        "back": reverse("admin:policy_version", args=[draft.pk]) + back,
    }
    return TemplateResponse(request, "console/policy/settings.html", context)


vendor_site.add_page("policies/<uuid:version_id>/pools/new/", edit_pool, "policy_new_pool")
vendor_site.add_page("policies/<uuid:version_id>/pools/new/check/", check_pool, "policy_new_pool_check")
vendor_site.add_page("policies/<uuid:version_id>/pools/<slug:key>/check/", check_pool, "policy_pool_check")
vendor_site.add_page("policies/<uuid:version_id>/pools/<slug:key>/", edit_pool, "policy_pool")
vendor_site.add_page("policies/<uuid:version_id>/terms/", edit_terms, "policy_terms")
