"""Time limits: of each statement in the database, and of a request as a whole.

PostgreSQL ends a statement itself. SQLite has no clock, so it is asked every few thousand steps. Both are set when the
first statement of a request is sent and taken back at its end, for editors' requests use the same connections.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.utils import InterfaceError, OperationalError

from cms.caching.statements import look

_STEPS = 10_000
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


@contextmanager
def limited() -> Iterator[Deadline]:
    """Runs its block under both limits of the settings."""
    deadline = Deadline(settings.GRAPHQL["REQUEST_SECONDS"])
    statements = _Statements(settings.GRAPHQL["STATEMENT_SECONDS"], deadline)
    with connection.execute_wrapper(statements):
        try:
            yield deadline
        finally:
            statements.release()


class _Statements:
    """Wraps each statement of a request."""

    def __init__(self, seconds: float, deadline: Deadline) -> None:
        self._seconds = seconds
        self._deadline = deadline
        self._limited: Any = None
        self._until = 0.0

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        self._deadline.check()
        raw = context["connection"].connection
        if self._seconds and self._limited is not raw:
            self._limit(raw)
        self._until = min(monotonic() + self._seconds, self._deadline.at)
        look(sql)
        return execute(sql, params, many, context)

    def _limit(self, raw: Any) -> None:
        self._limited = raw
        if connection.vendor == "postgresql":
            # PostgreSQL 15 compiles a statement that it takes for dear; a second may pass before it looks at its clock.
            raw.execute(f"SET statement_timeout = {int(self._seconds * 1000)}; SET jit = off")
        elif connection.vendor == "sqlite":
            raw.set_progress_handler(self._is_over, _STEPS)

    def _is_over(self) -> bool:
        return monotonic() > self._until

    def release(self) -> None:
        """Take the limit off the connection again; one that cannot is closed."""
        raw, self._limited = self._limited, None
        if raw is None or raw is not connection.connection:
            return
        if connection.vendor == "sqlite":
            raw.set_progress_handler(None, 0)
        elif connection.vendor == "postgresql":
            try:
                raw.execute("RESET statement_timeout; RESET jit")
            except connection.Database.Error:
                # The connection is broken; or a transaction around this one failed, whose end undoes the limit.
                if not connection.in_atomic_block:
                    connection.close()
