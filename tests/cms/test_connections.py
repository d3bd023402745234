"""Relay connections: the rules of the specification, and pages that lose and repeat nothing."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.graphql.compiled import known
from pages.models import ArticlePage
from tests import factories

PAGE = """query($first: Int, $after: String, $last: Int, $before: String) {
  articles(first: $first, after: $after, last: $last, before: $before) {
    totalCount nodes {title} edges {cursor node {title}}
    pageInfo {hasNextPage hasPreviousPage startCursor endCursor}
  }
}"""
TITLES = ["6", "5", "4", "3", "2", "1", "0"]


@pytest.fixture
def articles(article_index):
    """Seven articles, two to a day, so that the date alone does not order them."""
    for number in range(7):
        factories.article(article_index, str(number), date=date(2026, 1, 1) + timedelta(days=number // 2))


def titles(connection) -> list[str]:
    return [node["title"] for node in connection["nodes"]]


@pytest.mark.usefixtures("articles")
@pytest.mark.parametrize(
    ("arguments", "expected", "has_next", "has_previous"),
    [
        ({}, TITLES, False, False),
        ({"first": 3}, TITLES[:3], True, False),
        ({"first": 7}, TITLES, False, False),
        ({"first": 100}, TITLES, False, False),
        ({"last": 3}, TITLES[4:], False, True),
        ({"last": 100}, TITLES, False, False),
        ({"first": None, "after": None, "last": None, "before": None}, TITLES, False, False),
        ({"first": None, "last": 1}, TITLES[6:], False, True),
    ],
)
def test_page_has_what_was_asked_for(graphql, arguments, expected, has_next, has_previous):
    found = graphql(PAGE, **arguments)["articles"]
    assert titles(found) == [edge["node"]["title"] for edge in found["edges"]] == expected
    assert found["totalCount"] == 7
    assert found["pageInfo"] == {
        "hasNextPage": has_next,
        "hasPreviousPage": has_previous,
        "startCursor": found["edges"][0]["cursor"],
        "endCursor": found["edges"][-1]["cursor"],
    }


@pytest.mark.usefixtures("articles")
def test_cursors_bound_a_page_on_both_sides(graphql):
    cursors = [edge["cursor"] for edge in graphql(PAGE)["articles"]["edges"]]
    assert len(set(cursors)) == 7
    for end in ("first", "last"):
        found = graphql(PAGE, **{end: 100}, after=cursors[1], before=cursors[5])["articles"]
        assert (titles(found), found["totalCount"]) == (TITLES[2:5], 7)
    assert titles(graphql(PAGE, first=2, after=cursors[1], before=cursors[5])["articles"]) == TITLES[2:4]
    assert titles(graphql(PAGE, last=2, after=cursors[1], before=cursors[5])["articles"]) == TITLES[3:5]
    assert titles(graphql(PAGE, after=cursors[5], before=cursors[1])["articles"]) == []


@pytest.mark.usefixtures("home")
def test_empty_list_is_a_connection_without_cursors(graphql):
    assert graphql(PAGE)["articles"] == {
        "totalCount": 0,
        "nodes": [],
        "edges": [],
        "pageInfo": {"hasNextPage": False, "hasPreviousPage": False, "startCursor": None, "endCursor": None},
    }


def walk(ask, size: int, forward: bool, between=lambda: None) -> list[str]:
    """All titles of the list that `ask` gives a page of; `between` runs after each page."""
    seen: list[str] = []
    arguments = {"first": size} if forward else {"last": size}
    for _ in range(50):
        found = ask(**arguments)
        seen = seen + titles(found) if forward else titles(found) + seen
        info = found["pageInfo"]
        if not info["hasNextPage" if forward else "hasPreviousPage"]:
            return seen
        arguments |= {"after": info["endCursor"]} if forward else {"before": info["startCursor"]}
        between()
    raise AssertionError(f"the list has no end: {seen}")


@pytest.mark.usefixtures("articles")
@pytest.mark.parametrize("size", [1, 2, 3, 7])
@pytest.mark.parametrize("forward", [True, False])
def test_walk_meets_each_item_once(graphql, size, forward):
    assert walk(lambda **arguments: graphql(PAGE, **arguments)["articles"], size, forward) == TITLES


@pytest.mark.usefixtures("articles")
@pytest.mark.parametrize("forward", [True, False])
def test_walk_loses_and_repeats_nothing_while_articles_are_added(graphql, article_index, forward):
    def add():
        article_index.refresh_from_db()
        for day in (date(2025, 1, 1), date(2026, 1, 2), date(2027, 1, 1)):
            factories.article(article_index, "new", date=day)

    seen = walk(lambda **arguments: graphql(PAGE, **arguments)["articles"], 2, forward, add)
    assert [title for title in seen if title != "new"] == TITLES


@pytest.mark.usefixtures("articles")
def test_walk_goes_on_after_the_article_of_its_cursor_has_gone(graphql):
    first = graphql(PAGE, first=3)["articles"]
    ArticlePage.objects.get(title="4").unpublish()
    rest = graphql(PAGE, after=first["pageInfo"]["endCursor"])["articles"]
    assert (titles(rest), rest["totalCount"]) == (TITLES[3:], 6)


SECTIONS = """query($first: Int, $after: String, $last: Int, $before: String) {
  articles(last: 2) {nodes {
    title
    sections(first: $first, after: $after, last: $last, before: $before) {
      totalCount nodes {title} pageInfo {hasNextPage hasPreviousPage startCursor endCursor}
    }
  }}
}"""


@pytest.mark.parametrize("forward", [True, False])
def test_nested_pages_belong_to_their_owners(article_index, graphql, forward):
    owners = [factories.article(article_index, name) for name in ("a", "b")]
    for number in range(5):
        for owner in owners[: 2 if number < 3 else 1]:
            owner.refresh_from_db()
            factories.section(owner, f"{owner.title}{number}")
    found = graphql(SECTIONS, **{"first" if forward else "last": 2})["articles"]["nodes"]
    assert {node["title"]: (titles(node["sections"]), node["sections"]["totalCount"]) for node in found} == (
        {"a": (["a0", "a1"], 5), "b": (["b0", "b1"], 3)}
        if forward
        else {"a": (["a3", "a4"], 5), "b": (["b1", "b2"], 3)}
    )
    for place, expected in ((1, ["a0", "a1", "a2", "a3", "a4"]), (0, ["b0", "b1", "b2"])):

        def ask(place: int = place, **arguments):
            return graphql(SECTIONS, **arguments)["articles"]["nodes"][place]["sections"]

        assert walk(ask, 2, forward) == expected


WINDOW = "$first: Int, $after: String, $last: Int, $before: String"
LIST = """slug articles(first: $first, after: $after, last: $last, before: $before) {
  nodes {title summary} pageInfo {hasNextPage hasPreviousPage}
}"""
OF_ALL = f"query({WINDOW}) {{topics {{nodes {{{LIST}}}}}}}"
OF_ONE = f"query($slug: String!, {WINDOW}) {{topic(slug: $slug) {{{LIST}}}}}"


@pytest.mark.parametrize("few", [0, 8])
@pytest.mark.parametrize(
    "arguments", [{"first": 2}, {"last": 2}, {}, {"last": 2, "before": 1}, {"first": 2, "after": 0}]
)
def test_lists_of_several_owners_are_those_of_each_alone(article_index, graphql, monkeypatch, few, arguments):
    owners = [factories.topic(str(number), slug=f"t{number}", sort_order=number) for number in range(3)]
    for number in range(9):
        made = factories.article(article_index, str(number), date=date(2026, 1, 1 + number // 2), live=number != 8)
        made.topics.set(owners[: 1 + number % 3])
        made.save()
    edges = graphql('{topic(slug: "t0") {articles {edges {cursor}}}}')["topic"]["articles"]["edges"]
    cursors = [edges[place]["cursor"] for place in (1, 6)]
    given = {name: value if name in ("first", "last") else cursors[value] for name, value in arguments.items()}
    monkeypatch.setattr("cms.graphql.loaders.FEW_OWNERS", few)
    known.clear()
    found = {node["slug"]: node for node in graphql(OF_ALL, **given)["topics"]["nodes"]}
    assert found == {owner.slug: graphql(OF_ONE, slug=owner.slug, **given)["topic"] for owner in owners}
    assert found["t0"]["articles"]["nodes"]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite joins no lists that are cut to length")
def test_lists_of_few_owners_are_each_found_by_the_index_of_their_order(db, graphql):
    for number in range(3):
        factories.topic(str(number))
    with CaptureQueriesContext(connection) as sent:
        graphql(OF_ALL, first=2)
    (lists,) = [query["sql"] for query in sent if "articlepage_topics" in query["sql"]]
    assert (lists.count("UNION ALL"), "ROW_NUMBER" in lists) == (3, False)


def test_mentioned_in_is_walked_whole_with_and_without_a_date_of_publication(article_index, graphql):
    platform = factories.platform()
    article = factories.article(article_index)
    moments = [None, datetime(2026, 1, 1, 1, 2, 3, 4, tzinfo=UTC), datetime(2026, 1, 1, 1, 2, 3, 5, tzinfo=UTC), None]
    for number, moment in enumerate(moments):
        factories.section(article, f"فيسبوك {number}", first_published_at=moment)
    query = PAGE.replace("articles(", f'platform(slug: "{platform.slug}") {{found: mentionedIn(') + "}"
    for forward in (True, False):
        walked = walk(lambda **arguments: graphql(query, **arguments)["platform"]["found"], 1, forward)
        assert walked == ["فيسبوك 2", "فيسبوك 1", "فيسبوك 3", "فيسبوك 0"]


def test_authors_platforms_and_menus_keep_the_order_that_editors_gave(article_index, graphql):
    article = factories.article(article_index)
    factories.sign(article, *(factories.person(name) for name in ("ج", "أ", "ب")))
    for slug, order in (("x", 2), ("y", 1), ("z", 1)):
        factories.platform(slug, slug, slug, sort_order=order)
        factories.menu(slug, sort_order=order)
    found = graphql(
        "{articles {nodes {authors {nodes {name}}}} platforms {nodes {slug}} menus {nodes {slug}}"
        " back: platforms(last: 2) {nodes {slug}}}"
    )
    assert [node["name"] for node in found["articles"]["nodes"][0]["authors"]["nodes"]] == ["ج", "أ", "ب"]
    assert [node["slug"] for node in found["platforms"]["nodes"]] == ["y", "z", "x"]
    assert [node["slug"] for node in found["menus"]["nodes"]] == ["y", "z", "x"]
    assert [node["slug"] for node in found["back"]["nodes"]] == ["z", "x"]
