"""One round of telling a cache what to forget: as few requests as it takes, and what fails is kept for later."""

import logging
from collections.abc import Iterator, KeysView
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cms.models import Purge

from .holding import held
from .sending import Undelivered, send
from .targets import Target

logger = logging.getLogger(__name__)

#: Requests that a round sends at most; what they do not cover is left for the next round.
REQUESTS = 8
#: The pause doubles with each failure, up to the first number of seconds; a cache may ask for up to the second.
LONGEST_PAUSE = 60.0
LONGEST_ASKED = 3_600.0


@dataclass(frozen=True, slots=True)
class Round:
    """What became of the purges of a round: how many are delivered, how many stay, and the failure if there was one."""

    delivered: int = 0
    kept: int = 0
    error: str = ""

    @property
    def goes_on(self) -> bool:
        """Whether another round at once may deliver more."""
        return not self.error and bool(self.delivered or self.kept)


def deliver(target: Target, now: bool = False) -> Round:
    """Deliver what is due for ``target``; with ``now`` also what failed before and waits for its next attempt.

    A failure of the cache is not raised: the purges stay, with the reason and the time of the next attempt.
    """
    with held(target.name, now) as purges:
        left = dict.fromkeys(tag for purge in purges for tag in purge.tags)
        failure = None
        try:
            for tags in islice(_batches(list(left), target.limit), REQUESTS):
                send(target, tags)
                for tag in tags:
                    del left[tag]
        except Undelivered as error:
            failure = error
        return _settled(target, purges, left.keys(), failure) if purges else Round()


def _batches(tags: list[str], limit: int | None) -> Iterator[list[str]]:
    size = limit or len(tags)
    return (tags[start : start + size] for start in range(0, len(tags), size or 1))


def _settled(target: Target, purges: list[Purge], left: KeysView[str], failure: Undelivered | None) -> Round:
    """Remove the purges whose tags are all delivered; of the others keep what is left, so that each round gets on."""
    kept = [purge for purge in purges if not left.isdisjoint(purge.tags)]
    delivered = [purge.pk for purge in purges if left.isdisjoint(purge.tags)]
    begun = [purge for purge in kept if not left >= set(purge.tags)]
    for purge in begun:
        purge.tags = [tag for tag in purge.tags if tag in left]
    with transaction.atomic(savepoint=False):
        Purge.objects.filter(pk__in=delivered).delete()
        Purge.objects.bulk_update(begun, ["tags"])
        if failure:
            _put_off(target, kept, failure)
    return Round(len(delivered), len(kept), str(failure or ""))


def _put_off(target: Target, purges: list[Purge], failure: Undelivered) -> None:
    now = timezone.now()
    attempts = 1 + max(purge.attempts for purge in purges)
    pause = pause_after(attempts, failure.pause)
    for purge in purges:
        given_up = now - purge.made_at > timedelta(days=settings.PURGE_DAYS)
        purge.attempts = attempts
        purge.last_error = str(failure)
        purge.next_attempt = None if given_up else now + timedelta(seconds=pause)
    Purge.objects.bulk_update(purges, ["attempts", "last_error", "next_attempt"])
    lost = sum(purge.next_attempt is None for purge in purges)
    logger.log(
        logging.ERROR if lost else logging.WARNING,
        "%s has not forgotten what changed: %s. Next attempt in %.0f s, given up: %s.",
        *(target.name, failure, pause, lost),
    )


def pause_after(attempts: int, asked: float | None) -> float:
    """Seconds until the next attempt after so many that failed, or as the cache ``asked``."""
    pause = min(2.0 ** min(attempts, 10), LONGEST_PAUSE)
    return pause if asked is None else max(pause, min(asked, LONGEST_ASKED))
