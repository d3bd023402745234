"""Make the renditions of the pictures in the library: all of them, or those that are missing."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from snippets.models import Picture
from snippets.renditions import UnreadablePicture, lacks_renditions, make_renditions


class Command(BaseCommand):
    help = "Makes the sizes and formats of every picture anew; with --missing, only those that are not there."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--missing", action="store_true", help="leave alone what is there")

    def handle(self, *args: Any, missing: bool, **options: Any) -> None:
        pictures = made = unreadable = 0
        for picture in Picture.objects.order_by("pk").iterator(chunk_size=100):
            if missing and not lacks_renditions(picture):
                continue
            pictures += 1
            try:
                made += make_renditions(picture, anew=not missing)
            except UnreadablePicture as error:
                unreadable += 1
                self.stderr.write(str(error))
        self.stdout.write(f"pictures: {pictures}, renditions made: {made}")
        if unreadable:
            raise CommandError(f"Pictures that cannot be read: {unreadable}. The library's originals answer for them.")
