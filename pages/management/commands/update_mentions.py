"""Derives anew which platforms every section names, for operators who have changed the data beneath the site."""

from typing import Any

from django.core.management.base import BaseCommand

from pages.mention_updates import update_mentions
from pages.models import SectionPage


class Command(BaseCommand):
    help = "Derive anew which platforms every section names."

    def handle(self, *args: Any, **options: Any) -> None:
        changed = update_mentions()
        self.stdout.write(f"{SectionPage.objects.count()} sections, {changed} changed")
