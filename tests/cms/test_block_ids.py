"""Blocks are told apart by their ids, as clients that cache by id need it."""

import pytest

from tests import factories

IDS = "{ sections(orderBy: TITLE_ASC) { nodes { body { id } } } }"


@pytest.fixture
def section(article_index):
    article = factories.article(article_index, slug="a")
    body = [factories.block("heading", text="عنوان", level="h3"), factories.block("heading", text="آخر", level="h4")]
    return factories.section(article, "أول", body)


def test_a_copied_page_has_blocks_of_its_own(section, graphql):
    section.copy(update_attrs={"title": "ثان", "slug": "second"}, keep_live=True)
    first, second = (node["body"] for node in graphql(IDS)["sections"]["nodes"])
    assert len({block["id"] for block in (*first, *second)}) == 4


def test_a_block_that_was_stored_without_an_id_has_one(article_index, graphql):
    body = [{key: value for key, value in factories.block("quote", text=text).items() if key != "id"} for text in "أب"]
    section = factories.section(factories.article(article_index), body=body)
    (node,) = graphql(IDS)["sections"]["nodes"]
    assert len({block["id"] for block in node["body"]}) == 2
    assert all(block["id"].endswith(f"-{section.pk}") for block in node["body"])


def test_a_table_of_contents_names_headings_by_their_ids(section, graphql):
    answer = graphql('{ article(slug: "a") { tableOfContents { anchor } sections { nodes { body { id } } } } }')
    (node,) = answer["article"]["sections"]["nodes"]
    anchors = [entry["anchor"] for entry in answer["article"]["tableOfContents"]]
    assert anchors == [section.slug, *(block["id"] for block in node["body"])]
