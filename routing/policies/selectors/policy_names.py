"""The names behind the codes of a policy: tiers, products, partners, countries, regions, languages, pools."""

from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import Final

from babel import Locale, UnknownLocaleError
from django.utils import translation
from rapidfuzz import fuzz, process

from leads.models import LeadMark
from partners.models import Certification, Partner, Product, Tier, Vertical
from prm.platform.cleaning.names import fold_name
from prm.platform.cleaning.region_names import iso_names
from prm.platform.country_names import countries_by_name, name_of_area
from routing.engine import Catalogue
from routing.policies.selectors.mark_words import MARK_WORDS, STAGE_WORDS

MODELS: Final = {
    "tiers": Tier,
    "certifications": Certification,
    "products": Product,
    "verticals": Vertical,
}
NEAR_ENOUGH: Final = 65
SUGGESTED: Final = 3


class PolicyNames:
    """The vendor's names as they are now, each list read once, when it is first asked for.

    `lists` are those known already.
    """

    def __init__(self, lists: Mapping[str, Mapping[str, str]] | None = None) -> None:
        self._lists: dict[str, Mapping[str, str]] = dict(lists or {})
        self._folds: dict[str, dict[str, list[str]]] = {}

    def all(self, of: str) -> Mapping[str, str]:
        """Code and name of every entry of a list, in the order in which they are offered."""
        if of not in self._lists:
            self._lists[of] = self._read(of)
        return self._lists[of]

    def of(self, list_name: str, code: object) -> str:
        """The name of an entry; what is not in the list as it is written."""
        text = str(code)
        if list_name == "pools":
            return pool_title(text)
        if list_name in ("countries", "regions"):
            return name_of_area(text.upper())
        if list_name == "languages":
            return language_name(text)
        if list_name == "partners":
            return self._partners.get(text, text)
        return str(self.all(list_name).get(text.casefold(), text))

    def find(self, list_name: str, text: str) -> list[str]:
        """The codes that a typed code or name may mean: one, none, or several of one name."""
        known = self.all(list_name)
        typed = text.strip()
        for code in (typed, typed.upper(), typed.casefold()):
            if code in known or (list_name == "partners" and code in self._partners):
                return [code]
        return self._folded(list_name).get(fold_name(typed), [])

    def near(self, list_name: str, text: str) -> list[str]:
        """Names like the one that was typed, the nearest first."""
        names = {str(name): fold_name(str(name)) for name in self.all(list_name).values()}
        found = process.extract(
            fold_name(text), names, scorer=fuzz.WRatio, limit=SUGGESTED, score_cutoff=NEAR_ENOUGH
        )
        return [name for _fold, _score, name in found]

    def catalogue(self) -> Catalogue:
        """Every name that a document may use, as the engine checks it."""
        lists = {name: frozenset(self.all(name)) for name in (*MODELS, "flags")}
        return Catalogue(**lists, partners=frozenset(self._partners))

    def _folded(self, list_name: str) -> dict[str, list[str]]:
        if list_name not in self._folds:
            folds: dict[str, list[str]] = {}
            for code, name in self.all(list_name).items():
                folds.setdefault(fold_name(str(name)), []).append(code)
                without_country = str(name).split(",", maxsplit=1)[0]
                if list_name == "regions" and code not in folds.get(fold_name(without_country), ()):
                    folds.setdefault(fold_name(without_country), []).append(code)
            self._folds[list_name] = folds
        return self._folds[list_name]

    def _read(self, of: str) -> Mapping[str, str]:
        if of in MODELS:
            return dict(MODELS[of]._default_manager.values_list("slug", "name"))
        if of == "partners":
            return {external_id or id_: name for id_, external_id, name in self._partner_rows}
        language = translation.get_language() or "en"
        if of == "countries":
            return dict(countries_by_name(language))
        if of == "regions":
            return _regions(language)
        if of == "languages":
            return _languages(language)
        if of == "stages":
            return {code: str(words) for code, words in STAGE_WORDS.items()}
        own = LeadMark.objects.values_list("slug", "name")
        return {**{code: str(words) for code, words in MARK_WORDS.items()}, **dict(own)}

    @cached_property
    def _partners(self) -> Mapping[str, str]:
        """Names of partners by id and by external id."""
        named = {id_: name for id_, _external_id, name in self._partner_rows}
        return named | {external_id: name for _id, external_id, name in self._partner_rows if external_id}

    @cached_property
    def _partner_rows(self) -> list[tuple[str, str, str]]:
        rows = Partner.objects.order_by("name").values_list("id", "external_id", "name")
        return [(str(id_), external_id or "", name) for id_, external_id, name in rows]


def pool_title(key: str) -> str:
    """A pool's key as a name: "high-intent" as "High intent"."""
    words = key.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def language_name(tag: str) -> str:
    """A language by its tag: "German", "English (United Kingdom)"; the tag itself when unknown."""
    try:
        named = Locale.parse(tag, sep="-").get_display_name(translation.get_language() or "en")
    except (UnknownLocaleError, ValueError):
        return tag
    return named[:1].upper() + named[1:] if named else tag


@lru_cache(maxsize=8)
def _regions(language: str) -> Mapping[str, str]:
    return {code: name_of_area(code) for code in iso_names()}


@lru_cache(maxsize=8)
def _languages(language: str) -> Mapping[str, str]:
    named = Locale.parse(language, sep="-").languages
    short = {code: name for code, name in named.items() if len(code) == 2}
    return dict(sorted(short.items(), key=lambda pair: fold_name(pair[1])))
