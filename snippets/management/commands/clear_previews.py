"""Removes the previews whose time is over; each new preview does so too."""

from typing import Any

from django.core.management.base import BaseCommand

from snippets.models import PreviewToken


class Command(BaseCommand):
    help = "Removes the previews whose time is over."

    def handle(self, *args: Any, **options: Any) -> None:
        removed, _ = PreviewToken.objects.expired().delete()
        self.stdout.write(f"{removed} expired previews removed.")
