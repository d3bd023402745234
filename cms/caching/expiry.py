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
    """When content expires next, in microseconds since 1970 by this host's clock."""
    # The database decides by its own clock what has expired.
    now = Journal.objects.annotate(now=Now()).values_list("now", flat=True).first()
    read_at = time()
    moments = (
        watched.model._base_manager.filter(expire_at__gt=now).aggregate(first=Min(_COLUMN))["first"]
        for watched in _expiring()
    )
    first = min((moment for moment in moments if moment), default=None)
    return NEVER if first is None or now is None else int((read_at + (first - now).total_seconds()) * 1_000_000)


def _expiring() -> Iterator[Watched]:
    return (watched for watched in WATCHED.values() if _COLUMN in watched.noticed)
