"""GraphQL Code Generator and the strict TypeScript compiler: what a typed frontend makes of the schema."""

import json
import re
import shutil

import pytest

from cms.direction import Direction
from cms.graphql.persisted import trusted_documents
from pages.rich_text import TYPESCRIPT, Address, Destination, LinkKind, read, tree_of

TREES = """
query Trees($locale: String!) {
  sections(locale: $locale) {
    nodes {
      body {
        ... on ParagraphBlock { prose { tree } }
        ... on PointBlock { prose { tree } }
        ... on PlatformBlock { prose { tree } platform { description { tree } } }
        ... on SummaryBlock { prose { tree } }
        ... on CalloutBlock { prose { tree } }
      }
    }
  }
  articles(locale: $locale) { nodes { lead { tree } } }
  people(locale: $locale) { nodes { bio { tree } } }
}
"""
#: What the sample's texts do not hold.
RARE = """
<h3>عنوان</h3><ul><li>بند</li></ul><ol><li>أول <b>Facebook <i>Live</i></b></li></ol>
<blockquote>قول<br>وآخر</blockquote><p><a href="mailto:a@example.com">بريد</a> <a linktype="page" id="1">صفحة</a></p>
"""


@pytest.fixture(scope="module")
def answered(asked):
    """The trees of the running site, in both languages."""
    return tuple(_trees([asked(TREES, locale=locale) for locale in ("ar", "en")]))


@pytest.fixture(scope="module")
def trees(answered):
    return [*answered, tree_of(read(RARE, Direction.RTL), "ar", _resolve)]


def _trees(answer):
    match answer:
        case {"type": "document"}:
            yield answer
        case dict():
            yield from _trees(list(answer.values()))
        case list():
            for item in answer:
                yield from _trees(item)


def _resolve(target):
    if isinstance(target, Address):
        return Destination(target.kind, target.href)
    return Destination(LinkKind(target.kind), "/page/", "P1")


@pytest.fixture(scope="module")
def typed(packages, tool, sdl, examples, trees):
    """The generator's folder: types of the committed schema, and the site's rich texts as a TypeScript module."""
    folder = packages / "codegen"
    shutil.copy(sdl, folder / "schema.graphql")
    shutil.rmtree(folder / "examples", ignore_errors=True)
    (folder / "examples").mkdir()
    for path in examples:
        shutil.copy(path, folder / "examples")
    (folder / "rich-text.ts").write_text(re.sub("^type ", "export type ", TYPESCRIPT, flags=re.MULTILINE))
    _write(folder / "trees.ts", trees)
    done = tool("@graphql-codegen/cli/cjs/bin.js", "--config", "codegen.yml", folder="codegen")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture
def compiler(typed, tool):
    return lambda: tool("typescript/bin/tsc", "--project", ".", folder="codegen")


def _write(path, trees):
    """As literals, so that the compiler compares every key and every value."""
    literal = json.dumps(trees, ensure_ascii=False)
    path.write_text(
        f'import type {{ RichTextTree }} from "./rich-text.js";\nexport const trees: RichTextTree[] = {literal};\n'
    )


def test_a_typed_program_compiles_under_strict_with_the_sites_trees(compiler, answered):
    assert len(answered) > 30
    done = compiler()
    assert done.returncode == 0, done.stdout


def test_the_compiler_sees_what_is_wrong_with_a_tree(typed, compiler, trees):
    wrong = [{"type": "document", "lang": "ar", "dir": "down", "children": []}]
    try:
        _write(typed / "trees.ts", wrong)
        done = compiler()
    finally:
        _write(typed / "trees.ts", trees)
    assert done.returncode != 0
    assert re.findall(r"error TS\d+: (.*?)\.?\n", done.stdout) == [
        "Type '\"down\"' is not assignable to type 'Direction'"
    ]


def test_the_published_type_is_tried_on_every_kind_of_node(trees):
    assert set(_types(trees)) == set(re.findall(r'\btype: "(\w+)"', TYPESCRIPT))


def _types(node):
    if isinstance(node, list):
        for item in node:
            yield from _types(item)
    elif isinstance(node, dict):
        yield node["type"]
        yield from _types(node.get("children", []))


def test_the_running_site_gives_the_same_operations(typed, tool, graphql_url):
    done = tool(
        "@graphql-codegen/cli/cjs/bin.js", "--config", "codegen.yml", folder="codegen", SCHEMA=graphql_url, OUT="live"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    manifests = [(typed / folder / "persisted-documents.json").read_text() for folder in ("generated", "live")]
    assert manifests[0] == manifests[1]


def test_the_generators_manifest_serves_as_trusted_documents(typed, tmp_path):
    shutil.copy(typed / "generated" / "persisted-documents.json", tmp_path)
    texts = trusted_documents(tmp_path).values()
    assert sum("query ReadArticle(" in text for text in texts) == 1
