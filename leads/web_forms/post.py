"""What somebody has sent: the answers, and what the form sends along."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext

from prm.platform.cleaning.text import is_unstorable, without_control_characters
from prm.platform.errors import ProductError

MOST_BYTES: Final = 64 * 1024
FORMS: Final = ("application/x-www-form-urlencoded", "multipart/form-data")
# Names that answers cannot have: a question of one's own is called custom.something.
TOKEN, PROOF, TRAP, PAGE, CONSENT, CONSENT_VERSION = (
    "form_token", "form_proof", "fax_extension", "form_page", "consent", "consent_version",
)  # fmt: skip
TRACKED: Final = ("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content")
_MOST_TRACKED: Final = 200


class UnreadablePost(ProductError):
    """The body is no form and no JSON object, or it is too large."""

    status = 400
    code = "malformed"


@dataclass(frozen=True)
class Post:
    """A post as it came. `origin` is the other site whose page sent it; "" for our own."""

    answers: Mapping[str, list[str]] = field(default_factory=dict)
    token: str = ""
    proof: str = ""
    trap: str = ""
    origin: str = ""
    page: str = ""
    consents: bool = False
    consent_version: int = 0
    tracked: Mapping[str, str] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """The answer to one question."""
        return next(iter(self.answers.get(name, [])), "")


def read_post(request: HttpRequest, origin: str) -> Post:
    """The post of a form or of a script. Raises UnreadablePost."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        raise UnreadablePost(gettext("Send at most %(most)d bytes.") % {"most": MOST_BYTES}, code="too_large")
    sent = _from_form(request.POST) if request.content_type in FORMS else _from_json(request.body)
    first = {name: values[0] for name, values in sent.items() if values}
    version = first.get(CONSENT_VERSION, "")
    return Post(
        answers=sent,
        token=first.get(TOKEN, ""),
        proof=first.get(PROOF, ""),
        trap=first.get(TRAP, ""),
        origin=origin,
        page=_without_query(first.get(PAGE, ""), origin),
        consents=first.get(CONSENT, "").lower() in ("on", "1", "true", "yes"),
        consent_version=int(version) if version.isascii() and version.isdigit() and len(version) < 6 else 0,
        tracked={name: first[name][:_MOST_TRACKED] for name in TRACKED if first.get(name)},
    )


def _from_form(posted: QueryDict) -> dict[str, list[str]]:
    return {
        name: [_plain(value) for value in posted.getlist(name) if isinstance(value, str)] for name in posted
    }


def _from_json(raw: bytes) -> dict[str, list[str]]:
    try:
        data = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UnreadablePost(gettext("Send a form or a JSON object.")) from error
    if not isinstance(data, dict):
        raise UnreadablePost(gettext("Send a form or a JSON object."))
    return {str(name): [_plain(_word(one)) for one in _listed(value)] for name, value in data.items()}


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _word(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _plain(text: str) -> str:
    return without_control_characters(text) if is_unstorable(text) else text


def _without_query(page: str, origin: str) -> str:
    """The page that the form stands on, without what may say who reads it; only a page of the site that
    sends."""
    try:
        parts = urlsplit(page)
    except ValueError:
        return origin
    here = f"{parts.scheme}://{parts.netloc}".lower()
    return f"{origin}{parts.path}"[:500] if origin and here == origin else origin
