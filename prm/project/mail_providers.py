"""Mail by a provider's API instead of SMTP: which there are, and what each needs from the environment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ImproperlyConfigured

PREFIX = "PRM_MAIL_"
SECONDS_ALLOWED = 10


@dataclass(frozen=True)
class Provider:
    """A provider as `anymail` knows it: its module, and its settings by our variable without the prefix."""

    backend: str
    needs: Mapping[str, str]
    takes: Mapping[str, str] = field(default_factory=dict)


def _by_key(backend: str, *, setting: str = "API_KEY", **more: str) -> Provider:
    """A provider that one key is enough for; `more` are settings that it may have."""
    name = backend.upper()
    takes = {ours: f"{name}_{theirs}" for ours, theirs in {"URL": "API_URL", **more}.items()}
    return Provider(backend, {"KEY": f"{name}_{setting}"}, takes)


PROVIDERS: Mapping[str, Provider] = {
    "brevo": _by_key("brevo"),
    "mailersend": _by_key("mailersend", setting="API_TOKEN"),
    "mailgun": _by_key("mailgun", DOMAIN="SENDER_DOMAIN"),
    "mailjet": Provider(
        "mailjet",
        {"KEY": "MAILJET_API_KEY", "SECRET": "MAILJET_SECRET_KEY"},
        {"URL": "MAILJET_API_URL"},
    ),
    "mailtrap": _by_key("mailtrap", setting="API_TOKEN"),
    "mandrill": _by_key("mandrill"),
    "postal": Provider("postal", {"KEY": "POSTAL_API_KEY", "URL": "POSTAL_API_URL"}),
    "postmark": _by_key("postmark", setting="SERVER_TOKEN", STREAM="MESSAGE_STREAM"),
    "resend": _by_key("resend"),
    "scaleway": Provider(
        "scaleway",
        {"KEY": "SCALEWAY_SECRET_KEY", "PROJECT": "SCALEWAY_PROJECT_ID"},
        {"REGION": "SCALEWAY_REGION", "URL": "SCALEWAY_API_URL"},
    ),
    "sparkpost": _by_key("sparkpost"),
    "unisender-go": Provider("unisender_go", {"KEY": "UNISENDER_GO_API_KEY", "URL": "UNISENDER_GO_API_URL"}),
}


def mail_settings(environment: Mapping[str, str]) -> dict[str, Any]:
    """Django's settings for the provider that PRM_MAIL_PROVIDER names; none where it is empty or `smtp`.

    Raises ImproperlyConfigured for a provider that there is not, and for one whose variables are not all set.
    """
    name = environment.get(f"{PREFIX}PROVIDER", "").strip().lower()
    if name in ("", "smtp"):
        return {}
    provider = PROVIDERS.get(name)
    if provider is None:
        raise ImproperlyConfigured(f"PRM_MAIL_PROVIDER: smtp or one of {', '.join(PROVIDERS)}, not {name!r}")
    given = {
        theirs: environment[PREFIX + ours]
        for ours, theirs in {**provider.needs, **provider.takes}.items()
        if environment.get(PREFIX + ours)
    }
    missing = [PREFIX + ours for ours, theirs in provider.needs.items() if theirs not in given]
    if missing:
        raise ImproperlyConfigured(f"PRM_MAIL_PROVIDER is {name}: set {', '.join(missing)}, too")
    shared = {"REQUESTS_TIMEOUT": SECONDS_ALLOWED, "IGNORE_UNSUPPORTED_FEATURES": True}
    backend = f"anymail.backends.{provider.backend}.EmailBackend"
    return {"EMAIL_BACKEND": backend, "ANYMAIL": {**given, **shared}}
