"""Single objects by one of their names, and any node by its id."""

import pytest
from graphql_relay import to_global_id

from tests import factories as make


@pytest.fixture
def article(article_index):
    return make.article(article_index, "مقال", slug="a")


@pytest.mark.parametrize(
    "way", ['slug: "a"', 'by: {slug: "a"}', 'by: {path: "/المقالات/a/"}', 'by: {path: "المقالات/a"}']
)
def test_an_article_is_found_by_each_of_its_names(article, graphql, way):
    assert graphql(f"{{article({way}) {{title}}}}") == {"article": {"title": "مقال"}}


def test_ids_that_answers_give_find_the_same_object(article, graphql):
    make.platform()
    make.sign(article, make.person())
    make.section(article)
    make.picture()
    make.document()
    rows = graphql("""{articles {nodes {id __typename}} sections {nodes {id __typename}}
        platforms {nodes {id __typename}}
        people {nodes {id __typename}} images {nodes {id __typename}} documents {nodes {id __typename}}}""")
    nodes = [node for connection in rows.values() for node in connection["nodes"]]
    assert [node["__typename"] for node in nodes] == [
        *("ArticlePage", "SectionPage", "Platform", "Person", "Image", "Document")
    ]
    for node in nodes:
        assert graphql("query($id: ID!) {node(id: $id) {id __typename}}", id=node["id"]) == {"node": node}


@pytest.mark.parametrize("way", ["", 'slug: "a", by: {slug: "a"}'])
def test_no_name_or_two_are_refused(article, graphql, way):
    query = f"{{article({way}) {{title}}}}" if way else "{article {title}}"
    (error,) = graphql(query, errors=True)
    assert error["message"] == "Name one object: give `slug`, or `by` with exactly one field."
    assert error["extensions"]["code"] == "BAD_USER_INPUT"


def test_two_names_in_one_input_are_no_valid_operation(article, graphql):
    (error,) = graphql('{article(by: {slug: "a", path: "/"}) {title}}', errors=True)
    assert error["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"


@pytest.mark.parametrize(
    "identifier",
    [
        "",
        "x",
        "5",
        to_global_id("ArticlePage", "x"),
        to_global_id("User", 1),
        to_global_id("ArticlePage", "9" * 30),
        "أ",
    ],
)
def test_what_is_no_id_is_refused(db, graphql, identifier):
    (error,) = graphql("query($id: ID!) {node(id: $id) {id}}", errors=True, id=identifier)
    assert error["extensions"]["code"] == "BAD_USER_INPUT"


def test_an_id_of_another_type_is_refused(article, graphql):
    identifier = to_global_id("ArticlePage", article.pk)
    (error,) = graphql("query($id: ID!) {platform(by: {id: $id}) {slug}}", errors=True, id=identifier)
    assert error["message"] == f"{identifier!r} is the id of another type; use one of a Platform."


def test_the_id_of_a_draft_finds_nothing(article, graphql):
    type(article).objects.filter(pk=article.pk).update(live=False)
    identifier = to_global_id("ArticlePage", article.pk)
    query = "query($id: ID!) {node(id: $id) {id} article(by: {id: $id}) {title}}"
    assert graphql(query, id=identifier) == {"node": None, "article": None}
