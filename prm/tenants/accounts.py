"""How accounts work here: people come by invitation, never by signing themselves up."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth's adapter: no open sign-up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up unasked; an invitation makes the account."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Home: of the vendor when the login page was the vendor's, else the list of vendors."""
        return str(super().get_login_redirect_url(request))

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """Users have no name but their address."""
