"""A rule of a draft, edited: its name, when it applies, what happens, under which terms."""

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
from django.utils.translation import gettext as _

from leads.models import Lead
from prm.platform.console.access import actor_of
from prm.platform.console.site import vendor_site
from routing.engine.conditions import CUSTOM, FIELDS
from routing.models import PolicyVersion
from routing.policies.admin.conditions import (
    Row,
    add_row,
    document_of,
    move_row,
    posted_rows,
    remove_row,
    rows_of,
)
from routing.policies.admin.named_values import leaves, show_names, suggestions, with_codes
from routing.policies.admin.policy_drafts import draft_or_404, errors_at, show_problems
from routing.policies.admin.policy_forms import PolicyForms
from routing.policies.admin.setting_fields import SettingsForm
from routing.policies.admin.typed_fields import INPUT
from routing.policies.selectors.policy_names import PolicyNames
from routing.policies.selectors.policy_words import OPERATOR_WORDS, field_words
from routing.policies.services.edit_draft import add_rule, replace_rule

Rule = dict[str, Any]
Rows = tuple[Row | None, Row | None]
"""The conditions as typed, and as they are stored."""
RECENT_LEADS = 200
MOVES = {"up": -1, "down": 1}


class RuleForm(SettingsForm):
    """The rule's name and settings; its conditions are posted beside it."""

    def __init__(self, data: Any = None, *, rule: Rule, pools: Any, names: PolicyNames) -> None:
        super().__init__(data, part=rule, groups=PolicyForms(pools, names).rule())
        self.fields["name"] = forms.CharField(
            label=_("Name"), max_length=200, initial=rule.get("name", ""), widget=forms.TextInput(INPUT)
        )

    def rule(self, root: Row | None) -> Rule:
        """The rule as the document keeps it."""
        when = document_of(root)
        head: Rule = {"name": self.cleaned_data["name"]} | ({"when": when} if when else {})
        return head | self.part()

    def show(self, path: str, message: str) -> None:
        """A problem of the name, or of a setting."""
        self.add_error("name", message) if path == "name" else super().show(path, message)


def edit_rule(request: HttpRequest, version_id: UUID, position: int | None = None) -> HttpResponseBase:
    """The form of one rule, or of a new one. Its buttons add, move and remove conditions; one saves."""
    draft = draft_or_404(request, version_id)
    rule = rule_at(draft, position)
    names, pools = PolicyNames(), draft.document.get("pools", {})
    form = RuleForm(request.POST or None, rule=rule, pools=pools, names=names)
    posted = request.method == "POST"
    root = posted_rows(request.POST) if posted else show_names(rows_of(rule.get("when")), names)
    if request.method == "POST":
        root = rebuilt(root, request.POST.get("do", "save"))
        if (
            request.POST.get("do", "save") == "save"
            and form.is_valid()
            and saved(request, draft, position, form, (root, with_codes(root, names)))
        ):
            messages.success(request, _("Rule saved in the draft."))
            return redirect(reverse("admin:policy_version", args=[version_id]) + "#rules")
    return shown(request, draft, position, form, root, names)


def rule_at(draft: PolicyVersion, position: int | None) -> Rule:
    """A rule of the draft, or the beginnings of a new one."""
    if position is None:
        return {"then": "route", "when": {"all": [{"field": "products", "op": "includes", "value": []}]}}
    rules = draft.document.get("rules", [])
    if not 0 <= position < len(rules):
        raise Http404
    rule: Rule = rules[position]
    return rule


def rebuilt(root: Row | None, do: str) -> Row | None:
    """The conditions after the button that was pressed, such as `add:0-1`; any other leaves them."""
    word, _colon, path = do.partition(":")
    if word == "add":
        return add_row(root, path, is_group=False)
    if word == "group":
        return add_row(root, path, is_group=True)
    if word in MOVES:
        return move_row(root, path, by=MOVES[word])
    return remove_row(root, path) if word == "remove" else root


def saved(
    request: HttpRequest, draft: PolicyVersion, position: int | None, form: RuleForm, rows: Rows
) -> bool:
    """Store the rule unless something in it is wrong, which is then shown beside it."""
    root, coded = rows
    if any(row.errors for row in leaves(root)):
        return False
    rule, document = form.rule(coded), deepcopy(draft.document)
    at = max(len(document["rules"]) - 1, 0) if position is None else position
    document["rules"][at : at if position is None else at + 1] = [rule]
    if not show_problems(form, errors_at(document, f"rules.{at}"), f"rules.{at}", root):
        return False
    with transaction.atomic():
        if position is None:
            add_rule(version_id=draft.pk, rule=rule, actor=actor_of(request))
        else:
            replace_rule(version_id=draft.pk, position=position, rule=rule, actor=actor_of(request))
    return True


def shown(
    request: HttpRequest,
    draft: PolicyVersion,
    position: int | None,
    form: RuleForm,
    root: Row | None,
    names: PolicyNames,
) -> TemplateResponse:
    """The page."""
    context = {
        **vendor_site.each_context(request),
        "title": _("New rule") if position is None else _("Rule %(number)d") % {"number": position + 1},
        "version": draft,
        "form": form,
        "root": root,
        "fields": field_choices(root),
        "operators": {op: str(words) for op, words in OPERATOR_WORDS.items()},
        "suggestions": suggestions(names),
        "position": position,
    }
    return TemplateResponse(request, "console/policy/rule.html", context)


def field_choices(root: Row | None) -> list[tuple[str, str]]:
    """The fields a condition can look at, the vendor's own among them."""
    own = {row.field for row in leaves(root) if row.field.startswith(CUSTOM)} | custom_fields()
    known = sorted(((name, field_words(name).capitalize()) for name in FIELDS), key=lambda pair: pair[1])
    return [*known, *((name, field_words(name)) for name in sorted(own))]


def custom_fields() -> set[str]:
    """The custom fields of the last leads."""
    recent = Lead.objects.order_by("-received_at", "-id").exclude(custom={}).values_list("custom", flat=True)
    return {f"{CUSTOM}{name}" for custom in recent[:RECENT_LEADS] for name in custom}


vendor_site.add_page("policies/<uuid:version_id>/rules/new/", edit_rule, "policy_new_rule")
vendor_site.add_page("policies/<uuid:version_id>/rules/<int:position>/", edit_rule, "policy_rule")
