"""How instants, spans, money, bands and numbers are written, for pages, mails and the admin alike.

Everything is in the active language and time zone, as CLDR has it, through Babel.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Literal
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_interval, format_skeleton, format_timedelta
from babel.numbers import format_compact_currency, format_currency, format_decimal
from babel.units import format_unit
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from prm.platform import clock
from prm.platform.country_names import Choices, countries_by_name, place_name

SOON_SECONDS = 30 * 60
COMMON_CURRENCIES = (
    *(
        "USD",
        "EUR",
        "GBP",
        "CHF",
        "CAD",
        "AUD",
        "NZD",
        "JPY",
        "CNY",
        "INR",
        "SGD",
        "HKD",
        "KRW",
        "TWD",
        "THB",
    ),
    *(
        "SEK",
        "NOK",
        "DKK",
        "PLN",
        "CZK",
        "HUF",
        "RON",
        "BGN",
        "TRY",
        "ILS",
        "AED",
        "SAR",
        "ZAR",
        "BRL",
        "MXN",
    ),
)
LONG_NUMBER = re.compile(r"\d{4}")


def locale() -> Locale:
    """The active language's locale."""
    return locale_of(translation.get_language() or "en")


@cache
def locale_of(language: str) -> Locale:
    """A language's locale; read once a process."""
    return Locale.parse(language, sep="-")


def instant(at: datetime, zone: ZoneInfo | None = None) -> str:
    """Weekday, day, time and zone: everything there is to say. Without `zone` in the active one."""
    local = timezone.localtime(at, zone)
    return f"{skeleton('yMMMEd', local)}, {time_of_day(local)} {local.tzname()}"


def short_instant(at: datetime) -> str:
    """The time if it is today, else the day with it; the date alone when it is another year."""
    local, now = timezone.localtime(at), timezone.localtime(clock.now())
    if local.date() == now.date():
        return time_of_day(local)
    if local.year != now.year:
        return skeleton("yMMMd", local)
    is_near = abs((local.date() - now.date()).days) < 7
    return f"{skeleton('E' if is_near else 'MMMd', local)} {time_of_day(local)}"


def time_of_day(local: datetime) -> str:
    """Hours and minutes."""
    return skeleton("Hm", local)


def skeleton(pattern: str, moment: date) -> str:
    """A date or time in the way that CLDR gives for this pattern."""
    return str(format_skeleton(pattern, moment, locale=locale()))


def day(on: date) -> str:
    """A date with its weekday, and with the year when it is another."""
    this_year = on.year == timezone.localtime(clock.now()).year
    return skeleton("MMMEd" if this_year else "yMMMEd", on)


def full_day(on: date | None) -> str:
    """A date in full: "February 23, 2027"; "" for none."""
    return str(format_date(on, "long", locale=locale())) if on else ""


def days(first: date, last: date) -> str:
    """From one day to another, as a calendar says it: "Dec 1 – 10, 2026"."""
    return str(format_interval(first, last, "yMMMd", locale=locale()))


def span(seconds: float) -> str:
    """How long, in at most two units: "2d 4h", "3h 12m", "42m 10s"; in other languages as "2 Tg. 4 Std.", for
    which the locales have no consistent shorter form. `clock.js` writes the same."""
    left = max(int(seconds), 0)
    days, hours, minutes = left // 86_400, left // 3600 % 24, left // 60 % 60
    if days:
        parts = [(days, "day"), (hours, "hour")]
    elif hours:
        parts = [(hours, "hour"), (minutes, "minute")]
    else:
        parts = [(minutes, "minute"), (left % 60, "second")]
    width: Literal["narrow", "short"] = "narrow" if locale().language == "en" else "short"
    return " ".join(format_unit(count, f"duration-{unit}", width, locale=locale()) for count, unit in parts)


def duration(seconds: int) -> str:
    """A span of the terms, in one unit and in full words: "48 hours"."""
    units = (("day", 86_400), ("hour", 3600), ("minute", 60), ("second", 1))
    name, size = next((name, size) for name, size in units if seconds % size == 0 and seconds >= size * 1)
    if name == "day" and seconds <= 2 * 86_400:
        name, size = "hour", 3600
    return str(format_unit(seconds // size, f"duration-{name}", "long", locale=locale()))


def ago(at: datetime) -> str:
    """How long since, or until, in words."""
    return str(format_timedelta(at - clock.now(), add_direction=True, locale=locale()))


def money(amount: Decimal | None, currency: str) -> str:
    """An amount in its currency, without cents."""
    if amount is None:
        return ""
    if not currency:
        return str(format_decimal(amount, format="#,##0", locale=locale()))
    pattern = locale().currency_formats["standard"].pattern.replace(".00", "")
    return str(format_currency(amount, currency, locale=locale(), currency_digits=False, format=pattern))


def compact_money(amount: Decimal | int, currency: str) -> str:
    """An amount as one says it: "$50K"; in full where the language has no short form for its size."""
    short = str(format_compact_currency(amount, currency or "USD", locale=locale()))
    return money(Decimal(amount), currency or "USD") if LONG_NUMBER.search(short) else short


def currencies(first: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Currencies as (ISO code, name), those named first on top: choices for a form."""
    names = locale().currencies
    codes = dict.fromkeys([*(code for code in first if code), *COMMON_CURRENCIES])
    return [(code, f"{code} · {names.get(code, code)}") for code in codes]


def countries() -> Choices:
    """Every country as (ISO code, name in the viewer's language), by name: choices for a form."""
    return countries_by_name(translation.get_language() or "en")


def place(country_code: str, region_code: str) -> str:
    """Region and country, as far as known."""
    return place_name(country_code, region_code)


def language(code: str) -> str:
    """A language's name in the viewer's language."""
    names = locale().languages
    return str(names.get(code.replace("-", "_")) or names.get(code.partition("-")[0], code))


def number(value: int | float | Decimal, pattern: str = "#,##0") -> str:
    """A number as it is written in the viewer's language."""
    return str(format_decimal(value, format=pattern, locale=locale()))


def value_band(band: str, currency: str) -> str:
    """ "25000-99999" as "$25K – $100K"."""
    if not band:
        return ""
    first, _dash, last = band.rstrip("+").partition("-")
    low = compact_money(Decimal(first), currency)
    if not last:
        return _("over %(amount)s") % {"amount": low}
    high = compact_money(Decimal(last) + 1, currency)
    return _("under %(amount)s") % {"amount": high} if first == "0" else f"{low} – {high}"


def size_band(band: str) -> str:
    """ "50-199" as "50 – 199 people"."""
    if not band:
        return ""
    if band.endswith("+"):
        return _("over %(count)s people") % {"count": number(int(band[:-1]))}
    first, last = (number(int(part)) for part in band.split("-"))
    return _("%(from)s – %(to)s people") % {"from": first, "to": last}


def file_size(size_bytes: int) -> str:
    """ "5 MB"."""
    for unit, size in (("megabyte", 1024 * 1024), ("kilobyte", 1024)):
        if size_bytes >= size:
            return str(format_unit(round(size_bytes / size, 1), f"digital-{unit}", "short", locale=locale()))
    return str(format_unit(size_bytes, "digital-byte", "short", locale=locale()))
