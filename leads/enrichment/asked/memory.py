"""What processes share about sources: answers that are kept, and which sources rest after failures.

It is in the cache, and may be lost: a source is then asked once more. While the cache cannot be reached,
nothing is kept, and no source rests.
"""

import hashlib
import logging
from collections.abc import Callable
from typing import Any, Final, TypeVar

from django.core.cache import cache

from leads.enrichment.asked.address import PERSONAL, names_in
from leads.enrichment.models import EnrichmentSource
from prm.platform.hand_over import UNREACHABLE

logger = logging.getLogger(__name__)
T = TypeVar("T")
FAILURES_BEFORE_REST: Final = 5
REST_SECONDS: Final = 60
_FAILURES_KEPT_SECONDS: Final = 600
_HOUR: Final = 3600
_CLAIM_SECONDS: Final = 60


def kept_answer(source: EnrichmentSource, url: str) -> dict[str, Any] | None:
    """The fields that this address answered lately; None if it has to be asked."""
    kept: dict[str, Any] | None = _quietly(lambda: cache.get(_answer(source, url)), None)
    return kept


def keep_answer(source: EnrichmentSource, url: str, fields: dict[str, Any]) -> None:
    """Keep what was answered, for as long as the source says; about a person an hour at most."""
    hours = min(source.cache_hours, 1) if PERSONAL & set(names_in(source.address)) else source.cache_hours
    if hours:
        _quietly(lambda: cache.set(_answer(source, url), fields, hours * _HOUR), None)


def is_resting(source: EnrichmentSource) -> bool:
    """Whether the source failed too often in a row to be asked now."""
    return bool(_quietly(lambda: cache.get(_rest(source)), None))


def note_failure(source: EnrichmentSource, seconds: float | None = None) -> None:
    """After some failures in a row the source rests; at once, for these seconds, where it asks for it."""
    failures = _quietly(lambda: _counted(_failures(source)), 0)
    if seconds is not None or failures >= FAILURES_BEFORE_REST:
        rest = max(REST_SECONDS, min(seconds or 0, _HOUR))
        _quietly(lambda: cache.set(_rest(source), 1, rest), None)


def note_success(source: EnrichmentSource) -> None:
    """The source answers."""
    _quietly(lambda: cache.delete_many([_failures(source), _rest(source)]), None)


def claim(lead_id: Any) -> bool:
    """Whether the caller may ask about the lead: nobody else is doing so. Without a cache, everybody may."""
    return bool(_quietly(lambda: cache.add(f"enrich:claim:{lead_id}", 1, _CLAIM_SECONDS), True))


def _counted(key: str) -> int:
    cache.add(key, 0, _FAILURES_KEPT_SECONDS)
    return int(cache.incr(key))


def _answer(source: EnrichmentSource, url: str) -> str:
    """The mapping is part of the key: a changed one reads the answer anew."""
    text = f"{sorted(source.mapping.items())}{source.secret}{url}"
    return f"enrich:answer:{source.id}:{hashlib.sha256(text.encode()).hexdigest()}"


def _failures(source: EnrichmentSource) -> str:
    return f"enrich:failures:{source.id}"


def _rest(source: EnrichmentSource) -> str:
    return f"enrich:rest:{source.id}"


def _quietly(call: Callable[[], T], otherwise: T) -> T:
    try:
        return call()
    except (*UNREACHABLE, ValueError) as error:
        logger.warning("no cache for enrichment: %s", error)
        return otherwise
