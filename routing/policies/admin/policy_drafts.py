"""What the pages of a policy version share: finding it, checking a part of it, placing what is wrong."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from prm.platform.console.access import may_write
from prm.platform.errors import NotFound
from routing.engine import Problem, errors_of
from routing.models import PolicyState, PolicyVersion
from routing.policies.admin.conditions import Row, places
from routing.policies.admin.setting_fields import SettingsForm
from routing.policies.selectors.policy import policy_version
from routing.policies.selectors.policy_check import check_document

Document = Mapping[str, Any]


def version_or_404(version_id: UUID) -> PolicyVersion:
    """The version, or a 404 for the visitor."""
    try:
        return policy_version(version_id)
    except NotFound as missing:
        raise Http404 from missing


def draft_or_404(request: HttpRequest, version_id: UUID) -> PolicyVersion:
    """A version that this visitor may edit: 403 for those who only look, 404 for what is no draft."""
    if not may_write(request):
        raise PermissionDenied
    version = version_or_404(version_id)
    if version.state != PolicyState.DRAFT:
        messages.info(
            request, _("This version has been in force and cannot be changed: start a draft instead.")
        )
        raise Http404
    return version


def errors_at(document: Document, path: str) -> list[Problem]:
    """What forbids publishing in one part of a document; what is wrong elsewhere is another page's affair."""
    return [problem for problem in errors_of(check_document(document)) if lies_in(problem.path, path)]


def lies_in(path: str, part: str) -> bool:
    """Whether a problem's path is that of a part, or below it."""
    return path == part or path.startswith(f"{part}.")


def show_problems(
    form: SettingsForm, problems: Iterable[Problem], part: str, root: Row | None = None
) -> bool:
    """Put each problem beside its field or condition. Answers whether there was none."""
    rows = dict(places(root, f"{part}.when")) if root else {}
    clean = True
    for problem in problems:
        clean = False
        row = _row_at(rows, problem.path)
        if row is not None:
            row.errors.append(problem.message)
        else:
            form.show(problem.path.removeprefix(part).lstrip("."), problem.message)
    return clean


def _row_at(rows: Mapping[str, Row], path: str) -> Row | None:
    """The row at the path, or the innermost above it."""
    matching = [at for at in rows if lies_in(path, at)]
    return rows[max(matching, key=len)] if matching else None
