"""Write the public schema to its file, or tell how it differs from that file and from the last release."""

from argparse import ArgumentParser
from difflib import unified_diff
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from graphql import build_schema, find_breaking_changes, print_schema

from cms.graphql.schema import schema

FOLDER = Path(__file__).resolve().parents[2] / "graphql"
SCHEMA_FILE, RELEASED_FILE = FOLDER / "schema.graphql", FOLDER / "released.graphql"


class Command(BaseCommand):
    help = (
        "Writes the GraphQL schema to cms/graphql/schema.graphql; with --check, compares it with that file and with "
        "the last release, and fails on a difference from the one and on a change that breaks clients of the other."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        ways = parser.add_mutually_exclusive_group()
        ways.add_argument("--check", action="store_true", help="compare, write nothing")
        ways.add_argument("--release", action="store_true", help="write released.graphql too: what clients may rely on")

    def handle(self, *args: Any, check: bool, release: bool, **options: Any) -> None:
        current = print_schema(schema) + "\n"
        if check:
            _compare(current)
            return
        for path in (SCHEMA_FILE, RELEASED_FILE) if release else (SCHEMA_FILE,):
            unchanged = path.exists() and path.read_text(encoding="utf-8") == current
            path.write_text(current, encoding="utf-8")
            self.stdout.write(f"{path.name}: {'unchanged' if unchanged else 'written'}")


def _compare(current: str) -> None:
    committed = SCHEMA_FILE.read_text(encoding="utf-8") if SCHEMA_FILE.exists() else ""
    if committed != current:
        lines = unified_diff(committed.splitlines(), current.splitlines(), "committed", "current", lineterm="", n=2)
        raise CommandError(
            "The schema has changed and cms/graphql/schema.graphql has not. If the change is meant, run "
            "`make schema` and commit the file.\n" + "\n".join(lines)
        )
    released = build_schema(RELEASED_FILE.read_text(encoding="utf-8"))
    if breaking := find_breaking_changes(released, build_schema(current)):
        raise CommandError(
            "The schema breaks clients of the last release:\n"
            + "\n".join(f"- {change.type.name}: {change.description}" for change in breaking)
            + "\nKeep what they use and deprecate it. For a release that is meant to break it, say so in CHANGELOG.md "
            "and run `manage.py export_schema --release`."
        )
