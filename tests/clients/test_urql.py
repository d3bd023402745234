"""urql against the running site, with its persisted queries and the cache that knows the schema."""

import pytest


@pytest.fixture(scope="module")
def urql(node, graphql_url):
    return lambda scenario: node("urql.js", scenario, graphql_url)


def test_a_query_is_answered(urql):
    assert urql("one") == {"platform": {"__typename": "Platform", "arabicName": "فيسبوك", "launchYear": 2004}}


def test_an_error_has_its_code_and_leaves_the_rest(urql):
    told = urql("error")
    assert told["errors"] == [{"path": ["articles"], "code": "BAD_USER_INPUT"}]
    assert told["data"]["articles"] is None
    assert told["data"]["site"]["name"]


def test_a_persisted_query_sends_its_text_once(urql):
    told = urql("persisted")
    assert [(call["method"], call["text"], call["status"]) for call in told["calls"]] == [
        ("GET", False, 200),
        ("GET", True, 200),
        ("GET", False, 200),
    ]
    assert told["answers"] == ["إكس (تويتر)", "إكس (تويتر)"]


def test_articles_are_paged_by_cursor_in_the_cache_that_knows_the_schema(urql):
    told = urql("pages")
    assert sorted(told["titles"]) == ["شبكات التواصل الاجتماعي", "مقال ثالث", "مقال ثان"]
    assert told["warnings"] == []
