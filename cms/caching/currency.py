"""Whether the memory of what changed is up to date, so that what is kept may be given away."""

import logging
from collections.abc import Callable
from time import time

from .memory import NEXT_EXPIRY, Versions

logger = logging.getLogger(__name__)


def is_up_to_date(history: Versions, expire: Callable[[], object], is_alone: bool) -> bool:
    """Whether the memory says all that has changed up to now, what time itself has changed included.

    ``expire`` has the journal write down what has expired. ``is_alone`` says that no other host changes the content:
    where others may, nothing is known while the journal is not heard.
    """
    if 0 < history.words[NEXT_EXPIRY] <= time() * 1_000_000:
        try:
            expire()
        except Exception:
            logger.exception("What has expired could not be written down")
            return False
    return is_alone or history.is_heard
