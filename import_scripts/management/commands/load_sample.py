"""Adds the bundled sample, once: `python manage.py load_sample`."""

from typing import Any

from django.core.management.base import BaseCommand

from import_scripts.sample import load_sample


class Command(BaseCommand):
    help = "Adds and publishes the bundled sample in Arabic and English. Does nothing where it was added before."

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = load_sample()
        self.stdout.write("The sample is loaded and published." if loaded else "The sample is there already.")
