"""How often something without a key may be done: counted in Redis, by a fixed window.

Without Redis nothing is counted and nobody is refused.
"""

import logging

from django.core.cache import cache
from redis import RedisError

from prm.platform import clock

logger = logging.getLogger(__name__)


def seconds_to_wait(name: str, *, quota: int, window_seconds: int) -> int:
    """Count one more of `name` in this window; 0 while there are no more than the quota."""
    second = int(clock.now().timestamp())
    key = f"throttle:{name}:{second // window_seconds}"
    try:
        cache.add(key, 0, timeout=2 * window_seconds)
        used = cache.incr(key)
    except (RedisError, ValueError) as error:
        logger.warning("not counted: %s", error)
        return 0
    return 0 if used <= quota else window_seconds - second % window_seconds
