"""What this process commits is in the journal and in the memory before the call that committed it returns."""

import logging
import re
from collections.abc import Callable
from functools import cache
from threading import local
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, transaction

from cms.models import Journal

from .journal import look
from .watching import WATCHED

logger = logging.getLogger(__name__)

_WRITING = re.compile(r"\b(?:insert|update|delete|merge|truncate|copy|replace)\b", re.IGNORECASE)
_RETURNING = re.compile(r"\breturning\b", re.IGNORECASE)


class _Thread(local):
    #: Whether a statement may have written something that was not applied yet.
    is_behind = False


_thread = _Thread()


def observe(connection: Any, **kwargs: Any) -> None:
    """Have all statements of a new connection looked at."""
    if connection.alias == DEFAULT_DB_ALIAS and _notice not in connection.execute_wrappers:
        # At the beginning of the list: `connection.execute_wrapper()` takes its own away from the end.
        connection.execute_wrappers.insert(0, _notice)


def _notice(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
    if _thread.is_behind:
        _apply_on_commit()
    result = execute(sql, params, many, context)
    text = sql if isinstance(sql, str) else str(sql)
    # Whatever writes in disguise, such as a function, is noted by the triggers all the same and found by followers.
    if not text.startswith("SELECT ") and _WRITING.search(text) and _watched_tables().search(text):
        if _is_unfinished(text):
            _thread.is_behind = True
        else:
            _apply_on_commit()
    return result


@cache
def _watched_tables() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(WATCHED)})\b")


def _is_unfinished(text: str) -> bool:
    """Whether the statement ends, and with it the transaction, only when its rows have been fetched."""
    return connection.vendor == "sqlite" and not connection.in_atomic_block and bool(_RETURNING.search(text))


def after_save(**kwargs: Any) -> None:
    """Apply what was saved outside of a transaction, once its new key has been fetched."""
    if _thread.is_behind and not connection.in_atomic_block:
        _apply()


def _apply_on_commit() -> None:
    """Apply once, at the commit. Rolling back to a savepoint forgets it if only what is undone has asked for it."""
    if not any(entry[1] is _apply for entry in connection.run_on_commit):
        transaction.on_commit(_apply, robust=True)


def _apply() -> None:
    if connection.in_atomic_block:
        return  # a test runs what would have followed a commit
    _thread.is_behind = False
    try:
        look()
    except Exception:
        if {Journal._meta.db_table, *WATCHED} <= {*connection.introspection.table_names()}:
            logger.exception("A committed change is not marked yet; followers will do it")
