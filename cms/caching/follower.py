"""A thread in each serving process that hears what other hosts, other programs and killed processes have committed."""

import logging
from threading import Lock, Thread
from time import monotonic, sleep, time

from django.db import connection

from cms.metrics import publish

from .journal import expire_due, look
from .memory import versions
from .triggers import declared, existing

logger = logging.getLogger(__name__)

#: Seconds after which the journal is looked at even though nobody called.
INTERVAL = 1.0
#: Seconds between two looks at when content expires, where nobody calls when that changes.
_STEP = 0.1

_lock = Lock()
_thread: Thread | None = None


def start() -> None:
    """Start the thread, once in a process; it ends with it."""
    global _thread  # noqa: PLW0603
    with _lock:
        if _thread is None or not _thread.is_alive():
            _thread = Thread(target=_follow, name="follower", daemon=True)
            _thread.start()


def _follow() -> None:
    is_away = False
    while True:
        try:
            _listen()
            while True:
                look()
                expire_due()
                if is_away:
                    logger.warning("The journal of changes can be read again")
                is_away = False
                publish()
                _wait()
        except Exception:
            if not is_away:
                logger.exception("The journal of changes cannot be read; trying again each second")
            is_away = True
            _close()
            sleep(INTERVAL)


def _listen() -> None:
    if declared(connection.vendor).keys() != existing(connection.alias).keys():
        logger.error("The database's triggers are not those of this version: run `python manage.py migrate`")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LISTEN cms_journal")


def _wait() -> None:
    """Wait until another process has written an entry, content expires, or a second has passed."""
    if connection.vendor == "postgresql":
        for _ in connection.connection.notifies(timeout=min(INTERVAL, _until_expiry()), stop_after=1):
            pass
        return
    until = monotonic() + INTERVAL
    while (left := min(until - monotonic(), _until_expiry())) > 0:
        sleep(min(left, _STEP))


def _until_expiry() -> float:
    """Seconds until content expires."""
    return max(0.0, versions().next_expiry / 1_000_000 - time())


def _close() -> None:
    try:
        connection.close()
    except Exception:
        connection.connection = None
