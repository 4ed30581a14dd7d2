"""Views of an action: on one object, or on what is sent."""

from typing import Any

from rest_framework.request import Request

from prm.platform.api.calls import Call, call


class Acts(Call):
    """POST: `act` does it with what is `given`; its result is the answer, with `status`.

    Define `find` where the path names an object: someone else's is a 404, whatever is sent.
    """

    @call("act", "", lambda view: {view.status: view.gives})
    def post(self, request: Request, **ids: Any) -> Any:
        self.given = self.body()
        return self.answer(self.act(**ids), self.status)

    def act(self, *args: Any, **ids: Any) -> Any:
        """Calls a service."""
        raise NotImplementedError
