"""Tells the caches in front of the site what to forget, where the serving processes have not done so yet."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cms.caching.delivery import deliver
from cms.caching.sending import Undelivered, send
from cms.caching.targets import Target, configured_targets
from cms.models import Purge

#: A tag that no answer has.
NOTHING = "none.0"


class Command(BaseCommand):
    help = "Delivers the purges that are due or have failed, and says how things stand with each cache."

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--given-up", action="store_true", help="try again what was given up, too")
        what.add_argument("--try", action="store_true", dest="trial", help="only ask each cache to forget nothing")
        what.add_argument("--forget", metavar="TARGET", help="drop what is kept for a cache that is there no more")

    def handle(
        self, *args: Any, given_up: bool = False, trial: bool = False, forget: str | None = None, **options: Any
    ) -> None:
        if forget:
            return self._forget(forget)
        if given_up:
            Purge.objects.filter(next_attempt=None).update(next_attempt=timezone.now(), made_at=timezone.now())
        outcomes = [self._try(target) if trial else self._deliver(target) for target in configured_targets()]
        if not outcomes:
            self.stdout.write("PURGE_TARGETS names no cache.")
        if not trial:
            outcomes += [self._stands(standing) for standing in Purge.objects.by_target()]
        if not all(outcomes):
            raise CommandError("Not every cache has forgotten what changed.")
        return None

    def _try(self, target: Target) -> bool:
        try:
            send(target, [NOTHING])
        except Undelivered as error:
            self.stderr.write(f"{target.name}: {error}")
            return False
        self.stdout.write(f"{target.name}: answers as it must")
        return True

    def _deliver(self, target: Target) -> bool:
        delivered = 0
        while (result := deliver(target, now=True)).goes_on:
            delivered += result.delivered
        self.stdout.write(f"{target.name}: {delivered + result.delivered} delivered")
        return not result.error

    def _stands(self, standing: dict[str, Any]) -> bool:
        """Whether what is still kept for a cache is merely waiting for its time."""
        target, unknown = standing["target"], standing["target"] not in settings.PURGE_TARGETS
        told = f"{target}: {standing['waiting']} waiting, {standing['given_up']} given up"
        if standing["last_error"]:
            told += f", the last error: {standing['last_error']}"
        if unknown:
            told += f"; not in PURGE_TARGETS any more: drop them with --forget {target}"
        self.stdout.write(told)
        return not (unknown or standing["given_up"])

    def _forget(self, target: str) -> None:
        if target in settings.PURGE_TARGETS:
            raise CommandError(f"{target} is in PURGE_TARGETS: take it out there first.")
        dropped, _ = Purge.objects.filter(target=target).delete()
        if not dropped:
            raise CommandError(f"Nothing is kept for {target}. Call it as the report of deliver_purges does.")
        self.stdout.write(f"{target}: {dropped} dropped")
