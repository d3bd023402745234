"""Whether the memory of what changed is up to date, so that what is kept may be given away."""

from time import time

from .memory import HEARD, NEXT_EXPIRY, SILENCE, Versions


def is_up_to_date(history: Versions, is_alone: bool) -> bool:
    """Whether the memory says all that has changed up to now, what time itself has changed included.

    From the moment at which something expires it does not, until a follower has written that down: a request never
    waits for the database's writer. ``is_alone`` says that no other host changes the content: where others may, nothing
    is known while the journal is not heard.
    """
    words, now = history.words, time() * 1_000_000
    if 0 < words[NEXT_EXPIRY] <= now:
        return False
    return is_alone or now - words[HEARD] <= SILENCE
