"""Long texts are read where an operation names them, once for all objects, and not at all where nothing needs them."""

import pytest
from django.db import connection

from cms.graphql.cohorts import gather
from cms.graphql.compiled import known
from cms.graphql.documents import prepared
from cms.graphql.naming import naming
from cms.graphql.rows import rows
from pages.models import ArticlePage
from tests import factories


@pytest.fixture
def articles(article_index):
    return [factories.article(article_index, f"مقال {n}", lead=factories.prose(f"مقدمة {n}")) for n in range(3)]


@pytest.fixture
def asked(graphql):
    """The answer to an operation, and the statements that it took."""

    def ask(query: str):
        statements: list[str] = []

        def note(execute, sql, params, many, context):
            statements.append(sql)
            return execute(sql, params, many, context)

        graphql(query)
        with connection.execute_wrapper(note):
            return graphql(query), statements

    return ask


@pytest.mark.usefixtures("articles")
def test_a_list_without_its_long_texts_does_not_read_them(asked):
    data, statements = asked("{articles {nodes {title date}}}")
    assert len(data["articles"]["nodes"]) == 3
    assert len(statements) == 1
    assert '"lead"' not in statements[0]


@pytest.mark.usefixtures("articles")
@pytest.mark.parametrize(
    "query", ["{articles {nodes {title}}}", '{page(path: "/articles/") {title}}', "{platforms {nodes {slug}}}"]
)
def test_what_tells_of_editors_work_is_not_read(asked, query):
    _, statements = asked(query)
    read = statements[-1].partition(" FROM ")[0]
    assert '"slug"' in read
    assert not [name for name in ("latest_revision", "draft_title", "owner_id", "locked", "go_live_at") if name in read]


@pytest.mark.parametrize(("name", "expected"), [("draft_title", "مقال 0"), ("locked_by_id", None), ("locked", False)])
def test_it_is_read_once_for_all_where_something_looks_at_it(articles, django_assert_num_queries, name, expected):
    first, *others = gather(rows(ArticlePage, [article.pk for article in articles]).values())
    with django_assert_num_queries(1):
        assert getattr(first, name) == expected
        assert len([getattr(other, name) for other in others]) == 2


@pytest.mark.usefixtures("articles")
def test_a_long_text_that_is_named_comes_with_its_rows(asked):
    data, statements = asked("{articles {nodes {intro: lead {text}}}}")
    assert [node["intro"]["text"] for node in data["articles"]["nodes"]] == ["مقدمة 2", "مقدمة 1", "مقدمة 0"]
    assert len(statements) == 1


@pytest.mark.usefixtures("articles")
@pytest.mark.parametrize("first", [1, 3])
def test_a_long_text_that_something_else_needs_is_read_once_for_all(asked, first):
    data, statements = asked(f"{{articles(first: {first}) {{nodes {{summary}}}}}}")
    assert data["articles"]["nodes"][0]["summary"] == "مقدمة 2"
    assert [('"lead"' in statement) for statement in statements] == [False, True]


def test_names_are_found_in_fragments_and_behind_aliases():
    text = "{articles {nodes {...Card}}} fragment Card on ArticlePage {a: lead {b: html} sections {nodes {title}}}"
    assert prepared(text).column_names == {"lead"}


def test_what_was_hidden_meanwhile_has_nothing_to_say(articles):
    found = gather(rows(ArticlePage, [article.pk for article in articles]).values())
    ArticlePage.objects.filter(pk=articles[1].pk).update(live=False)
    assert [row.lead for row in sorted(found, key=lambda row: row.pk)] == [
        factories.prose("مقدمة 0"),
        "",
        factories.prose("مقدمة 2"),
    ]


def test_operations_that_name_other_columns_do_not_share_a_query(articles):
    known.clear()
    (plain,) = rows(ArticlePage, [articles[0].pk]).values()
    with naming(frozenset({"lead"})):
        (whole,) = rows(ArticlePage, [articles[0].pk]).values()
    assert ("lead" in plain.__dict__, "lead" in whole.__dict__) == (False, True)
