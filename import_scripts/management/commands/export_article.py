"""Writes an article as text that `import_article` reads: `python manage.py export_article PATH_OR_KEY`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from import_scripts.catalogue import known_platforms
from import_scripts.exporter import NoArticleError, export_article, find_article
from import_scripts.renderer import render


class Command(BaseCommand):
    help = (
        "Writes an article as text. Imported under the same key, that text changes nothing. What a text cannot hold, "
        "such as images, is named on the error output."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("article", metavar="PATH_OR_KEY", help="path such as /المقالات/شبكات/, import key, or slug")
        parser.add_argument("--output", type=Path, metavar="FILE", help="where to write it (standard output)")
        parser.add_argument(
            "--locale",
            choices=[code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES],
            default=settings.LANGUAGE_CODE,
            help=f"language of the article when it is given by key or slug ({settings.LANGUAGE_CODE})",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            article = find_article(options["article"], options["locale"])
        except NoArticleError as error:
            raise CommandError(str(error)) from error
        outline, lost = export_article(article)
        text = render(outline, platform_slug=known_platforms().slug)
        for what in lost:
            self.stderr.write(f"text cannot hold: {what}")
        if options["output"] is None:
            self.stdout.write(text, ending="")
            return
        try:
            options["output"].write_text(text, "utf-8")
        except OSError as error:
            raise CommandError(f"{options['output']} cannot be written: {error.strerror}") from error
