"""Imports articles from text files: `python manage.py import_article PATH… [--dry-run]`."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from import_scripts.importing import Choices, Tell, import_sources, preview_sources
from import_scripts.parents import NoParentError
from import_scripts.reports import Report, as_json, as_table, columns, json_list, to_json
from import_scripts.sources import Source, SourcesError, sources


class Command(BaseCommand):
    help = (
        "Imports articles from text files: title, lead, sections, points, platforms. A second import of a file changes "
        "only what its text changed; what editors have changed stays. Ends with 0 when all was imported (conflicts "
        "included), 2 when input was rejected, 130 when it was interrupted, 1 on any other failure."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a text file, or a folder of them")
        parser.add_argument("--dry-run", action="store_true", help="show what would be read; write nothing")
        parser.add_argument("--format", choices=["table", "json"], default="table", help="of the report (table)")
        parser.add_argument("--draft", action="store_true", help="store revisions only; new pages stay unpublished")
        parser.add_argument(
            "--overwrite", action="store_true", help="let the text win over editors; locked pages stay as they are"
        )
        parser.add_argument(
            "--locale",
            choices=[code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES],
            default=settings.LANGUAGE_CODE,
            help=f"language of the articles ({settings.LANGUAGE_CODE})",
        )
        parser.add_argument(
            "--parent", metavar="PATH", help="article list that takes new articles, such as /المقالات/ (the first)"
        )
        parser.add_argument("--key", help="name under which the article is remembered (the file's name)")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = sources(options["paths"], options["key"])
            report = self._preview(found, options) if options["dry_run"] else self._import(found, options)
        except (SourcesError, NoParentError) as error:
            raise CommandError(str(error)) from error
        if report.exit_code:
            sys.exit(report.exit_code)

    def _import(self, found: tuple[Source, ...], options: dict[str, Any]) -> Report:
        choices = Choices(options["locale"], options["parent"], options["draft"], options["overwrite"])
        with self._progress(len(found)) as done:
            report = import_sources(found, choices, done=done, warn=self._warn)
        self._write(as_json(report) if options["format"] == "json" else as_table(report))
        return report

    def _preview(self, found: tuple[Source, ...], options: dict[str, Any]) -> Report:
        with self._progress(len(found)) as done:
            outlines, report = preview_sources(found, done=done, warn=self._warn)
        for item in report.items:
            self.stderr.write(item.detail)
        if options["format"] == "table":
            for place, outline in enumerate(outlines):
                self._write(chain([""] * (place > 0), _outline_table(outline)))
        elif len(found) == 1:
            for outline in outlines:
                self.stdout.write(to_json({name: value for name, value in outline.items() if name != "source"}))
        else:
            self._write(json_list(outlines))
        return report

    def _write(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.stdout.write(line)

    def _warn(self, message: str) -> None:
        self.stderr.write(message)

    @contextmanager
    def _progress(self, total: int) -> Iterator[Tell]:
        """A bar on the terminal where there are several files; silence elsewhere."""
        console = Console(stderr=True)
        shape = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*shape, console=console, transient=True, disable=total < 2 or not console.is_terminal) as bar:
            task = bar.add_task("Importing", total=total)
            yield lambda _name: bar.advance(task)


def _outline_table(outline: dict[str, Any]) -> Iterator[str]:
    rows = [
        (section["kind"], str(len(section["blocks"])), ", ".join(section["mentions"]), section["title"])
        for section in outline["sections"]
    ]
    words = outline["words"]
    yield f"{outline['source']}: {outline['title']}"
    yield f"{len(outline['lead'])} lead paragraphs, {len(rows)} sections, words in {words['in']}, out {words['out']}"
    yield from columns(("KIND", "BLOCKS", "MENTIONS", "SECTION"), lambda: rows)
