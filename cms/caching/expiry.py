"""What expires without anybody writing anything: the content that has just done so, and when the next will."""

from collections.abc import Iterator
from time import time

from django.db.models import Min
from django.db.models.functions import Now

from cms.models import Journal

from .memory import NEVER
from .watching import WATCHED, Changed, Watched

_COLUMN = "expire_at"


def take() -> list[Changed]:
    """The rows that have expired since this was last asked, as if that had been written. Under the journal's lock."""
    since = Journal.objects.values_list("expired_until", flat=True).get()
    Journal.objects.update(expired_until=Now())
    return [changed for watched in _expiring() for changed in _expired(watched, since)]


def _expired(watched: Watched, since: object) -> Iterator[Changed]:
    rows = watched.model._base_manager.filter(expire_at__gt=since, expire_at__lte=Now())
    for key, *values in rows.values_list("pk", *watched.noted):
        version = dict(zip(watched.noted, values, strict=True))
        yield Changed(watched.table, str(key), frozenset({_COLUMN}), version, version)


def next_one() -> int:
    """When content that was not asked about yet expires, in microseconds since 1970 by this host's clock.

    That may be in the past: what has just expired may have been looked at in the moments before.
    """
    # Before the question, so that the moment is never told too late.
    asked_at = time()
    state = Journal.objects.annotate(now=Now()).values_list("expired_until", "now").first()
    if state is None:
        return NEVER
    # The database decides by its own clock what has expired.
    since, now = state
    rows = (watched.model._base_manager.filter(expire_at__gt=since) for watched in _expiring())
    moments = [found.aggregate(first=Min(_COLUMN))["first"] for found in rows]
    first = min((moment for moment in moments if moment), default=None)
    return NEVER if first is None else int((asked_at + (first - now).total_seconds()) * 1_000_000)


def _expiring() -> Iterator[Watched]:
    return (watched for watched in WATCHED.values() if _COLUMN in watched.noticed)
