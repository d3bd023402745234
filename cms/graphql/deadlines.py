"""Time limits: of each statement in the database, and of a request as a whole.

PostgreSQL ends a statement itself. SQLite has no clock, so it is asked every few thousand steps. Both are set when the
first statement of a request is sent, and taken back for editors' requests, which use the same connections: at the end,
or in a serving process, where setting and taking back would take as long as the statements, before such a request.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import local
from time import monotonic
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.utils import InterfaceError, OperationalError

from cms.caching.statements import look

_STEPS = 10_000
#: For how many seconds a connection that answered is not asked whether it is alive.
_ALIVE_SECONDS = 1.0
#: SQLSTATE of a statement that was cancelled, here by its time limit.
_CANCELLED = "57014"


class Abandoned(BaseException):
    """Ends an execution at once. No Exception, so that no resolver and no executor can take it for a field's error."""


class OutOfTime(Abandoned):
    """A statement or the request took longer than it may."""


class DatabaseAway(Abandoned):
    """The database cannot be reached, or went away."""


class Deadline:
    """When a request has to end."""

    __slots__ = ("at",)

    def __init__(self, seconds: float) -> None:
        self.at = monotonic() + seconds if seconds else float("inf")

    def check(self) -> None:
        """Raises OutOfTime once it has passed."""
        if monotonic() > self.at:
            raise OutOfTime


def failed(error: BaseException | None) -> None:
    """Raises Abandoned if ``error`` means that nothing else will work either."""
    if not isinstance(error, OperationalError | InterfaceError):
        return
    cause = error.__cause__
    if getattr(cause, "sqlstate", None) == _CANCELLED or str(cause) == "interrupted":
        raise OutOfTime from error
    raise DatabaseAway from error


class _Thread(local):
    """The connection of a thread that carries the limits, and when it last answered."""

    limited: Any = None
    answered = float("-inf")


_thread = _Thread()


class _Process:
    keeps_limits = False


def keep_limits() -> None:
    """Leave the limits on connections between requests. Who does so calls ``give_back`` before all other requests."""
    _Process.keeps_limits = True


@contextmanager
def limited() -> Iterator[Deadline]:
    """Runs its block under both limits of the settings."""
    deadline = Deadline(settings.GRAPHQL["REQUEST_SECONDS"])
    statements = _Statements(settings.GRAPHQL["STATEMENT_SECONDS"], deadline)
    if _is_limited() and monotonic() < _thread.answered + _ALIVE_SECONDS:
        connection.health_check_done = True
    with connection.execute_wrapper(statements):
        try:
            yield deadline
        finally:
            if connection.vendor == "sqlite" or connection.in_atomic_block or not _Process.keeps_limits:
                give_back()


def give_back() -> None:
    """Take the limits off the connection again; one that cannot is closed."""
    is_limited, _thread.limited = _is_limited(), None
    if not is_limited:
        return
    if connection.vendor == "sqlite":
        connection.connection.set_progress_handler(None, 0)
    elif connection.vendor == "postgresql":
        try:
            connection.connection.execute("RESET statement_timeout; RESET jit")
        except connection.Database.Error:
            # The connection is broken; or a transaction around this one failed, whose end undoes the limit.
            if not connection.in_atomic_block:
                connection.close()


def _is_limited() -> bool:
    return _thread.limited is not None and _thread.limited is connection.connection


class _Statements:
    """Wraps each statement of a request."""

    def __init__(self, seconds: float, deadline: Deadline) -> None:
        self._seconds = seconds
        self._deadline = deadline
        self._until = 0.0

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        self._deadline.check()
        raw = context["connection"].connection
        if self._seconds and _thread.limited is not raw:
            self._limit(raw)
        self._until = min(monotonic() + self._seconds, self._deadline.at)
        look(sql)
        result = execute(sql, params, many, context)
        _thread.answered = monotonic()
        return result

    def _limit(self, raw: Any) -> None:
        _thread.limited = raw
        if connection.vendor == "postgresql":
            # PostgreSQL 15 compiles a statement that it takes for dear; a second may pass before it looks at its clock.
            raw.execute(f"SET statement_timeout = {int(self._seconds * 1000)}; SET jit = off")
        elif connection.vendor == "sqlite":
            raw.set_progress_handler(self._is_over, _STEPS)

    def _is_over(self) -> bool:
        return monotonic() > self._until
