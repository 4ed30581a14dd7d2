"""`Authorization: Bearer <key>`. The middleware has found the vendor by its slug and opened the scope."""

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from prm.platform.api.caller import Caller
from prm.platform.tenants.keys import find_key, note_use
from prm.platform.tenants.models import ApiKey


class ApiKeyAuthentication(BaseAuthentication):
    """Finds the key among those of the vendor in scope, and notes the day of its use."""

    def authenticate(self, request: Request) -> tuple[Caller, ApiKey] | None:
        scheme, _, text = request.headers.get("Authorization", "").partition(" ")
        if not scheme:
            return None
        vendor = request.vendor  # type: ignore[attr-defined]
        key = find_key(text.strip()) if vendor is not None and scheme.lower() == "bearer" else None
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
            "description": "A vendor's key, or a partner's: `Authorization: Bearer prm_…`.",
        }
