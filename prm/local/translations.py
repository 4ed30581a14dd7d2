"""Translations on disk: kept up to date with the source, and compiled, by Babel alone."""

import os
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from prm.local.messages import REPOSITORY, source_messages

LOCALE = REPOSITORY / "locale"
OF_LIBRARIES = REPOSITORY / "prm" / "platform" / "tenants" / "locale"
HEADER = "# What the product says, in another language. Words and habits: docs/translating.md."


def catalogs() -> Iterator[Path]:
    """The .po file of each language."""
    yield from sorted(LOCALE.glob("*/LC_MESSAGES/django.po"))


def words_of_libraries() -> Iterator[Path]:
    """What we say instead of a library's own words, in each language; English too."""
    yield from sorted(OF_LIBRARIES.glob("*/LC_MESSAGES/django.po"))


def compile_stale() -> list[Path]:
    """Compile each .po file that is newer than its .mo; the .mo files written. Safe to run side by side."""
    written = []
    for source in (*catalogs(), *words_of_libraries()):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime <= source.stat().st_mtime:
            _compile(source, target)
            written.append(target)
    return written


def bring_up_to_date(source: Path) -> Catalog:
    """Rewrite a .po file with the messages of the source: what is new is empty, what is gone is left out."""
    known, fresh = read_catalog(source), source_messages()
    for message in fresh:
        before = known.get(message.id, message.context) if message.id else None
        if before is not None:
            message.string, message.flags = before.string, before.flags
    fresh.locale, fresh.header_comment = known.locale, HEADER
    fresh.project, fresh.version, fresh.fuzzy = "prm", "1", False
    fresh.msgid_bugs_address = fresh.last_translator = fresh.language_team = ""
    fresh.creation_date = fresh.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    write_catalog(fresh, source)
    return fresh


def read_catalog(source: Path) -> Catalog:
    """A .po file; its language is the name of its folder."""
    with source.open("rb") as file:
        return read_po(file, locale=source.parent.parent.name)


def write_catalog(catalog: Catalog, target: Path) -> None:
    """Write a .po file, ordered by where its messages come from."""
    with target.open("wb") as file:
        write_po(file, catalog, width=110, sort_by_file=True, no_location=True)


def _compile(source: Path, target: Path) -> None:
    handle, name = tempfile.mkstemp(dir=target.parent, suffix=".mo.new")
    with os.fdopen(handle, "wb") as file:
        write_mo(file, read_catalog(source))
    Path(name).chmod(0o644)
    Path(name).replace(target)
