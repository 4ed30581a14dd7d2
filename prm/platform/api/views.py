"""What every API view is made of."""

from collections.abc import Iterable
from typing import Any, ClassVar

from rest_framework.exceptions import MethodNotAllowed
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.serializers import BaseSerializer, Serializer
from rest_framework.views import APIView

from prm.platform.api.audit import Audited, audited
from prm.platform.api.caller import Caller, caller_of
from prm.platform.api.conditional import only_if_unchanged, tagged
from prm.platform.api.idempotency import answered_once
from prm.platform.api.limits import TooManyRequests, count_request
from prm.platform.api.permissions import HasVendorKey, ScopeNeeded
from prm.platform.api.problems import LengthRequired
from prm.platform.api.query import OF_PAGES, ORDERING, note_filters, require_each_once
from prm.platform.tenants.scopes import grants, scope_needed


class AlwaysJson(DefaultContentNegotiation):
    """Takes the first renderer: a browser or curl with an odd Accept header still reads the error."""

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], format_suffix: str | None = None
    ) -> Any:
        first = next(iter(renderers))
        return first, first.media_type


class ApiView(APIView):
    """Takes a vendor's key unless it says otherwise; each POST honours Idempotency-Key, and changes of what
    `audited` names go into the audit trail. Lists can be ordered by the columns of `orders`.

    Views derive from the bases in `collection`, `item` and `action`, which call their hooks.
    """

    permission_classes = [HasVendorKey]
    content_negotiation_class = AlwaysJson
    answer_has_secret: ClassVar[bool] = False
    orders: ClassVar[tuple[str, ...]] = ()
    audited: ClassVar[Audited | None] = None
    request: Request

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        for name in ("post", "patch", "delete"):
            if name in vars(cls):
                setattr(cls, name, audited(vars(cls)[name]))
        if "post" in vars(cls):
            cls.post = answered_once(cls.post)  # type: ignore[attr-defined]
        if hasattr(cls, "get") and hasattr(cls, "patch") and not getattr(cls.get, "is_tagged", False):
            cls.get = tagged(cls.get)
        for name in ("patch", "delete"):
            handler = getattr(cls, name, None)
            if handler and hasattr(cls, "get") and not getattr(handler, "is_guarded", False):
                setattr(cls, name, only_if_unchanged(handler))

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        """A path without its last slash is a 404: following a redirect, clients would lose the body."""
        view = super().as_view(**initkwargs)
        view.should_append_slash = False  # type: ignore[attr-defined]
        return view

    def initial(self, request: Request, *args: Any, **values: Any) -> None:
        """Nothing that was sent may go unread."""
        super().initial(request, *args, **values)
        if not hasattr(self, str(request.method).lower()):
            raise MethodNotAllowed(str(request.method))
        if "Transfer-Encoding" in request.headers and not request.headers.get("Content-Length"):
            raise LengthRequired
        if request.method in ("PATCH", "PUT"):
            self.find(**values)

    def check_permissions(self, request: Request) -> None:
        """The kind of key first, then its scopes."""
        super().check_permissions(request)
        needed = scope_needed(str(request.method), request.path_info)
        if isinstance(request.user, Caller) and not grants(request.user.key.scopes, needed):
            raise ScopeNeeded(needed)

    def check_throttles(self, request: Request) -> None:
        """Count the request against the key's limit and the vendor's."""
        allowance = count_request(request.user) if isinstance(request.user, Caller) else None
        if allowance is not None:
            self.headers |= allowance.headers
            if allowance.used > allowance.quota:
                raise TooManyRequests(allowance.seconds_left)

    def find(self, *args: Any, **ids: Any) -> Any:
        """What the path names. Raises NotFound unless it is there for this caller.

        Asked before the body is read: someone else's object is a 404, whatever is sent to it.
        """

    @property
    def caller(self) -> Caller:
        return caller_of(self.request)

    def read(self, serializer: type[BaseSerializer[Any]], **context: Any) -> dict[str, Any]:
        """The body, validated by a serializer; a 400 names every wrong field."""
        return _validated(serializer(data=self.request.data, context=context))

    def filters(self, serializer: type[Serializer[Any]]) -> dict[str, Any]:
        """The query, validated by a serializer; `limit` and `cursor` are the page's."""
        require_each_once(self.request)
        query = self.request.query_params
        own = (ORDERING,) if self.orders else ()
        found = serializer(data={name: query[name] for name in query if name not in (*OF_PAGES, *own)})
        note_filters(self.request, found.fields)
        return _validated(found)


def _validated(serializer: BaseSerializer[Any]) -> dict[str, Any]:
    serializer.is_valid(raise_exception=True)
    validated: dict[str, Any] = serializer.validated_data
    return validated
