"""How accounts work here: people come by invitation, never by signing themselves up."""

from typing import Any
from urllib.parse import urlsplit, urlunsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as current
from django.conf import settings
from django.contrib.sites.requests import RequestSite
from django.http import HttpRequest
from django.utils.translation import gettext as _


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth's adapter: no open sign-up, and no mail that trusts the host a request names."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up unasked; an invitation makes the account."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Home: of the vendor when the login page was the vendor's, else the list of vendors."""
        return str(super().get_login_redirect_url(request))

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """Users have no name but their address."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a mail whose links all begin with the configured address."""
        vendor = getattr(current.request, "vendor", None)
        letter_head = {
            "place": vendor.name if vendor else _("Partner leads"),
            "address": f"{settings.BASE_URL}/{vendor.slug}/" if vendor else f"{settings.BASE_URL}/",
            "current_site": RequestSite(_AsConfigured()),  # type: ignore[arg-type]
        }
        safe = {name: at_base_url(value) for name, value in context.items()}
        super().send_mail(template_prefix, email, safe | letter_head)


class _AsConfigured:
    """Stands for a request that came to the configured address: allauth's mails name the site."""

    def get_host(self) -> str:
        return urlsplit(settings.BASE_URL).netloc


def at_base_url(value: Any) -> Any:
    """An address of ours with the configured scheme and host in place of the request's; all else as it is."""
    if not isinstance(value, str) or not value.startswith(("http://", "https://")):
        return value
    base, given = urlsplit(settings.BASE_URL), urlsplit(value)
    return urlunsplit(given._replace(scheme=base.scheme, netloc=base.netloc))
