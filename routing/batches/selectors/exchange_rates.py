"""What amounts in other currencies are worth to the vendor, by the rates it keeps."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from leads.models import ExchangeRate
from prm.platform.tenants.models import Vendor
from prm.platform.tenants.scope import current_vendor_id


@dataclass(frozen=True)
class Rates:
    """The vendor's currency and time zone, and each other currency's (first day, worth), newest first."""

    own: str
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))
    by_currency: Mapping[str, Sequence[tuple[date, float]]] = field(default_factory=dict)

    @classmethod
    def of(cls, own: str, zone: str, rows: Iterable[tuple[str, date, float]]) -> "Rates":
        """Rates from rows in any order."""
        found: dict[str, list[tuple[date, float]]] = {}
        for currency, first, worth in rows:
            found.setdefault(currency, []).append((first, worth))
        newest_first = {code: sorted(each, reverse=True) for code, each in found.items()}
        return cls(own, ZoneInfo(zone or "UTC"), newest_first)

    def is_foreign(self, currency: str) -> bool:
        """Whether amounts in it have to be turned into the vendor's own; none given is its own."""
        return bool(currency) and currency != self.own

    def worth(self, currency: str, at: datetime) -> float | None:
        """One unit in the vendor's currency on the vendor's day of that instant; None where unknown."""
        if not self.is_foreign(currency):
            return 1.0
        day = at.astimezone(self.zone).date()
        return next((worth for first, worth in self.by_currency.get(currency, ()) if first <= day), None)


def current_rates() -> Rates:
    """All of the vendor's rates, in two queries."""
    own, zone = Vendor.objects.values_list("currency", "time_zone").get(id=current_vendor_id())
    rows = ExchangeRate.objects.order_by().values_list("currency", "valid_from_on", "rate")
    return Rates.of(own, zone, ((code, first, float(rate)) for code, first, rate in rows))
