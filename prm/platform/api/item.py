"""Views of one object: read it, change it, remove it."""

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from prm.platform.api.calls import Call, call


class Reads(Call):
    """GET: what `find` finds. A view that also `Changes` it gives an ETag, and 304 to who has it already."""

    @call("find", "read", lambda view: {200: view.gives})
    def get(self, request: Request, **ids: Any) -> Any:
        return self.answer(self.find(**ids))


class Changes(Call):
    """PATCH: `change` does what is `given`. `If-Match` is honoured where the view also `Reads`."""

    @call("change", "change", lambda view: {200: view.gives})
    def patch(self, request: Request, **ids: Any) -> Any:
        self.given = self.body()
        self.before = self._as_it_is(ids)
        return self.answer(self.change(**ids))

    def _as_it_is(self, ids: dict[str, Any]) -> dict[str, Any]:
        """What the audit trail compares with: the object as it was shown before, if the view can read it."""
        if self.audited is None or not hasattr(self, "find"):
            return {}
        shown = self.show(self.find(**ids))
        return dict(shown) if isinstance(shown, dict) else {}

    def change(self, *args: Any, **ids: Any) -> Any:
        """Calls a service with `given`."""
        raise NotImplementedError


class Removes(Call):
    """DELETE: `remove` takes it away; 204. `If-Match` is honoured where the view also `Reads`."""

    @call("remove", "remove", lambda view: {204: None})
    def delete(self, request: Request, **ids: Any) -> Response:
        self.remove(**ids)
        return Response(status=204)

    def remove(self, *args: Any, **ids: Any) -> None:
        """Calls a service. Raises NotFound."""
        raise NotImplementedError
