"""How much a client may ask in a minute, counted by its address or, where it holds a known token, by that token.

A request counts 1, and 1 more for each 500 of its cost. Counts live in Django's cache and are as wide as it is: all
processes share those of Redis, each process has its own in memory. While the cache is away nothing is counted.
"""

from dataclasses import dataclass
from hashlib import sha256
from time import time

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest

from cms.clients import client_address

from .errors import Code, Refusal

WINDOW = 60
COST_PER_COUNT = 100


@dataclass(frozen=True, slots=True)
class Client:
    """Whose requests are counted together, and how many it has in a window; 0 for any number."""

    key: str
    limit: int


def client_of(request: HttpRequest) -> Client:
    """A token that is not known counts for nothing: the address does, or made-up tokens would evade the limit."""
    scheme, _, token = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
    if scheme.lower() == "bearer" and (digest := sha256(token.strip().encode()).hexdigest()) in settings.API_TOKENS:
        return Client(f"token-{digest}", settings.RATE_LIMIT_TOKEN)
    return Client(f"address-{client_address(request)}", settings.RATE_LIMIT)


def admitted(request: HttpRequest) -> Client:
    """Count ``request``. Raises Refusal for one too many."""
    client = client_of(request)
    if client.limit and _count(client, 1) > client.limit:
        raise Refusal(
            Code.RATE_LIMITED,
            f"More than {client.limit} requests in a minute; go on in {_left()} s.",
            retry_after=_left(),
        )
    return client


def charge(client: Client, cost: int) -> None:
    """Count what an operation costs beyond the request itself."""
    if client.limit and cost >= COST_PER_COUNT:
        _count(client, cost // COST_PER_COUNT)


def _count(client: Client, more: int) -> int:
    counters, key = caches["counters"], f"rate-{client.key}-{int(time()) // WINDOW}"
    counters.add(key, 0, 2 * WINDOW)
    try:
        return counters.incr(key, more)
    except ValueError:  # it was thrown out in between, or the cache is away
        return more


def _left() -> int:
    """Seconds until the next window."""
    return WINDOW - int(time()) % WINDOW
