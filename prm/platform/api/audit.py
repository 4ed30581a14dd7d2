"""What a vendor's key changes goes into the vendor's audit trail, as what people change in the admin does."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from prm.platform.api.caller import caller_of
from prm.platform.tenants.audit_action import AuditAction
from prm.platform.tenants.services.audit import Subject, audit
from prm.platform.tenants.services.audit_values import differences

METHODS = {"POST": AuditAction.ADDED, "PATCH": AuditAction.CHANGED, "DELETE": AuditAction.DELETED}
NAMES = ("name", "title", "company", "url", "slug", "number", "currency")
Handler = Callable[..., Response]


@dataclass(frozen=True)
class Audited:
    """What a view changes: a model's label, and the action where the method does not say it."""

    subject: str
    action: AuditAction | None = None


def audited(handler: Handler) -> Handler:
    """Wraps a handler that changes something; a view without `audited` writes nothing."""

    @wraps(handler)
    def answer(view: Any, request: Request, *args: Any, **values: Any) -> Response:
        response = handler(view, request, *args, **values)
        if view.audited is not None and 200 <= response.status_code < 300:
            _note(view.audited, request, response, values, getattr(view, "before", {}))
        return response

    return answer


def _note(
    what: Audited, request: Request, response: Response, ids: dict[str, Any], before: dict[str, Any]
) -> None:
    shown = response.data if isinstance(response.data, dict) else {}
    named = [*reversed(ids.values())]
    summary: dict[str, Any] = {"name": str(_name(shown) or (named[0] if named else ""))}
    if request.method == "PATCH":
        fields = sorted(map(str, request.data))[:50]
        changed: dict[str, Any] = {"fields": fields}
        if values := differences(before, shown, fields):
            changed["values"] = values
        summary["changes"] = [{"changed": changed}]
    audit(
        caller_of(request).actor,
        what.action or METHODS[str(request.method)],
        Subject(what.subject, str(shown.get("id") or (named[0] if named else ""))),
        **summary,
    )


def _name(shown: dict[str, Any]) -> Any:
    return next((shown[name] for name in NAMES if shown.get(name)), None)
