"""Parts of answers that are kept with their rows: the same as made anew, never older than the row, and bounded."""

import tracemalloc
from urllib.parse import unquote

import orjson
import pytest
from wagtail.models import Page, Site

from cms.graphql.memories import MOST, Memory
from cms.graphql.rows import rows
from pages.models import ArticleIndexPage, ArticlePage, SectionPage
from snippets.models import Platform, SiteSettings
from tests import factories

LINK = "{articles {nodes {lead {html text tree}}}}"
BODY = """{sections {nodes {body {id __typename
  ... on ParagraphBlock {prose {html text tree lang dir}}
  ... on PlatformBlock {displayName platform {title}}
}}}}"""
ADDRESS = "{articles {nodes {title url path}}}"
PATHS_FIRST = "{articles {nodes {tableOfContents {path} url}}}"


@pytest.fixture
def target(keeping_rows) -> ArticlePage:
    """A page that the lead of another article links to, and a section with blocks of all kinds."""
    index = ArticleIndexPage.objects.get(locale__language_code="ar")
    target = factories.article(index, "هدف")
    article = factories.article(index, "مصدر", lead=factories.prose(factories.link("page", target)))
    blocks = factories.every_block(
        factories.platform("zyx", "Zyxwv", "زكسفو"), factories.picture(), target, factories.document()
    )
    factories.section(article, "قسم", blocks)
    return target


@pytest.fixture
def twice(graphql):
    """The answer, asked for twice, which must be the same; the second time it comes from memory where it may."""

    def ask(query: str):
        first, second = graphql(query), graphql(query)
        assert first == second
        return second

    return ask


@pytest.mark.parametrize("query", [LINK, BODY, ADDRESS])
def test_what_is_kept_is_what_is_made_anew(target, twice, graphql, settings, query):
    kept = twice(query)
    settings.ROW_CACHE_BYTES = 0
    assert graphql(query) == kept


def test_a_link_follows_the_page_that_it_leads_to(target, twice):
    assert "href" in str(twice(LINK))
    target.slug = "موضع-آخر"
    target.save()
    assert "موضع-آخر" in unquote(str(twice(LINK)))
    target.unpublish()
    assert "href" not in str(twice(LINK))


def test_a_block_follows_the_platform_that_it_names(target, twice):
    twice(BODY)
    Platform.objects.update(arabic_name="اسم آخر")
    assert "اسم آخر" in str(twice(BODY))


def test_a_block_follows_its_section(target, twice):
    twice(BODY)
    section = SectionPage.objects.get(title="قسم")
    section.body = [("paragraph", {"prose": "<p>نص آخر</p>"})]
    section.save()
    assert "نص آخر" in str(twice(BODY))


@pytest.mark.parametrize("query", [ADDRESS, PATHS_FIRST])
def test_addresses_follow_the_settings_of_the_site(target, twice, query):
    twice(query)
    for known in SiteSettings.objects.all():
        known.frontend_url = "https://another.example"
        known.save()
    assert "https://another.example" in str(twice(query))


@pytest.mark.parametrize("query", [ADDRESS, PATHS_FIRST])
def test_addresses_follow_where_sites_begin(target, twice, query):
    known = twice(query)
    Site.objects.update(root_page=ArticleIndexPage.objects.get(locale__language_code="ar"))
    assert twice(query) != known


def test_texts_of_the_site_are_given_in_the_language_asked_for(target, graphql):
    for _again in range(2):
        assert graphql('{site(locale: "ar") {lang}}') == {"site": {"lang": "ar"}}
        assert graphql('{site(locale: "en") {lang}}') == {"site": {"lang": "en"}}


def test_a_row_that_is_not_kept_has_no_memory(target, settings):
    settings.ROW_CACHE_BYTES = 0
    assert not hasattr(rows(Page, [target.pk])[target.pk], "_memory")


def test_copies_of_a_row_share_its_memory(target):
    first, second = (rows(Page, [target.pk])[target.pk] for _again in range(2))
    assert first is not second
    assert first._memory is second._memory


def test_a_memory_holds_what_answers_hold():
    memory = Memory(lambda more: None)
    for key, value in {b"text": "نص", b"none": None, b"list": ["أ", {"n": 1.5}]}.items():
        memory.keep(key, value)
        assert orjson.loads(orjson.dumps(memory[key])) == value


def test_a_part_takes_about_as_much_memory_as_it_counts():
    told = []
    memory = Memory(told.append)
    keys = [str(place).encode() for place in range(500)]
    tracemalloc.start()
    try:
        for key in keys:
            memory.keep(key, {"text": "x" * 100})
        assert tracemalloc.get_traced_memory()[0] < 2 * sum(told)
    finally:
        tracemalloc.stop()


def test_a_memory_begins_anew_when_its_room_is_full_and_tells_how_it_grows():
    told = []
    memory = Memory(told.append)
    part = memory.part()
    half = "x" * (MOST // 2 - 1_000)
    memory.keep(b"a", half)
    part.keep(b"b", half)
    assert memory.keys() | part.keys() == {b"a", b"b"}
    memory.keep(b"c", half)
    assert (memory.keys(), part.keys()) == ({b"c"}, set())
    assert MOST // 2 < sum(told) <= MOST


def test_a_memory_keeps_nothing_that_is_larger_than_its_room():
    told = []
    memory = Memory(told.append)
    memory.keep(b"a", "x" * MOST)
    assert not memory
    assert not told
