"""Filters of the console's templates."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django import template
from django.apps import apps
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from prm.platform import clock, formats
from prm.platform.country_names import short_place_name
from prm.platform.tenants.audit_action import action_words
from prm.platform.tenants.models import AuditEntry

register = template.Library()

DAY = "j M Y"
CHANGES_SHOWN = 4
FIGURES = {
    "leads": gettext_noop("Leads"),
    "expected_wins": gettext_noop("Expected wins"),
    "largest_deviation": gettext_noop("Largest gap from share (leads)"),
    "jain": gettext_noop("Evenness (Jain, 1 is even)"),
    "gini": gettext_noop("Unevenness (Gini, 0 is even)"),
}


@register.simple_tag
def short_place(row: Any) -> str:
    """Where a lead or a partner is: city and region by name, or the country."""
    return short_place_name(row.country, row.region, row.city)


@register.filter
def audit_words(entry: AuditEntry) -> str:
    """An audit entry's change, as one reads it."""
    done = action_words(entry.action)
    told = list(_change_words(entry.summary.get("changes", [])))
    changes = "; ".join(told[:CHANGES_SHOWN])
    more = len(told) - CHANGES_SHOWN
    if more > 0:
        changes += ngettext(" and %(n)d more change", " and %(n)d more changes", more) % {"n": more}
    return f"{done}: {changes}" if changes else done


@register.filter
def subject_words(entry: AuditEntry) -> str:
    """What the entry is about: the kind of thing and its name."""
    kind = kind_words(entry.subject)
    name = entry.summary.get("name") or entry.summary.get("number") or entry.summary.get("version") or ""
    return f"{kind.capitalize()} {name}".strip()


def kind_words(subject: str) -> str:
    """What a model's label is called."""
    return str(apps.get_model(subject)._meta.verbose_name) if "." in subject else subject


def _change_words(changes: Iterable[Any]) -> Iterable[str]:
    for change in changes:
        if not isinstance(change, dict):
            yield str(change)
            continue
        for how, what in change.items():
            yield from _one_change(how, what or {})


def _one_change(how: str, what: dict[str, Any]) -> Iterable[str]:
    values = what.get("values") or {}
    told = [_from_to(str(name), *pair) for name, pair in values.items()]
    others = [str(field) for field in what.get("fields", []) if str(field) not in values]
    fields = ", ".join([*told, *others])
    named = f"{what['name']} “{what.get('object', '')}”" if "name" in what else ""
    if named:
        yield f"{action_words(how).lower()} {named}" + (f" ({fields})" if fields else "")
    elif fields:
        yield fields


def _from_to(name: str, before: Any, after: Any) -> str:
    return f"{name}: {_value(before)} → {_value(after)}"


def _value(value: Any) -> str:
    if value in (None, "", [], {}):
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(map(_value, value))
    return str(value)[:80]


@register.filter
def moment(instant: datetime | None) -> SafeString | str:
    """An instant, short, with the whole of it on hover."""
    if instant is None:
        return "–"
    shown = _ago(instant)
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        instant.isoformat(),
        in_full(instant),
        shown,
    )


def in_full(instant: datetime) -> str:
    """An instant to the minute, in the zone the page speaks of, which it names."""
    local = timezone.localtime(instant)
    return f"{date_format(local, DAY)} {local:%H:%M} {local.tzname()}"


def _ago(instant: datetime) -> str:
    """How far from now, in one unit; a date when it is long ago."""
    away = clock.now() - instant
    if abs(away) < timedelta(minutes=1):
        return _("just now") if away >= timedelta(0) else _("in a moment")
    if abs(away) > timedelta(days=30):
        return date_format(timezone.localtime(instant), DAY)
    if away < timedelta(0):
        return _("in %(time)s") % {"time": timesince(clock.now(), instant, depth=1)}
    return _("%(time)s ago") % {"time": timesince(instant, clock.now(), depth=1)}


@register.filter
def time_left(deadline: datetime | None) -> SafeString | str:
    """How long is left until a deadline, in words; over, when it is."""
    if deadline is None:
        return "–"
    left = deadline - clock.now()
    words = (
        _("%(time)s left") % {"time": timesince(clock.now(), deadline, depth=2)}
        if left > timedelta(0)
        else _("over")
    )
    urgent = " c-urgent" if left < timedelta(hours=1) else ""
    return format_html(
        '<time class="c-left{}" datetime="{}" title="{}">{}</time>',
        urgent, deadline.isoformat(), in_full(deadline), words,
    )  # fmt: skip


@register.filter
def leads(amount: float | None) -> str:
    """A figure in leads, to two places, with its sign where it is owed or ahead."""
    return "–" if amount is None else f"{amount:.2f}"


@register.filter
def signed(amount: float | None) -> str:
    """A figure with its sign."""
    if amount is None:
        return "–"
    return f"{amount:+.2f}".replace("-", "−") if abs(amount) >= 0.005 else "0.00"


@register.filter
def span(seconds: float | None) -> str:
    """How long, in at most two units; "" where it is not known."""
    return "" if seconds is None else formats.span(float(seconds))


@register.filter
def word_of(key: str, words: Mapping[str, Any]) -> Any:
    """What a code is called."""
    return words.get(key, key)


@register.filter
def percent(part: float | None) -> str:
    """A part of one as a percentage."""
    return "–" if part is None else f"{formats.number(part * 100, '0.0')} %"


@register.filter
def amount(value: float | None) -> str:
    """A figure: whole where it is whole, else to two places, with grouping."""
    if value is None:
        return "–"
    return number_format(value, 0 if float(value).is_integer() else 2, use_l10n=True, force_grouping=True)


@register.filter
def signed_amount(value: float) -> str:
    """As `amount`, with its sign."""
    return f"{'+' if value > 0 else '−'}{amount(abs(value))}"


@register.filter
def unlocalised(value: float) -> str:
    """A number for an attribute, with a point whatever the language."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


@register.filter
def figure_words(name: str) -> str:
    """What a figure of a simulation counts."""
    return _(FIGURES[name]) if name in FIGURES else name
