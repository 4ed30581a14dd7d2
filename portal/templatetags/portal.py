"""How instants, clocks, money and places are written on the portal's pages."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import phonenumbers
from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from partners.models import ChangeRequest
from portal.selectors.company import AskedWords
from prm.platform import clock as the_clock
from prm.platform import formats

register = template.Library()


@register.simple_tag
def countdown(deadline_at: datetime) -> SafeString:
    """How long is left, counted down in the page; hovering shows the instant with its zone."""
    left = (deadline_at - the_clock.now()).total_seconds()
    state = " over" if left <= 0 else " soon" if left < formats.SOON_SECONDS else ""
    words = formats.span(left) if left > 0 else gettext("time is up")
    return format_html(
        '<time class="clock{}" datetime="{}" title="{}" data-countdown data-over="{}">{}</time>',
        state,
        deadline_at.isoformat(),
        formats.instant(deadline_at),
        gettext("time is up"),
        words,
    )


@register.simple_tag
def at(instant: datetime | None) -> SafeString | str:
    """An instant, short; hovering shows all of it."""
    if instant is None:
        return ""
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        instant.isoformat(),
        formats.instant(instant),
        formats.short_instant(instant),
    )


@register.simple_tag
def ago(instant: datetime | None) -> SafeString | str:
    """How long ago, in words; hovering shows the instant."""
    if instant is None:
        return ""
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        instant.isoformat(),
        formats.instant(instant),
        formats.ago(instant),
    )


@register.filter
def full_day(on: date | None) -> str:
    """A day in full, for sentences."""
    return formats.full_day(on)


@register.filter
def day(on: date | None) -> str:
    """A date with its weekday."""
    return formats.day(on) if on else ""


@register.simple_tag
def days(first: date, last: date) -> str:
    """From one day to another."""
    return formats.days(first, last)


@register.simple_tag
def money(amount: Decimal | None, currency: str) -> str:
    """An amount in its currency."""
    return formats.money(amount, currency)


@register.simple_tag
def place(country: str, region: str) -> str:
    """Region and country by name."""
    return formats.place(country, region)


@register.filter
def language(code: str) -> str:
    """A language by name."""
    return formats.language(code)


@register.filter
def span(seconds: float) -> str:
    """How long, in at most two units."""
    return formats.span(seconds)


@register.simple_tag
def meter(value: int | None, label: str) -> SafeString | str:
    """A small bar for a figure out of 100, beside which the figure always stands."""
    if value is None:
        return ""
    return format_html(
        '<svg class="meter" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="{}">'
        '<rect class="track" width="100" height="10" rx="5"/><rect width="{}" height="10" rx="5"/></svg>',
        label,
        value,
    )


@register.filter
def of(counts: Mapping[Any, int], key: Any) -> int:
    """The count of this one."""
    return counts.get(key, 0)


@register.filter
def names_of(slugs: list[str], names: dict[str, str]) -> str:
    """The names behind slugs."""
    return ", ".join(names.get(slug, slug) for slug in slugs)


@register.simple_tag
def asked_for(words: AskedWords, request: ChangeRequest) -> str:
    """What a change request asks for, by name."""
    return words.of(request)


@register.simple_tag
def figure(value: float, decimals: int = 0, absolute: bool = False) -> str:
    """A number with up to so many decimals."""
    shown = abs(value) if absolute else value
    return formats.number(shown, "#,##0" + ("." + "#" * decimals if decimals else ""))


@register.filter
def file_size(size_bytes: int) -> str:
    """ "1.4 MB"."""
    return formats.file_size(size_bytes)


@register.filter
def unlocal(value: float) -> str:
    """A coordinate, as SVG writes numbers in every language."""
    return f"{value:g}"


@register.filter
def phone_number(number: str) -> str:
    """A number in E.164, spaced as one reads it; as it came if it is none."""
    try:
        return phonenumbers.format_number(
            phonenumbers.parse(number), phonenumbers.PhoneNumberFormat.INTERNATIONAL
        )
    except phonenumbers.NumberParseException:
        return number


@register.filter
def bare_address(website: str) -> str:
    """A web address as people say it, without scheme and last slash."""
    return website.removeprefix("https://").removeprefix("http://").removesuffix("/")


@register.filter
def named(slug: str) -> str:
    """A slug as a name."""
    return slug.replace("-", " ").replace("_", " ").capitalize()
