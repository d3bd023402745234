"""Purges that one deliverer has in hand are out of the others' reach, until it is done with them or dead."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b

from django.db import connection, transaction
from django.db.models import Exists, Q, QuerySet
from django.utils import timezone

from cms.models import Purge

#: Rows that are taken at once: a bound on how long they are held.
ROWS = 200


@contextmanager
def held(target: str, now: bool) -> Iterator[list[Purge]]:
    """The oldest purges of ``target`` that are due, for as long as the block lasts.

    A cache that failed is left alone until its next attempt, whatever comes in the meantime, but for ``now``.
    PostgreSQL locks the rows. SQLite knows only one lock for everything, for which publishing would have to wait, so
    there it is a file that is locked. Either lock ends with the process that has it.
    """
    if connection.features.has_select_for_update_skip_locked:
        with transaction.atomic():
            yield _due(Purge.objects.select_for_update(skip_locked=True), target, now)
    else:
        with _alone(target) as alone:
            yield _due(Purge.objects.all(), target, now) if alone else []


def _due(purges: QuerySet[Purge], target: str, now: bool) -> list[Purge]:
    moment = timezone.now()
    due, failed = Q(next_attempt__lte=moment), Q(attempts__gt=0, next_attempt__isnull=False)
    pause = Purge.objects.filter(failed, target=target, next_attempt__gt=moment)
    chosen = due | failed if now else due & ~Exists(pause)
    return list(purges.filter(chosen, target=target).order_by("pk")[:ROWS])


@contextmanager
def _alone(target: str) -> Iterator[bool]:
    """Whether nobody else delivers to ``target``, by a file beside the database; one in memory has no others."""
    name = str(connection.settings_dict["NAME"])
    if "mode=memory" in name or name == ":memory:":
        yield True
        return
    with open(f"{name}-purging-{blake2b(target.encode(), digest_size=6).hexdigest()}", "w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
