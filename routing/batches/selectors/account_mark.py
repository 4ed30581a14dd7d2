"""What an account is called where nothing can be erased."""

import hashlib
import hmac

from django.conf import settings

from prm.platform.tenants.scope import current_vendor_id


def account_mark(account: str) -> str:
    """A salted digest of an account's key: always the same for this vendor, and not to be read."""
    told = f"{current_vendor_id()}/{account}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), told, hashlib.sha256).hexdigest()[:24]
