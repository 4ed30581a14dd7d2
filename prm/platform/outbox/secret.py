"""The secret that an endpoint's webhooks are signed with."""

import base64
import secrets


def new_secret() -> str:
    """A new secret in the form of the Standard Webhooks specification."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()
