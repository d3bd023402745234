"""Relay's compiler on the schema: lists with `@connection`, objects asked for again by `node(id:)`."""

import json
import shutil

import pytest

from cms.graphql.persisted import trusted_documents


@pytest.fixture(scope="module")
def compiled(packages, tool, sdl):
    """The folder in which the compiler wrote its types and its manifest of operations."""
    folder = packages / "relay"
    shutil.copy(sdl, folder / "schema.graphql")
    shutil.rmtree(folder / "artifacts", ignore_errors=True)
    (folder / "artifacts").mkdir()
    (folder / "persisted.json").write_text("{}")
    done = tool("relay-compiler/cli.js", "relay.config.json", folder="relay")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_fragments_with_connections_compile_to_queries(compiled):
    assert {path.name.partition(".")[0] for path in (compiled / "artifacts").iterdir()} == {
        *("ArticlesQuery", "ArticlesListQuery", "ArticlesSectionsQuery", "ArticlesMentionsQuery"),
        *("Articles_list", "Articles_sections", "Articles_mentions"),
    }


def test_the_compilers_manifest_serves_as_trusted_documents(compiled, tmp_path):
    shutil.copy(compiled / "persisted.json", tmp_path)
    documents = trusted_documents(tmp_path)
    assert len(documents) == 4
    assert sum("node(id: $id)" in text for text in documents.values()) == 2


def test_compiled_queries_are_answered_by_the_running_site(compiled, asked):
    manifest = json.loads((compiled / "persisted.json").read_text())
    texts = {text.split()[1].partition("(")[0]: text for text in manifest.values()}
    first = asked(texts["ArticlesQuery"])
    (edge,) = first["articles"]["edges"]
    assert edge["node"]["__typename"] == "ArticlePage"
    again = asked(texts["ArticlesSectionsQuery"], id=edge["node"]["id"], first=1)
    assert again["node"]["id"] == edge["node"]["id"]
    assert len(again["node"]["sections"]["edges"]) == 1
    following = asked(texts["ArticlesListQuery"], first=1, after=edge["cursor"])
    assert following["articles"]["edges"][0]["node"]["id"] != edge["node"]["id"]
