"""Whether the memory of what changed is up to date, so that what is kept may be given away."""

import logging
from time import time_ns

from django.db import connection

from .journal import expire_due
from .memory import HEARD, NEXT_EXPIRY, Versions

logger = logging.getLogger(__name__)

#: Microseconds after which a journal that was not heard may hold changes that are not known here.
SILENCE = 5_000_000


def is_up_to_date(history: Versions) -> bool:
    """Whether the journal, as far as it is known here, says all that has changed up to now.

    What expires at this moment is written down first. An embedded database has no other host that could change it; of
    any other nothing is known while the journal is not heard.
    """
    now = time_ns() // 1000
    words = history.words
    if 0 < words[NEXT_EXPIRY] <= now:
        try:
            expire_due()
        except Exception:
            logger.exception("What has expired could not be written down")
            return False
    return connection.vendor == "sqlite" or now - words[HEARD] <= SILENCE
