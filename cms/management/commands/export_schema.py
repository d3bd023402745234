"""Write the public schema to its file, or tell how the file differs from it."""

from argparse import ArgumentParser
from difflib import unified_diff
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from graphql import print_schema

from cms.graphql.schema import schema

SCHEMA_FILE = Path(__file__).resolve().parents[2] / "graphql" / "schema.graphql"


class Command(BaseCommand):
    help = "Writes the GraphQL schema to cms/graphql/schema.graphql; with --check, compares and fails on a difference."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="compare, write nothing")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        committed = SCHEMA_FILE.read_text(encoding="utf-8") if SCHEMA_FILE.exists() else ""
        current = print_schema(schema) + "\n"
        if not check:
            SCHEMA_FILE.write_text(current, encoding="utf-8")
            self.stdout.write(f"{SCHEMA_FILE.name}: {'unchanged' if committed == current else 'written'}")
        elif committed != current:
            lines = unified_diff(committed.splitlines(), current.splitlines(), "committed", "current", lineterm="", n=2)
            raise CommandError(
                "The schema has changed and cms/graphql/schema.graphql has not. If the change is meant, run "
                "`make schema` and commit the file.\n" + "\n".join(lines)
            )
