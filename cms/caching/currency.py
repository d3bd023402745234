"""Whether the memory of what changed is up to date, so that what is kept may be given away."""

import logging
from collections.abc import Callable
from time import time_ns

from django.db import connection

from .journal import expire_due
from .memory import HEARD, NEXT_EXPIRY, Versions

logger = logging.getLogger(__name__)

#: Microseconds after which a journal that was not heard may hold changes that are not known here.
SILENCE = 5_000_000


def is_up_to_date(history: Versions, expire: Callable[[], object] = expire_due, is_alone: bool | None = None) -> bool:
    """Whether the journal, as far as it is known here, says all that has changed up to now.

    What expires at this moment is written down first, by ``expire``. An embedded database has no other host that could
    change it (``is_alone``); of any other nothing is known while the journal is not heard.
    """
    now = time_ns() // 1000
    words = history.words
    if 0 < words[NEXT_EXPIRY] <= now:
        try:
            expire()
        except Exception:
            logger.exception("What has expired could not be written down")
            return False
    if is_alone is None:
        is_alone = connection.vendor == "sqlite"
    return is_alone or now - words[HEARD] <= SILENCE
