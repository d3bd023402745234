"""Brings a site up, in one process and as often as one likes: `python manage.py prepare [--sample]`."""

import sys
from argparse import ArgumentParser
from os.path import relpath
from typing import Any

from django.core.management.base import BaseCommand

from import_scripts.preparation import EDITOR, add_editor, addresses, collect_static_files, update_tables
from import_scripts.reports import columns
from import_scripts.sample import load_sample


class Command(BaseCommand):
    help = (
        "Brings the site up: tables, static files, an editor's account whose password is printed once. A second run "
        "changes nothing."
    )
    requires_system_checks: list[str] = []  # they ask the database, which may have no tables yet

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--sample", action="store_true", help="add the sample article, and let the editor's account do everything"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        sample = options["sample"]
        if update_tables():
            self._say("The database is set up.")
        if collect_static_files():
            self._say("The static files are collected.")
        if sample and load_sample():
            self._say("The sample article is imported and published.")
        password = add_editor(superuser=sample)
        self._say("")
        if password:
            self._say(f"Account: {EDITOR}\nPassword: {password}\nIt is shown this once; keep it.")
        else:
            self._say(
                f"Account: {EDITOR}. Its password was printed at the first run; "
                f"`{relpath(sys.executable)} manage.py changepassword {EDITOR}` sets a new one."
            )
        heads, *rows = addresses()
        self._say("\n".join(["", *columns(heads, lambda: rows)]))

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
