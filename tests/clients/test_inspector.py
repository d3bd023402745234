"""GraphQL Inspector: every document fits the schema, a breaking change is named, the site serves what is committed."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BREAKS = {
    "  title: String!": ("  title: Int!", "FIELD_TYPE_CHANGED", "ArticlePage.title"),
    "  ADVANTAGES\n": ("  MERITS\n", "ENUM_VALUE_REMOVED", "SectionKind.ADVANTAGES"),
    "  launchYear: Int\n": ("  year: Int\n", "FIELD_REMOVED", "Platform.launchYear"),
    "Previewable = ArticlePage | ": ("Previewable = ", "UNION_MEMBER_REMOVED", "Previewable"),
    "  node(\n": ("  node(\n    kind: String!\n", "FIELD_ARGUMENT_ADDED", "Query.node.kind"),
}


def test_every_document_fits_the_schema(node, sdl, examples, packages):
    documents = (
        *examples,
        *(ROOT / "tests" / "queries").glob("*.graphql"),
        packages / "codegen" / "operations.graphql",
    )
    assert len(documents) >= 3
    assert node("inspect.js", "documents", str(sdl), *map(str, documents)) == []


def test_a_document_that_does_not_fit_is_named(node, sdl, tmp_path):
    wrong = tmp_path / "wrong.graphql"
    wrong.write_text("{ articles { nodes { draftTitle } } }")
    ((name, errors),) = node("inspect.js", "documents", str(sdl), str(wrong))
    assert name == str(wrong)
    assert "draftTitle" in errors[0]


@pytest.mark.parametrize("whole", BREAKS)
def test_a_breaking_change_is_named(node, sdl, tmp_path, whole):
    broken, kind, path = BREAKS[whole]
    text = sdl.read_text()
    assert whole in text
    changed = tmp_path / "changed.graphql"
    changed.write_text(text.replace(whole, broken, 1))
    changes = node("inspect.js", "breaking", str(sdl), str(changed))
    assert {"level": "BREAKING", "type": kind, "path": path} in changes


def test_the_running_site_tells_of_itself_what_is_committed(node, sdl, graphql_url):
    assert node("inspect.js", "running", str(sdl), graphql_url) == []
