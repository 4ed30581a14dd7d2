"""`Authorization: Bearer <key>`. The middleware has found the vendor by its slug and opened the scope."""

from django.conf import settings
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import APIException, AuthenticationFailed
from rest_framework.request import Request

from prm.platform.api.caller import Caller
from prm.platform.tenants.kept import kept_settings
from prm.platform.tenants.keys import find_key, note_use, vendor_slug_of_key
from prm.platform.tenants.middleware import is_suspended
from prm.platform.tenants.models import ApiKey


class Suspended(APIException):
    """The operator has suspended the vendor; whether the key is right is not told."""

    status_code = 403
    default_code = "suspended"
    default_detail = "This vendor is suspended. Ask whoever runs this installation."


class ApiKeyAuthentication(BaseAuthentication):
    """Finds the key among those of the vendor in scope, and notes the day of its use."""

    def authenticate(self, request: Request) -> tuple[Caller, ApiKey] | None:
        scheme, _, text = request.headers.get("Authorization", "").partition(" ")
        if not scheme:
            return None
        vendor = request.vendor  # type: ignore[attr-defined]
        if vendor is None and is_suspended(vendor_slug_of_key(request.headers["Authorization"])):
            raise Suspended
        key = None
        if vendor is not None and scheme.lower() == "bearer":
            with kept_settings(vendor.id, request.settings_state):  # type: ignore[attr-defined]
                key = find_key(text.strip())
        if key is None:
            raise AuthenticationFailed("There is no such key, or it was revoked.", code="wrong_key")
        note_use(key)
        return Caller(key, vendor), key

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="api"'


class BearerKeyInSchema(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the OpenAPI schema names it."""

    target_class = "prm.platform.api.authentication.ApiKeyAuthentication"
    name = "apiKey"

    def get_security_definition(self, auto_schema: object) -> dict[str, str]:
        return {
            "type": "http",
            "scheme": "bearer",
            "description": description(),
        }


def description() -> str:
    """What the schema says of keys: how they are sent, and their scopes."""
    lines = [f"- `{scope}`: {words}" for scope, words in settings.API_SCOPES.items()]
    return (
        "A vendor's key, or a partner's: `Authorization: Bearer prm_…`. A key has every scope, or those it "
        "was issued with; each call names the one it needs (`x-scope`). Without it the answer is 403 "
        "(`scope_needed`), which names it.\n\n" + "\n".join(lines)
    )
