"""The schema's file, and what a release promises to its clients."""

import re

import pytest
from django.core.management import CommandError, call_command
from graphql import build_schema, print_schema

from cms.graphql.schema import schema
from cms.management.commands import export_schema

DATED = re.compile(r".+ \(since \d{4}-\d{2}-\d{2}\)\Z", re.DOTALL)


@pytest.fixture
def files(monkeypatch, tmp_path):
    """Both files in a folder of the test, as the command would write them."""
    paths = tmp_path / "schema.graphql", tmp_path / "released.graphql"
    for name, path in zip(("SCHEMA_FILE", "RELEASED_FILE"), paths, strict=True):
        monkeypatch.setattr(export_schema, name, path)
    call_command("export_schema", release=True)
    return paths


def test_what_was_written_is_what_the_check_wants(files):
    assert [path.read_text(encoding="utf-8") for path in files] == [print_schema(schema) + "\n"] * 2
    call_command("export_schema", check=True)


def test_a_schema_that_differs_from_its_file_is_told_line_by_line(files):
    text = files[0].read_text(encoding="utf-8")
    files[0].write_text(text.replace("  readingTime: Int!\n", ""), encoding="utf-8")
    with pytest.raises(CommandError, match=re.escape("+  readingTime: Int!")):
        call_command("export_schema", check=True)


def test_a_change_that_breaks_clients_of_the_last_release_is_named(files):
    text = files[1].read_text(encoding="utf-8")
    files[1].write_text(
        text.replace("  readingTime: Int!\n", "  readingTime: Int!\n  oldField: Int\n"), encoding="utf-8"
    )
    with pytest.raises(CommandError, match=r"- FIELD_REMOVED: ArticlePage\.oldField was removed\."):
        call_command("export_schema", check=True)


def test_what_is_only_added_breaks_nobody(files):
    text = files[1].read_text(encoding="utf-8")
    text, removed = re.subn(r'  """[^"]*"""\n  readingTime: Int!\n', "", text)
    assert removed == 1
    files[1].write_text(text, encoding="utf-8")
    call_command("export_schema", check=True)


def test_the_released_schema_is_one():
    build_schema(export_schema.RELEASED_FILE.read_text(encoding="utf-8"))


def test_every_deprecation_has_a_reason_and_a_date():
    members = [
        (f"{name}.{field}", held.deprecation_reason)
        for name, of_type in schema.type_map.items()
        if not name.startswith("__")
        for group in ("fields", "values")
        for field, held in getattr(of_type, group, {}).items()
    ]
    assert members
    assert [place for place, reason in members if reason is not None and not DATED.match(reason)] == []
