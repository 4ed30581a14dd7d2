"""Every message of the product is translated; every word on a page is a message."""

import re
from collections.abc import Sequence
from pathlib import Path

import allauth
import pytest
from babel.messages.catalog import Catalog
from django.conf import settings
from django.utils import translation

from prm.local.messages import messages_of_python, messages_of_template, source_messages
from prm.local.translations import LOCALE, catalogs, compile_stale, read_catalog, words_of_libraries
from tests.i18n.literals import literals_of_python, literals_of_template, untranslatable

PLACEHOLDER = re.compile(r"(?<!%)%(?:\((\w+)\))?[-#0 +]*[\d.]*[sdgfr]")
LANGUAGES = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


@pytest.fixture(scope="module")
def source() -> Catalog:
    return source_messages()


def po_file(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def all_forms(words: str | Sequence[str] | None) -> list[str]:
    return [words or ""] if isinstance(words, str) or words is None else list(words)


def test_each_language_has_a_catalogue() -> None:
    assert list(catalogs()) == [po_file(language) for language in LANGUAGES]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_in_english(source: Catalog, language: str) -> None:
    translated = read_catalog(po_file(language))
    missing = []
    for message in (message for message in source if message.id):
        there = translated.get(message.id, message.context)
        if there is None or there.fuzzy or not all(all_forms(there.string)):
            missing.append(f"{message.locations[0][0]}: {message.id!r}")
    assert not missing, "\n".join(["Run manage.py extract_translations, then translate:", *missing])


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_stay_as_they_are(language: str) -> None:
    translated = read_catalog(po_file(language))
    wrong = [f"{m.id!r}: {error}" for m in translated if m.id for error in m.check(translated)]
    for message in translated:
        if message.id:
            wanted = {name for form in all_forms(message.id) for name in placeholders(form)}
            wrong += [
                f"{message.id!r}: {form!r}"
                for form in all_forms(message.string)
                if not set(placeholders(form)) <= wanted
            ]
            if set(placeholders(all_forms(message.string)[-1])) != wanted:
                wrong.append(f"{message.id!r}: {message.string!r}")
    assert not wrong, "\n".join(wrong)


def placeholders(words: str) -> list[str]:
    """The names of a message's placeholders; "" for one without a name."""
    return PLACEHOLDER.findall(words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_plurals_have_every_form(language: str) -> None:
    translated = read_catalog(po_file(language))
    plurals = [message for message in translated if message.pluralizable]
    assert len(plurals) > 10
    assert [m.id for m in plurals if len(all_forms(m.string)) != translated.num_plurals] == []


def test_what_is_compiled_is_spoken() -> None:
    compile_stale()
    with translation.override("de"):
        assert translation.gettext("Accept") == "Annehmen"
        assert translation.ngettext("%(n)s partner", "%(n)s partners", 2) == "%(n)s Partner"


def test_the_reasons_of_the_engine_are_messages(source: Catalog) -> None:
    assert "The lead was outside your territories." in source


def test_every_word_on_a_page_can_be_translated() -> None:
    found = list(untranslatable())
    assert not found, "\n".join(["Words outside of gettext:", *found])


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("<p>Hello</p>", [(1, "Hello")]),
        ('{% load i18n %}<p>{% translate "Hello" %}</p>', []),
        ("<p>\n{{ name }} has it</p>", [(1, "has it")]),
        ('<input placeholder="Your name">', [(1, "Your name")]),
        ("{% blocktranslate %}Hello{% endblocktranslate %}{# aside #}<b>5 %</b>", []),
        ("<script>let there = 1;</script>", []),
    ],
)
def test_words_outside_the_tags_of_a_template_is_found(template: str, found: list[tuple[int, str]]) -> None:
    assert literals_of_template(template) == found


@pytest.mark.parametrize(
    ("code", "is_found"),
    [
        ('raise NotFound("There is nothing.")', True),
        ('raise NotFound(f"There is no {name}.")', True),
        ('raise NotFound(_("There is nothing."))', False),
        ('messages.success(request, "That is done.")', True),
        ('logger.warning("could not send %s", name)', False),
        ('CharField("name", help_text="A name")', True),
    ],
)
def test_words_outside_gettext_in_python_are_found(code: str, is_found: bool) -> None:
    assert bool(list(literals_of_python(code))) is is_found


def test_messages_are_found_in_python() -> None:
    code = '_("a" "b")\nngettext("one", "many", n)\npgettext("place", "at")\ngettext(told["key"])\n_(name)\n'
    assert [(m.forms, m.context) for m in messages_of_python(code)] == [
        (("ab",), None),
        (("one", "many"), None),
        (("at",), "place"),
    ]


def test_messages_are_found_in_templates() -> None:
    text = (
        '{% load i18n %}<p>\n   {% translate "a" %}</p>{% translate "at" context "place" %}{{ _("b")|lower }}'
        "{% blocktranslate count n=n trimmed %}\n  one\n{% plural %}\n  {{ n }} many\n{% endblocktranslate %}"
    )
    assert {(m.forms, m.context) for m in messages_of_template(text)} == {
        (("a",), None),
        (("at",), "place"),
        (("b",), None),
        (("one", "%(n)s many"), None),
    }


def test_the_accounts_pages_speak_our_words_and_each_of_them_is_one_of_allauths() -> None:
    ours = {path.parent.parent.name: read_catalog(path) for path in words_of_libraries()}
    assert set(ours) == {code for code, _name in settings.LANGUAGES}
    theirs = read_catalog(Path(allauth.__file__).parent / "locale" / "de" / "LC_MESSAGES" / "django.po")
    known = {message.id for message in theirs if message.id}
    for catalog in ours.values():
        assert [message.id for message in catalog if message.id and message.id not in known] == []
    with translation.override("en"):
        assert translation.gettext("Please reauthenticate to safeguard your account.") == (
            "Enter your password to continue."
        )
    with translation.override("de"):
        assert translation.gettext("Security Keys") == "Passkeys"
