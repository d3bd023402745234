"""Apollo Client against the running site: what its users rely on, by its own account."""

import pytest

ONCE_WITH_TEXT = [
    {"method": "POST", "text": False, "status": 200},
    {"method": "POST", "text": True, "status": 200},
    {"method": "POST", "text": False, "status": 200},
]


@pytest.fixture(scope="module")
def apollo(node, graphql_url):
    return lambda scenario, *arguments: node("apollo.js", scenario, graphql_url, *arguments)


def test_articles_are_paged_by_cursor_into_one_list(apollo):
    told = apollo("pages")
    assert told["total"] == 3
    assert told["requests"] == 3
    assert sorted(told["titles"]) == ["شبكات التواصل الاجتماعي", "مقال ثالث", "مقال ثان"]
    assert not told["pageInfo"]["hasNextPage"]


def test_an_object_that_two_queries_brought_is_one_entry(apollo):
    told = apollo("normalised")
    assert told["entries"] == 3
    assert told["merged"] == {
        "__typename": "Platform",
        "id": told["id"],
        "slug": "facebook",
        "title": "فيسبوك",
        "launchYear": 2004,
    }


def test_every_block_is_an_entry_of_its_own(apollo):
    told = apollo("blocks")
    assert told["kept"] == told["given"] > 0


def test_fragments_on_interfaces_are_read_back_from_the_cache(apollo):
    told = apollo("abstractTypes")
    assert told["possibleTypes"]["PageInterface"] == ["ArticlePage", "ArticleIndexPage", "HomePage", "SectionPage"]
    assert {hit["__typename"] for hit in told["hits"]} == {"Platform", "SectionPage"}
    assert all("title" in hit for hit in told["hits"] if hit["__typename"] == "SectionPage")
    assert told["same"]


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_persisted_query_sends_its_text_once(apollo, method):
    first, with_text, again = ONCE_WITH_TEXT
    told = apollo("persisted", method)
    assert told["calls"] == [first | {"method": method}, with_text, again | {"method": method}]
    assert told["names"] == ["فيسبوك", "فيسبوك"]


def test_errors_come_with_codes_beside_what_could_be_answered(apollo):
    told = apollo("codes")
    assert told["partial"] == {
        "data": {"articles": None, "platform": {"__typename": "Platform", "slug": "facebook"}},
        "typed": True,
        "errors": [{"path": ["articles"], "code": "BAD_USER_INPUT"}],
    }
    assert told["unknown"]["typed"]
    assert [error["code"] for error in told["unknown"]["errors"]] == ["GRAPHQL_VALIDATION_FAILED"]
    assert [error["code"] for error in told["variables"]["errors"]] == ["BAD_USER_INPUT"]


def test_what_is_not_there_is_null_and_no_error(apollo):
    assert apollo("codes")["missing"] == {"data": {"article": None}, "typed": False}
