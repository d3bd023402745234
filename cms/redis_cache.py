"""Redis as a cache that may be away: nothing fails and nothing waits, what is kept there is merely not found."""

import logging
from collections.abc import Callable
from functools import wraps
from time import monotonic
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

#: Seconds for which a server that failed is left alone.
PAUSE = 5.0


def _or_else(name: str, absent: Callable[..., Any]) -> Callable[..., Any]:
    """The method ``name``, or what ``absent`` makes of its arguments where Redis does not answer."""
    method = getattr(RedisCache, name)

    @wraps(method)
    def guarded(self: "OptionalRedisCache", *args: Any, **kwargs: Any) -> Any:
        if monotonic() < OptionalRedisCache.left_alone_until:
            return absent(*args, **kwargs)
        try:
            return method(self, *args, **kwargs)
        except (RedisError, OSError) as error:
            OptionalRedisCache.left_alone_until = monotonic() + PAUSE
            logger.warning("The cache is away, for %s s nothing is asked of it: %s", PAUSE, type(error).__name__)
            return absent(*args, **kwargs)

    return guarded


class OptionalRedisCache(RedisCache):
    """Django's Redis cache; while the server is away reads find nothing and writes are dropped.

    Django makes an instance for each thread and alias; they share what one of them has found out.
    """

    left_alone_until = 0.0

    add = _or_else("add", lambda *args, **kwargs: True)
    get = _or_else("get", lambda key, default=None, version=None: default)
    set = _or_else("set", lambda *args, **kwargs: None)
    touch = _or_else("touch", lambda *args, **kwargs: False)
    delete = _or_else("delete", lambda *args, **kwargs: False)
    get_many = _or_else("get_many", lambda *args, **kwargs: {})
    has_key = _or_else("has_key", lambda *args, **kwargs: False)
    incr = _or_else("incr", lambda key, delta=1, version=None: delta)
    set_many = _or_else("set_many", lambda data, *args, **kwargs: list(data))
    delete_many = _or_else("delete_many", lambda *args, **kwargs: None)
    clear = _or_else("clear", lambda *args, **kwargs: False)
