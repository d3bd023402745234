"""What the caches in front of the site are to forget: written with the change, kept until each of them has."""

from collections.abc import Iterable
from datetime import timedelta
from threading import Event

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cms.models import Purge

from .tags import header_name

_deliverers: list[Event] = []


def enqueue(tags: Iterable[str], position: int) -> None:
    """Keep a purge of ``tags`` for each configured cache; call it in the transaction that numbers the change.

    An answer that is under way while a cache forgets may reach it afterwards, with the old content. So each purge is
    kept a second time, due when no such answer can be under way any more.
    """
    targets = settings.PURGE_TARGETS
    names = sorted({header_name(tag) for tag in tags})
    if not targets or not names:
        return
    now = timezone.now()
    moments = [now]
    if settings.PURGE_AGAIN_SECONDS:
        moments.append(now + timedelta(seconds=settings.PURGE_AGAIN_SECONDS))
    Purge.objects.bulk_create(
        Purge(target=target, tags=names, position=position, made_at=now, next_attempt=moment)
        for moment in moments
        for target in targets
    )
    transaction.on_commit(_wake)


def wakes(deliverer: Event) -> None:
    """Have ``deliverer`` set whenever this process has committed a purge."""
    _deliverers.append(deliverer)


def _wake() -> None:
    for deliverer in _deliverers:
        deliverer.set()
