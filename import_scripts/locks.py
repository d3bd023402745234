"""One at a time: a lock that lasts until the transaction ends."""

from django.db import connection


def wait_for_turn(name: str) -> None:
    """Wait until no other transaction holds ``name``, then hold it; call it first in a transaction.

    On SQLite a transaction of this site already waits for any other writer where it begins (see the settings).
    """
    if not connection.in_atomic_block:
        raise RuntimeError(f"'{name}' can only be held inside transaction.atomic().")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
