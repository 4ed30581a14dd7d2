"""The kinds of fields. Each makes the column of the model, and says beside it how the value is read."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, TypeVar, Unpack

from django.contrib.postgres.fields import ArrayField
from django.db import models

from leads.fields.about import Details, Posted, Reader, Use
from leads.fields.readers import each, one_line, several_lines

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Label = str | _StrPromise
else:
    Label = Any
F = TypeVar("F", bound="models.Field[Any, Any]")
MOST_TYPED = 100
# The database knows the default, too: a process of the version before can still write rows.
EMPTY: Final[Any] = {"blank": True, "default": "", "db_default": ""}


def text(label: Label, most: int, use: Use, **details: Unpack[Details]) -> "models.CharField[str, str]":
    """One line of text, as it was typed."""
    posted = Posted(kind="text", read=one_line(most), absent="", most=most, use=use, **details)
    return _described(models.CharField(label, max_length=most, **EMPTY), posted)


def paragraphs(label: Label, most: int, use: Use, **details: Unpack[Details]) -> "models.TextField[str, str]":
    """Text that keeps its line breaks."""
    posted = Posted(kind="text", read=several_lines(most), absent="", most=most, use=use, **details)
    return _described(models.TextField(label, max_length=most, **EMPTY), posted)


def code(
    label: Label, most: int, use: Use, read: Reader, *, typed: int = MOST_TYPED, **details: Unpack[Details]
) -> "models.CharField[str, str]":
    """Text in a normal form: up to `typed` characters are read, and become at most `most`."""
    posted = Posted(kind="text", read=read, absent="", most=typed, use=use, **details)
    return _described(models.CharField(label, max_length=most, **EMPTY), posted)


def number(
    label: Label, most: int, use: Use, read: Reader, **details: Unpack[Details]
) -> "models.IntegerField[int | None, int | None]":
    """A whole number from 0 to `most`."""
    posted = Posted(kind="number", read=read, absent=None, most=most, use=use, **details)
    kind: Any = models.PositiveIntegerField if most >= 2**15 else models.PositiveSmallIntegerField
    column: models.IntegerField[int | None, int | None] = kind(label, null=True, blank=True)
    return _described(column, posted)


def money(
    label: Label, use: Use, read: Reader, **details: Unpack[Details]
) -> "models.DecimalField[Decimal | None, Decimal | None]":
    """An amount in the lead's currency."""
    posted = Posted(kind="money", read=read, absent=None, most=10**13, use=use, **details)
    column: models.DecimalField[Decimal | None, Decimal | None] = models.DecimalField(
        label, max_digits=15, decimal_places=2, null=True, blank=True
    )
    return _described(column, posted)


def degrees(
    label: Label, most: int, use: Use, read: Reader, **details: Unpack[Details]
) -> "models.FloatField[float | None, float | None]":
    """Degrees from -`most` to `most`."""
    posted = Posted(kind="degrees", read=read, absent=None, most=most, use=use, **details)
    return _described(models.FloatField(label, null=True, blank=True), posted)


def flag(
    label: Label, use: Use, read: Reader, **details: Unpack[Details]
) -> "models.BooleanField[bool | None, bool | None]":
    """Yes, no, or not known."""
    posted = Posted(kind="flag", read=read, absent=None, most=1, use=use, **details)
    return _described(models.BooleanField(label, null=True, blank=True), posted)


def codes(
    label: Label,
    most: int,
    use: Use,
    read: Reader,
    *,
    longest: int,
    is_later: bool = False,
    **details: Unpack[Details],
) -> "ArrayField[list[str], list[str]]":
    """Up to `most` codes of up to `longest` characters, each once; `read` reads one of them.

    `is_later`: the column came to a table in use, so the database fills it by itself.
    """
    posted = Posted(kind="list", read=each(read, most), absent=(), most=most, use=use, **details)
    item: models.CharField[str, str] = models.CharField(max_length=longest)
    filled: Any = {"db_default": []} if is_later else {}
    return _described(ArrayField(item, default=list, blank=True, verbose_name=label, **filled), posted)


def json_value(
    label: Label, use: Use, read: Reader, **details: Unpack[Details]
) -> "models.JSONField[Any, Any]":
    """Any JSON, or nothing."""
    posted = Posted(kind="json", read=read, absent=None, most=0, use=use, **details)
    return _described(models.JSONField(label, null=True, blank=True), posted)


def json_object(
    label: Label, use: Use, read: Reader, **details: Unpack[Details]
) -> "models.JSONField[Any, Any]":
    """A JSON object; empty where it is not given."""
    posted = Posted(kind="object", read=read, absent={}, most=0, use=use, **details)
    return _described(models.JSONField(label, default=dict, blank=True), posted)


def _described(column: F, posted: Posted) -> F:
    column.posted = posted  # type: ignore[attr-defined]
    return column
