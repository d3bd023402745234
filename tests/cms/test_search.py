"""The search: what it finds, in which order, and what it makes of strange words."""

import pytest

from tests import factories

SEARCH = """query($q: String!, $locale: String, $first: Int, $after: String) {
  search(query: $q, locale: $locale, first: $first, after: $after) {
    totalCount
    nodes {__typename ... on Platform {slug} ... on PageInterface {title}}
    pageInfo {hasNextPage endCursor}
  }
}"""


@pytest.fixture
def content(article_index, english):
    factories.platform("x", "Chirper", "مغرد")
    factories.platform("x", "Chirper", "مغرد", locale=english)
    article = factories.article(article_index, "Chirper news")
    factories.section(article, "Other", [factories.block("paragraph", prose=factories.prose("Chirper text"))])
    factories.section(article, "Silent")


def found(graphql, q: str, **arguments) -> list[str]:
    nodes = graphql(SEARCH, q=q, **arguments)["search"]["nodes"]
    return [node.get("slug") or node["title"] for node in nodes]


@pytest.mark.usefixtures("content")
def test_platforms_come_first_then_pages_that_hold_the_word(graphql):
    assert found(graphql, "chirper")[0] == "x"
    assert sorted(found(graphql, "chirper")) == ["Chirper news", "Other", "x"]
    assert graphql(SEARCH, q="chirper")["search"]["totalCount"] == 3


@pytest.mark.usefixtures("content")
def test_all_words_must_be_there(graphql):
    assert found(graphql, "chirper text") == ["Other"]
    assert found(graphql, "chirper nothing") == []


@pytest.mark.usefixtures("content")
def test_each_language_is_searched_apart(graphql):
    assert found(graphql, "chirper", locale="en") == ["x"]


@pytest.mark.usefixtures("content")
def test_pages_of_a_search_lose_and_repeat_nothing(graphql):
    seen, after = [], None
    for _ in range(3):
        page = graphql(SEARCH, q="chirper", first=1, after=after)["search"]
        seen += [node.get("slug") or node["title"] for node in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
    assert seen == found(graphql, "chirper")
    assert page["pageInfo"]["hasNextPage"] is False


@pytest.mark.usefixtures("content")
@pytest.mark.parametrize(
    "q",
    ['chirper "', '"chirper', "chirper\0", "(chirper", "chirper*", "chirper:", "chirper'", "^chirper", "chirper \\"],
)
def test_signs_of_the_databases_query_languages_do_no_harm(graphql, q):
    assert set(found(graphql, q)) <= {"x", "Chirper news", "Other"}


@pytest.mark.usefixtures("content")
@pytest.mark.parametrize(
    "q", ["AND", "OR", "NOT", "NEAR(a b)", "title:x", "!!!", "' --", "{", "\u200f", "\u0651", "😀"]
)
def test_words_of_the_databases_query_languages_are_words(graphql, q):
    assert graphql(SEARCH, q=q)["search"] == {
        "totalCount": 0,
        "nodes": [],
        "pageInfo": {"hasNextPage": False, "endCursor": None},
    }


@pytest.mark.parametrize(
    ("q", "message"),
    [
        ("", "`query` is empty; write at least one word."),
        (" \n ", "`query` is empty; write at least one word."),
        ('"', "`query` is empty; write at least one word."),
        ("a" * 201, "`query` is too long; write up to 10 words in 200 characters."),
        ("a " * 11, "`query` is too long; write up to 10 words in 200 characters."),
    ],
)
def test_query_without_words_or_with_too_many_is_refused(home, graphql, q, message):
    (error,) = graphql(SEARCH, errors=True, q=q)
    assert (error["extensions"]["code"], error["message"]) == ("BAD_USER_INPUT", message)


def test_query_of_ten_words_in_200_characters_is_searched(home, graphql):
    assert found(graphql, ("a" * 19 + " ") * 10) == []


def test_drafts_do_not_crowd_out_what_is_published(article_index, graphql, monkeypatch):
    monkeypatch.setattr("cms.graphql.search.hits.MAX_HITS", 3)
    for _ in range(3):
        factories.article(article_index, "Chirper Chirper", live=False)
    factories.article(article_index, "Chirper once")
    assert found(graphql, "chirper") == ["Chirper once"]
