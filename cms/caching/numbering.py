"""The entries of the journal: what was noted and committed gets a number, in the order of the commits, and its tags."""

import logging
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from cms.models import Change, Entry, Journal

from . import expiry, tags
from .watching import Changed, tags_of

logger = logging.getLogger(__name__)

#: How many rows are told apart in one entry. What changes more than that outdates everything.
MAX_ROWS = 10_000
#: For how long entries are kept for hosts that have not marked them. A host that comes later begins anew.
KEPT = timedelta(hours=1)
#: Old entries are removed whenever so many new ones have been written.
_SWEEP = 100
_MAX_NUMBER = 2**62

#: Called with the tags and the position of each new entry, in the transaction that writes it.
Enqueue = Callable[[list[str], int], None]
Tell = Callable[[list[Changed]], set[str]]
_enqueues: list[Enqueue] = []


def on_entry(enqueue: Enqueue) -> None:
    """Let ``enqueue`` write something of its own together with each entry, such as what is to be purged elsewhere."""
    _enqueues.append(enqueue)


@dataclass(frozen=True, slots=True)
class Numbered:
    """A new entry."""

    epoch: int
    position: int
    tags: list[str]


def number(*, expired: bool = False) -> Numbered | None:
    """Put all that was noted and committed since the last entry into a new one; None where that is nothing.

    With ``expired``, content whose time has run out since that was last asked counts as well. A change of which the
    tags cannot be told outdates everything.
    """
    try:
        return _number(tags_of, _enqueues, expired)
    except _UntoldError:
        logger.exception("What a change touches cannot be told, so it outdates everything")
        return _number(_everything, [_guarded(enqueue) for enqueue in _enqueues], expired)


class _UntoldError(Exception):
    """What changed cannot be told, though the database can be read and written."""


def _number(tell: Tell, enqueues: Iterable[Enqueue], expired: bool) -> Numbered | None:
    with transaction.atomic():
        epoch, position = _advance()
        changes = _take()
        if len(changes) == MAX_ROWS:
            _drop_rest()
            tell = _everything
        if expired:
            changes += expiry.take()
        if not changes:
            transaction.set_rollback(True)
            return None
        try:
            told = sorted(tell(changes))
            for enqueue in enqueues:
                enqueue(told, position)
        except Exception as error:
            raise _UntoldError from error
        Entry.objects.create(position=position, tags=told, made_at=timezone.now())
        if position % _SWEEP == 0:
            Entry.objects.filter(made_at__lt=timezone.now() - KEPT).delete()
    return Numbered(epoch, position, told)


def _everything(changes: object) -> set[str]:
    return {tags.EVERYTHING}


def _guarded(enqueue: Enqueue) -> Enqueue:
    """The same, but its failure is no reason to leave what changed unmarked for ever."""

    def enqueue_if_possible(told: list[str], position: int) -> None:
        try:
            with transaction.atomic():
                enqueue(told, position)
        except Exception:
            logger.exception("Nothing is purged elsewhere for entry %s of the journal", position)

    return enqueue_if_possible


def _advance() -> tuple[int, int]:
    """The journal's epoch and its next position; nobody else gets one before this transaction ends."""
    told = ", pg_notify('cms_journal', '')" if connection.vendor == "postgresql" else ""
    sql = f'UPDATE "{Journal._meta.db_table}" SET position = position + 1 RETURNING epoch, position{told}'
    with connection.cursor() as cursor:
        cursor.execute(sql)
        row = cursor.fetchone()
        if row is None:
            begin()
            cursor.execute(sql)
            row = cursor.fetchone()
    return row[0], row[1]


def begin() -> tuple[int, int]:
    """The journal's epoch and position; the journal begins with the first call."""
    first = Journal(pk=1, epoch=_new_epoch(), expired_until=timezone.now())
    Journal.objects.bulk_create([first], ignore_conflicts=True)
    return Journal.objects.values_list("epoch", "position").get()


def renumber(epoch: int) -> tuple[int, int]:
    """End ``epoch``, once for all hosts: what they know of its positions is not true of this database any longer."""
    Journal.objects.filter(epoch=epoch).update(epoch=_new_epoch())
    return Journal.objects.values_list("epoch", "position").get()


def _new_epoch() -> int:
    return secrets.randbelow(_MAX_NUMBER) + 1


def _take() -> list[Changed]:
    """What was noted, at most ``MAX_ROWS`` of it; it is noted no longer."""
    table = Change._meta.db_table
    chosen = f'SELECT id FROM "{table}" ORDER BY id LIMIT {MAX_ROWS}'
    columns = "table_name, row_key, columns, before, after"
    with connection.cursor() as cursor:
        cursor.execute(f'DELETE FROM "{table}" WHERE id IN ({chosen}) RETURNING {columns}')
        return [Changed.read(*row) for row in cursor.fetchall()]


def _drop_rest() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f'DELETE FROM "{Change._meta.db_table}"')
