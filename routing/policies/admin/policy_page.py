"""A policy version: what is wrong, what it changes, its parts, and what can be done with it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from prm.platform import clock
from prm.platform.console.access import actor_of, may_write, writers_only
from prm.platform.console.act_page import Act, Answers, NothingToAsk, OptionalNoteForm, run_act
from prm.platform.console.acting import reporting
from prm.platform.console.site import vendor_site
from routing.engine import Problem, errors_of
from routing.models import PolicyState, PolicyVersion, RoutingLock
from routing.policies.admin.policy_drafts import draft_or_404, lies_in, version_or_404
from routing.policies.selectors.agreement_check import agreement_check
from routing.policies.selectors.policy import published_row
from routing.policies.selectors.policy_check import check_document
from routing.policies.selectors.policy_diff import Change, diff_documents
from routing.policies.selectors.policy_names import PolicyNames, pool_title
from routing.policies.selectors.pool_counts import PoolCount, pool_counts
from routing.policies.selectors.setting_words import place_words
from routing.policies.services.create_draft import create_draft
from routing.policies.services.edit_draft import move_rule, remove_pool, remove_rule
from routing.policies.services.publish import needs_approval, publish_draft, roll_back, submit_draft
from routing.policies.services.save_draft import discard_draft
from routing.policies.services.templates import TEMPLATES, draft_from_template
from routing.policies.services.transfer import export_policy, import_policy
from routing.review.selectors.review_facts import review_facts


@dataclass(frozen=True)
class PlacedProblem:
    """A problem with where it lies, in words."""

    place: str
    message: str
    severity: str


@dataclass(frozen=True)
class ShownPart:
    """A rule or pool with what is wrong in it."""

    key: Any
    part: dict[str, Any]
    problems: list[Problem]
    count: PoolCount | None = None


def show_version(request: HttpRequest, version_id: UUID) -> HttpResponseBase:
    """The page of one version."""
    version = version_or_404(version_id)
    is_draft = version.state == PolicyState.DRAFT
    is_live = is_draft or version.state == PolicyState.PUBLISHED
    problems, names = check_document(version.document) if is_live else [], PolicyNames()
    document = version.document
    placed = [problem for problem in problems if problem.path.split(".")[0] in ("rules", "pools")]
    placed = [problem for problem in placed if "." in problem.path]
    context = {
        **vendor_site.each_context(request),
        "title": version,
        "version": version,
        "is_draft": is_draft,
        "may_edit": is_draft and may_write(request),
        "needs_approval": needs_approval(),
        "is_own_submission": version.submitted_by_id == request.user.pk,
        "names": names,
        "error_count": len(errors_of(problems)),
        "warning_count": len(problems) - len(errors_of(problems)),
        "elsewhere": _placed((p for p in problems if p not in placed), version, names),
        "changes": changes_of(version),
        "rules": _parts(enumerate(document.get("rules", [])), "rules", problems),
        "pools": _pools(document, problems, is_live and not errors_of(problems)),
        "document": document,
        "agreement": agreement_check(document) if is_live else None,
        **(_in_force(version) if version.state == PolicyState.PUBLISHED else {}),
    }
    return TemplateResponse(request, "console/policy/version.html", context)


def _placed(problems: Iterable[Problem], version: PolicyVersion, names: PolicyNames) -> list[PlacedProblem]:
    document = version.document
    return [
        PlacedProblem(capfirst(place_words(one.path, document, names)), one.message, one.severity)
        for one in problems
    ]


def _in_force(version: PolicyVersion) -> dict[str, Any]:
    """For the version in force: when to look it over, what has happened since, and the way back."""
    before = PolicyVersion.objects.filter(state=PolicyState.RETIRED, number__lt=version.number)
    return {
        "review_due_on": RoutingLock.objects.values_list("review_due_on", flat=True).first(),
        "since": review_facts(version).happened,
        "previous": before.order_by("-number").first(),
    }


def changes_of(version: PolicyVersion) -> list[Change]:
    """What a draft changes in the version in force; what another version changed in the one it came from."""
    if version.state == PolicyState.DRAFT:
        before = published_row()
    else:
        before = PolicyVersion.objects.filter(number=version.based_on_number or 0).first()
    return diff_documents(before.document, version.document) if before else []


def _pools(document: dict[str, Any], problems: list[Problem], is_counted: bool) -> list[ShownPart]:
    counts = pool_counts(document, clock.now()) if is_counted else {}
    parts = _parts(document.get("pools", {}).items(), "pools", problems)
    return [replace(each, count=counts.get(each.key)) for each in parts]


def _parts(parts: Any, under: str, problems: list[Problem]) -> list[ShownPart]:
    return [
        ShownPart(key, part, [problem for problem in problems if lies_in(problem.path, f"{under}.{key}")])
        for key, part in parts
    ]


@writers_only
def new_draft(request: HttpRequest, /) -> HttpResponseBase:
    """Start a draft from the version in force or a template, at once."""
    if request.method != "POST":
        return _choose_start(request)
    made: list[PolicyVersion] = []
    with reporting(request, _("A new draft. Nothing changes until you publish it.")):
        made.append(_new_draft(request))
    return (
        redirect("admin:policy_version", made[0].pk)
        if made
        else redirect("admin:routing_policyversion_changelist")
    )


def _choose_start(request: HttpRequest) -> TemplateResponse:
    """What to begin with: the version in force, or a template."""
    context = {
        **vendor_site.each_context(request),
        "title": _("Start a draft"),
        "published": published_row(),
        "templates": TEMPLATES,
    }
    return TemplateResponse(request, "console/policy/start.html", context)


def _new_draft(request: HttpRequest) -> PolicyVersion:
    """Of the template that the button names, else of the version in force."""
    template, actor = request.POST.get("template", ""), actor_of(request)
    return draft_from_template(name=template, actor=actor) if template else create_draft(actor=actor)


@require_POST
@writers_only
def change_order(request: HttpRequest, /, version_id: UUID, position: int) -> HttpResponseBase:
    """Move a rule one place up or down, or to a place of its own (`to`, counted from 0)."""
    draft_or_404(request, version_id)
    typed = request.POST.get("to", "")
    step = -1 if request.POST.get("direction") == "up" else 1
    to = int(typed) if typed.isdecimal() else position + step
    with reporting(request, _("Moved.")):
        move_rule(version_id=version_id, position=position, to=to, actor=actor_of(request))
    return redirect(_page(version_id) + f"#rule-{to}")


@writers_only
def drop_rule(request: HttpRequest, /, version_id: UUID, position: int) -> HttpResponseBase:
    """Ask once, then take a rule out of the draft."""
    draft_or_404(request, version_id)
    act = Act(
        title=_("Remove rule %(number)d") % {"number": position + 1},
        words=_("This changes only the draft. The version in force stays as it is."),
        button=_("Remove it"),
        done=_("Removed."),
        back=_page(version_id) + "#rules",
        is_dangerous=True,
    )
    actor = actor_of(request)
    return run_act(
        request, act, lambda _a: remove_rule(version_id=version_id, position=position, actor=actor)
    )


@writers_only
def drop_pool(request: HttpRequest, /, version_id: UUID, key: str) -> HttpResponseBase:
    """Ask once, then take a pool out of the draft."""
    draft_or_404(request, version_id)
    act = Act(
        title=_("Remove the pool “%(key)s”") % {"key": pool_title(key)},
        words=_(
            "This changes only the draft. Choose another pool for the rules that use this "
            "one before you publish."
        ),
        button=_("Remove it"),
        done=_("Removed."),
        back=_page(version_id) + "#pools",
        is_dangerous=True,
    )
    actor = actor_of(request)
    return run_act(request, act, lambda _a: remove_pool(version_id=version_id, key=key, actor=actor))


class ImportForm(forms.Form):
    """A policy as a file."""

    file = forms.FileField(
        label=gettext_lazy("YAML or JSON file"), widget=forms.FileInput({"class": "c-input"})
    )


@writers_only
def bring_in(request: HttpRequest, /) -> HttpResponseBase:
    """A draft from a file."""
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["file"].read().decode("utf-8", errors="replace")
        made: list[PolicyVersion] = []
        with reporting(request, _("Uploaded as a draft.")):
            made.append(import_policy(text=text, actor=actor_of(request)))
        if made:
            return redirect("admin:policy_version", made[0].pk)
    context = {**vendor_site.each_context(request), "title": _("Upload a policy"), "form": form}
    return TemplateResponse(request, "console/policy/import.html", context)


def export(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """The version as a YAML file."""
    version = version_or_404(version_id)
    response = HttpResponse(export_policy(version_id=version.pk), content_type="application/yaml")
    response["Content-Disposition"] = f'attachment; filename="policy-{version.number}.yaml"'
    return response


def _page(version_id: UUID) -> str:
    return reverse("admin:policy_version", args=[version_id])


PUTS_IN_FORCE: Final = ("publish", "submit", "roll-back")


def _act_on_version(
    name: str, act: dict[str, Any], perform: Callable[..., object], *, leaves: bool = False
) -> None:
    """Serve one act at `policies/<id>/<name>/`."""

    @writers_only
    def view(request: HttpRequest, /, version_id: UUID) -> HttpResponseBase:
        version = version_or_404(version_id)
        asked = {**act, "title": act["title"] % {"number": version.number}}
        if name in PUTS_IN_FORCE and (check := agreement_check(version.document)) and check.missing:
            asked["warning"] = check.words
        back = reverse("admin:routing_policyversion_changelist") if leaves else _page(version_id)

        def act_on(answers: Answers) -> object:
            return perform(version_id=version_id, actor=actor_of(request), **answers)

        return run_act(request, Act(**asked, back=back), act_on)

    vendor_site.add_page(f"policies/<uuid:version_id>/{name}/", view, f"policy_{name.replace('-', '_')}")


_act_on_version(
    "publish",
    {
        "title": gettext_lazy("Publish version %(number)s"),
        "words": gettext_lazy(
            "It decides from the next lead on. Leads already offered keep the terms "
            "they were offered under. You can roll back at any time."
        ),
        "button": gettext_lazy("Publish"),
        "done": gettext_lazy("Published: it is in force."),
        "form": OptionalNoteForm,
    },
    publish_draft,
)
_act_on_version(
    "submit",
    {
        "title": gettext_lazy("Submit version %(number)s for approval"),
        "words": gettext_lazy(
            "Another admin or channel manager publishes it. Changing it takes the submission back."
        ),
        "button": gettext_lazy("Submit"),
        "done": gettext_lazy("Submitted. The others have been told."),
        "form": OptionalNoteForm,
    },
    submit_draft,
)
_act_on_version(
    "roll-back",
    {
        "title": gettext_lazy("Roll back to version %(number)s"),
        "words": gettext_lazy("A copy of it comes into force at once, under a new number."),
        "button": gettext_lazy("Roll back"),
        "done": gettext_lazy("Rolled back."),
        "form": OptionalNoteForm,
    },
    roll_back,
    leaves=True,
)
_act_on_version(
    "discard",
    {
        "title": gettext_lazy("Delete version %(number)s"),
        "words": gettext_lazy("This deletes the draft and its simulations. You cannot undo it."),
        "button": gettext_lazy("Delete the draft"),
        "done": gettext_lazy("Draft deleted."),
        "form": NothingToAsk,
        "is_dangerous": True,
    },
    discard_draft,
    leaves=True,
)
vendor_site.add_page("policies/new/", new_draft, "policy_new_draft")
vendor_site.add_page("policies/import/", bring_in, "policy_import")
vendor_site.add_page("policies/<uuid:version_id>/", show_version, "policy_version")
vendor_site.add_page("policies/<uuid:version_id>/export/", export, "policy_export")
vendor_site.add_page(
    "policies/<uuid:version_id>/rules/<int:position>/move/", change_order, "policy_move_rule"
)
vendor_site.add_page("policies/<uuid:version_id>/rules/<int:position>/remove/", drop_rule, "policy_drop_rule")
vendor_site.add_page("policies/<uuid:version_id>/pools/<slug:key>/remove/", drop_pool, "policy_drop_pool")
