"""Names of platforms: by each, a search finds texts that use another, if anybody may see the platform."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.graphql.search import names
from cms.graphql.search.names import MAX_NAMES, PlatformNames
from cms.graphql.search.terms import Terms
from tests import factories

SEARCH = """query($q: String!, $locale: String) { search(query: $q, locale: $locale, filter: {type: {in: [SECTION]}}) {
  nodes {... on SectionPage {title}}
}}"""


def aliases(*spellings: str) -> str:
    return json.dumps([{"type": "alias", "value": spelling} for spelling in spellings])


@pytest.fixture
def article(article_index):
    article = factories.article(article_index, "مقال")
    for text in ("شبكة Facebook", "شبكة فيسبوك", "شبكة فيس بوك", "وبالفيسبوك", "فيس ثم بوك"):
        factories.section(article, text)
    return article


@pytest.fixture
def found(graphql):
    return lambda q, **given: {node["title"] for node in graphql(SEARCH, q=q, **given)["search"]["nodes"]}


NAMED = {"شبكة Facebook", "شبكة فيسبوك", "شبكة فيس بوك", "وبالفيسبوك"}


@pytest.mark.parametrize(
    "asked", ["facebook", "فيسبوك", "فيس بوك", "الفيس بوك", "بالفيسبوك", "لـFacebook", "FACEBOOK", "فَيْسبُوك"]
)
def test_any_name_of_a_platform_finds_texts_with_any_other(article, found, asked):
    factories.platform(aliases=aliases("فيس بوك"))
    assert found(asked) == NAMED


def test_other_words_of_the_query_are_needed_too(article, found):
    factories.platform(aliases=aliases("فيس بوك"))
    assert found("شبكة فيسبوك") == NAMED - {"وبالفيسبوك"}


def test_the_name_asked_for_comes_before_others(article, graphql):
    factories.platform(aliases=aliases("فيس بوك"))
    titles = [node["title"] for node in graphql(SEARCH, q="شبكة فيسبوك")["search"]["nodes"]]
    assert titles[0] == "شبكة فيسبوك"
    titles = [node["title"] for node in graphql(SEARCH, q="شبكة فيس بوك")["search"]["nodes"]]
    assert titles[0] == "شبكة فيس بوك"


def test_a_name_in_another_language_finds_as_well(article, english, found):
    factories.platform(arabic_name="فيسبوك")
    factories.platform(latin="Facebook", arabic_name="فيس بوك", locale=english)
    assert found("فيس بوك") == NAMED


@pytest.mark.parametrize("hidden", [{"live": False}, {"expire_at": "2001-01-01T00:00Z"}])
def test_a_platform_that_is_not_public_lends_no_name(article, found, hidden):
    factories.platform(aliases=aliases("فيس بوك"), **hidden)
    assert found("facebook") == {"شبكة Facebook"}


def test_a_draft_of_a_public_platform_lends_no_name(article, found):
    platform = factories.platform(arabic_name="كتاب الوجوه")
    platform.arabic_name = "فيسبوك"
    platform.save_revision()
    assert found("facebook") == {"شبكة Facebook"}


def test_part_of_a_name_is_none(article, found):
    factories.platform(aliases=aliases("فيس بوك"))
    assert found("بوك") == {"شبكة فيس بوك", "فيس ثم بوك"}


def test_a_name_that_two_platforms_claim_is_that_of_the_first():
    claimed = PlatformNames([["X", "إكس"], ["X", "آخر"]])
    assert claimed.longest(("x",)) == (1, (("x",), ("اكس",)))


def test_the_longest_name_wins():
    found = PlatformNames([["تيك"], ["تيك توك", "TikTok"]])
    assert found.longest(("تيك", "توك", "اليوم")) == (2, (("تيك", "توك"), ("tiktok",)))
    assert found.longest(("اليوم", "تيك")) == (0, ())


def test_names_are_bounded(db, monkeypatch):
    many = [f"name{number}" for number in range(100)]
    assert len(PlatformNames([many]).longest(("name1",))[1]) == MAX_NAMES
    assert PlatformNames([["one two three four five", "!!"]]).longest(("one",)) == (0, ())
    monkeypatch.setattr(names, "MAX_PLATFORMS", 1)
    for number in range(2):
        factories.platform(f"p{number}", f"name{number}", f"اسم{number}")
    assert len(names.platform_names()) == 2


def test_a_query_of_names_alone_stays_within_bounds(db):
    for number in range(10):
        factories.platform(
            f"p{number}", f"name{number}", f"اسم{number}", aliases=aliases(*(f"n{number}a{a}" for a in range(50)))
        )
    terms = Terms.of(" ".join(f"name{number}" for number in range(10)))
    assert len(terms.phrases) == 10 * MAX_NAMES
    assert len(terms.ways) == 24


def test_a_query_without_words_asks_for_no_names(db):
    with CaptureQueriesContext(connection) as queries:
        assert Terms.of("!؟").all == ()
    assert len(queries) == 0
