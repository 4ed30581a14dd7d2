"""What an API problem's `code` can be: one list, which code, schema and documentation agree with."""

import ast
from pathlib import Path

from django.urls import get_resolver

from prm.project.problem_codes import CODES, table
from tests.api.test_access import patterns
from tests.stack.servers import REPOSITORY

# Raised by services that no call of the API reaches: portal, invitations, links in mails.
OF_PAGES = {
    "already_member", "as_advised", "asked_already", "closed_long_ago", "invitation_over", "last_admin",
    "link_expired", "link_used", "not_closed", "not_paused", "other_address", "superseded", "text_changed",
    "too_many", "unknown_entry",
}  # fmt: skip
RAISED = {"NotPossible", "NotAllowed", "NotFound", "problem", "_problem", "refuses"}
APPS = ("crm", "leads", "partners", "prm/platform", "routing")


def codes_raised() -> dict[str, str]:
    """Every code that is raised or refused with, and a file where it is."""
    found: dict[str, str] = {}
    for app in APPS:
        for path in sorted((REPOSITORY / app).rglob("*.py")):
            for call in (
                node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)
            ):
                found |= dict.fromkeys(_codes(call), str(path.relative_to(REPOSITORY)))
    return found


def _codes(call: ast.Call) -> list[str]:
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    if name not in RAISED:
        return []
    given = [keyword.value for keyword in call.keywords if keyword.arg == "code"]
    given += call.args if name == "refuses" else call.args[1:2] if name in ("problem", "_problem") else []
    return [each.value for each in given if isinstance(each, ast.Constant) and isinstance(each.value, str)]


def test_every_code_that_is_raised_is_listed() -> None:
    raised = codes_raised()
    assert len(raised) > 40
    assert {code: path for code, path in raised.items() if code not in CODES and code not in OF_PAGES} == {}


def test_no_call_refuses_with_a_code_of_pages_or_with_another_status() -> None:
    for name, (_path, view) in patterns(get_resolver("prm.project.urls")).items():
        for hook in vars(view.view_class).values():
            for status, codes in getattr(hook, "refusals", {}).items():
                assert {code: CODES[code][0] for code in codes} == dict.fromkeys(codes, status), name


def test_the_documentation_has_the_same_table() -> None:
    assert table() in Path(REPOSITORY / "docs/api.md").read_text()


def test_a_list_without_a_code_is_found() -> None:
    assert _codes(ast.parse('raise_it(NotPossible("x", code="gone"))').body[0].value.args[0]) == ["gone"]  # type: ignore[attr-defined]
