"""The threads of a serving process that deliver purges: one for each cache, so that none waits for another."""

import logging
from contextlib import suppress
from threading import Event, Thread

from django.db import close_old_connections, connection

from .delivery import deliver
from .purging import wakes
from .targets import Target, configured_targets

logger = logging.getLogger(__name__)

#: Seconds between two looks for what other processes wrote and for what is to be tried again.
EVERY = 2.0


def start() -> None:
    """Deliver from now on, for as long as the process lives; raises ``ImproperlyConfigured`` for a wrong setting."""
    for target in configured_targets():
        news = Event()
        wakes(news)
        Thread(target=_deliver_for_ever, args=(target, news), name=f"purges {target.name}", daemon=True).start()


def _deliver_for_ever(target: Target, news: Event) -> None:
    is_away = False
    while True:
        try:
            close_old_connections()
            while deliver(target).goes_on:
                pass
            is_away = False
        except Exception:
            if not is_away:
                logger.exception("The purges of %s cannot be read; trying again every %.0f s", target.name, EVERY)
            is_away = True
            with suppress(Exception):
                connection.close()
        news.wait(EVERY)
        news.clear()
