"""Every word a partner can read is there in English and in German."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.test import Client
from django.utils import translation
from django.utils.translation.template import templatize

from routing.engine.reasons import REASONS
from tests.people import VendorPeople

ROOT = Path(settings.BASE_DIR)
MESSAGES = ROOT / "locale" / "de" / "LC_MESSAGES"
KEYWORDS = {"_": None, "gettext": None, "gettext_lazy": None, "translate": None}
KEYWORDS |= {"ngettext": (1, 2), "ngettext_lazy": (1, 2)}
CODE = ["portal", "partners/services", "prm/outbox", "prm/tenants/services", "prm/tenants/views.py"]
CODE += ["leads/services/rate_lead.py", "leads/services/add_attachment.py", "leads/services/register_deal.py"]
CODE += [
    "routing/selectors/path.py",
    "routing/selectors/share_bound.py",
    "routing/selectors/tier_progress.py",
]
CODE += ["routing/selectors/decision_words.py"]
PAGES = ["portal", "account", "people", "mail"]
NOT_FOR_PARTNERS = {"prm/outbox/models.py", "prm/outbox/admin.py", "prm/tenants/services/create_vendor.py"}
NOT_FOR_PARTNERS |= {"partners/services/decide_change_request.py", "partners/services/publish_agreement.py"}
Message = str | tuple[str, ...]


@pytest.fixture(scope="module")
def german() -> Catalog:
    with (MESSAGES / "django.po").open("rb") as file:
        return read_po(file, locale="de")


def test_every_word_of_the_portal_is_there_in_german(german: Catalog) -> None:
    missing = sorted({str(message) for message in messages() if not is_translated(german, message)})
    assert not missing, "\n".join(missing)


def test_every_reason_a_partner_reads_is_there_in_german(german: Catalog) -> None:
    missing = [each.partner_words for each in REASONS if not is_translated(german, each.partner_words)]
    assert not missing, "\n".join(missing)


def test_a_translation_names_what_its_original_names(german: Catalog) -> None:
    wrong = [message.id for message in german if message.id and list(message.check(german))]
    assert not wrong


def test_the_compiled_words_are_those_of_the_source(german: Catalog) -> None:
    with (MESSAGES / "django.mo").open("rb") as file:
        compiled = read_mo(file)
    source = {message.id: message.string for message in german if message.id and message.string}
    differing = [each for each, words in source.items() if as_tuple(compiled[each].string) != as_tuple(words)]
    assert not differing, "run: pybabel compile -d locale -D django"


def test_a_partner_reads_german_when_the_browser_asks_for_it(rep: Client, acme: VendorPeople) -> None:
    with translation.override("en"):
        page = rep.get(acme.url("portal/"), headers={"Accept-Language": "de"}).content.decode()
    assert '<html lang="de">' in page
    assert "Keine Angebote warten" in page


def messages() -> Iterator[Message]:
    """What gettext is asked for in the code and the templates that partners see."""
    for path in files(CODE, "*.py"):
        if path.relative_to(ROOT).as_posix() not in NOT_FOR_PARTNERS:
            yield from found_in(path.read_text())
    for folder in PAGES:
        for path in sorted((ROOT / "templates" / folder).rglob("*.*")):
            yield from found_in(templatize(path.read_text(), origin=str(path)))
    for path in sorted((ROOT / "templates").glob("*.html")):
        yield from found_in(templatize(path.read_text(), origin=str(path)))


def files(places: list[str], pattern: str) -> Iterator[Path]:
    for place in places:
        path = ROOT / place
        yield from [path] if path.is_file() else sorted(path.rglob(pattern))


def found_in(code: str) -> Iterator[Message]:
    for _line, function, found, _comments in extract_python(BytesIO(code.encode()), list(KEYWORDS), [], {}):
        if isinstance(found, tuple):
            texts = tuple(text for text in found if text)
            yield texts[:2] if function.startswith("ngettext") else texts[0]
        elif found:
            yield found


def is_translated(catalog: Catalog, message: Message) -> bool:
    known = catalog.get(message)
    if known is None and isinstance(message, tuple):
        known = catalog.get(message[0])
    return (
        known is not None
        and bool(known.string)
        and (not isinstance(known.string, tuple) or all(known.string))
    )


def test_the_extractor_finds_what_there_is_to_find() -> None:
    code = 'from x import gettext as _\n_("one")\nngettext("%d a", "%d b", n)\n'
    assert list(found_in(code)) == ["one", ("%d a", "%d b")]


def as_tuple(words: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words)
