"""A form's token: signed, and tells when the form was shown. It takes the place of a cookie.

A form that other sites embed cannot rely on cookies: browsers keep those of other sites from it. So there is
neither session nor CSRF cookie. Nobody is logged in here, so a forged post can do no more than an honest one.
The token shows how long the form was open, and that it was shown at all.
"""

from datetime import datetime, timedelta
from typing import Final

from django.core import signing
from django.utils.dateparse import parse_datetime

from prm.platform import clock

_SALT: Final = "leads.web_forms.token"
LIFETIME: Final = timedelta(hours=12)


def new_token(public_id: str) -> str:
    """A token for a form that is shown now."""
    return signing.dumps([public_id, clock.now().isoformat()], salt=_SALT)


def shown_at(token: str, public_id: str) -> datetime | None:
    """When the form was shown to whoever sends this token; None if the token is not this form's, or too
    old."""
    try:
        named, at = signing.loads(token[:500], salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    shown = parse_datetime(at)
    if named != public_id or shown is None or clock.now() - shown > LIFETIME:
        return None
    return shown
