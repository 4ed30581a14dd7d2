"""Keeping the table of exchange rates."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext

from leads.models import ExchangeRate
from prm.platform.cleaning.place import clean_currency
from prm.platform.cleaning.refusal import Refused
from prm.platform.errors import FieldError, InvalidInput
from prm.platform.tenants.models import Vendor
from prm.platform.tenants.scope import current_vendor_id


def add_exchange_rate(*, currency: str, rate: Decimal, valid_from_on: date) -> ExchangeRate:
    """What one unit is worth in the vendor's currency from that day on. Raises InvalidInput."""
    code = other_currency(currency)
    if ExchangeRate.objects.filter(currency=code, valid_from_on=valid_from_on).exists():
        words = gettext("This currency already has an exchange rate for that day.")
        raise InvalidInput([FieldError("valid_from_on", "exists", words)])
    return ExchangeRate.objects.create(currency=code, rate=rate, valid_from_on=valid_from_on)


def other_currency(code: str) -> str:
    """The code of a currency that is not the vendor's own. Raises InvalidInput."""
    try:
        found = clean_currency(code)
    except Refused as refused:
        raise InvalidInput([FieldError("currency", refused.code, refused.message)]) from refused
    if found == Vendor.objects.values_list("currency", flat=True).get(id=current_vendor_id()):
        words = gettext("This is your own currency. It needs no exchange rate.")
        raise InvalidInput([FieldError("currency", "own", words)])
    return found
