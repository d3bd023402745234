"""Rows, lists and look-ups that are kept in the process: no SQL while nothing changes, and never an old answer."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from cms.caching.memory import HEARD, versions
from cms.caching.recording import recording
from cms.graphql import shelf
from cms.graphql.relations import RELATIONS
from pages.models import ArticleIndexPage, ArticlePage, SectionPage
from snippets.models import Person, Platform, Topic
from tests import factories

pytestmark = pytest.mark.usefixtures("keeping_rows", "without_limits")

WHOLE = """query($slug: String!) {article(slug: $slug) {
  title path url lead {html} breadcrumbs {title} parent {title} translations {locale} previous {title} next {title}
  seo {title jsonLd} authors {nodes {name}} topics {nodes {name articles {totalCount}}}
  sections {totalCount nodes {title mentions {nodes {slug mentionedIn {nodes {title}}}} body {
    ... on PlatformBlock {platform {title}} ... on ParagraphBlock {prose {html linkedPages {title}}}
  }}}
}}"""
TOTALS = "{topics {nodes {articles {totalCount}}}}"
LIST = "{articles {totalCount nodes {title path summary}}}"


@pytest.fixture
def article_index(keeping_rows) -> ArticleIndexPage:
    return ArticleIndexPage.objects.get(locale__language_code="ar")


@pytest.fixture
def article(article_index) -> ArticlePage:
    """The only article, which two sections name a platform in."""
    ArticlePage.objects.exclude(path__startswith=article_index.path).delete()
    (page,) = ArticlePage.objects.all()
    page.lead = factories.prose(factories.link("page", article_index))
    page.slug = "one"
    page.save()
    platform = factories.platform("zyx", "Zyxwv", "زكسفو")
    factories.section(
        page, "Zyxwv", [*factories.every_block(platform, factories.picture(), page, factories.document())]
    )
    return page


@pytest.fixture
def cost(graphql):
    """How many SQL queries an operation costs, and its data."""

    def ask(query: str, **variables):
        with CaptureQueriesContext(connection) as captured:
            data = graphql(query, **variables)
        return len(captured), data

    return ask


@pytest.mark.parametrize("query", [WHOLE, LIST, TOTALS])
def test_what_was_read_before_costs_no_query(article, cost, query):
    first, data = cost(query, slug="one") if query is WHOLE else cost(query)
    assert first > 0
    assert (cost(query, slug="one") if query is WHOLE else cost(query)) == (0, data)


def test_totals_of_links_follow_what_is_hidden(article, cost):
    _spent, before = cost(TOTALS)
    article.unpublish()
    spent, after = cost(TOTALS)
    assert spent > 0
    assert after != before
    assert cost(TOTALS) == (0, after)


def test_totals_of_links_know_what_was_hidden_since_the_operation_began(article):
    (author, topic) = article.author_links.first().person, article.topics.first()
    with recording():
        assert RELATIONS[Topic, "articles"].connection(topic, {}).total() == 1
        article.unpublish()
        assert RELATIONS[Person, "articles"].connection(author, {}).total() == 0


def test_change_of_a_row_costs_that_row_alone(article, cost):
    cost(LIST)
    Page.objects.filter(pk=article.pk).update(title="عنوان آخر")
    spent, data = cost(LIST)
    assert (spent, data["articles"]["nodes"][0]["title"]) == (1, "عنوان آخر")


def test_article_that_is_withdrawn_leaves_lists_and_look_ups(article, cost):
    cost(WHOLE, slug="one")
    cost(LIST)
    article.unpublish()
    assert cost(WHOLE, slug="one")[1] == {"article": None}
    assert cost(LIST)[1]["articles"]["nodes"] == []


def test_what_was_missing_is_found_once_it_is_there(article_index, cost):
    assert cost(WHOLE, slug="new")[1] == {"article": None}
    assert cost(WHOLE, slug="new") == (0, {"article": None})
    factories.article(article_index, "جديد", slug="new")
    assert cost(WHOLE, slug="new")[1]["article"]["title"] == "جديد"


def test_section_of_a_withdrawn_article_goes_from_what_names_its_platform(article, graphql):
    query = '{platform(slug: "zyx") {mentionedIn {totalCount nodes {title}}}}'
    assert graphql(query)["platform"]["mentionedIn"]["totalCount"] == 1
    article.unpublish()
    assert graphql(query)["platform"]["mentionedIn"] == {"totalCount": 0, "nodes": []}
    article.save_revision().publish()
    assert graphql(query)["platform"]["mentionedIn"]["totalCount"] == 1


def test_platform_that_is_withdrawn_leaves_blocks_and_mentions(article, graphql):
    graphql(WHOLE, slug="one")
    Platform.objects.get(slug="zyx", locale__language_code="ar").unpublish()
    section = graphql(WHOLE, slug="one")["article"]["sections"]["nodes"][-1]
    assert section["mentions"]["nodes"] == []
    assert {"platform": None} in section["body"]


def test_what_expires_is_gone_without_any_write(article, graphql):
    ArticlePage.objects.filter(pk=article.pk).update(expire_at=timezone.now() + timedelta(seconds=0.3))
    assert len(graphql(LIST)["articles"]["nodes"]) == 1
    while timezone.now() < ArticlePage.objects.get(pk=article.pk).expire_at:
        pass
    assert graphql(LIST)["articles"]["nodes"] == []


def test_nothing_of_a_transaction_is_kept_or_taken(article, graphql):
    graphql(LIST)
    with transaction.atomic():
        Page.objects.filter(pk=article.pk).update(title="SECRET")
        assert graphql(LIST)["articles"]["nodes"][0]["title"] == "SECRET"
        transaction.set_rollback(True)
    assert graphql(LIST)["articles"]["nodes"][0]["title"] == article.title


def test_rows_of_one_answer_are_not_those_of_the_next(article, graphql):
    """What an answer hangs on a row, such as in which language it was asked for, is its own."""
    first = shelf.copied(article)
    first._cohort = "one"
    assert not hasattr(shelf.copied(article), "_cohort")
    assert graphql(WHOLE, slug="one") == graphql(WHOLE, slug="one")


def test_moved_section_is_with_its_new_article(article, article_index, graphql):
    other = factories.article(article_index, "آخر", slug="two")
    query = "{articles {nodes {slug sections {nodes {title parent {slug} path}}}}}"
    graphql(query)
    SectionPage.objects.get(title="Zyxwv").move(other, pos="last-child")
    shown = {node["slug"]: node["sections"]["nodes"] for node in graphql(query)["articles"]["nodes"]}
    assert "Zyxwv" not in {section["title"] for section in shown["one"]}
    (moved,) = shown["two"]
    assert (moved["title"], moved["parent"], moved["path"].startswith("/المقالات/two/")) == (
        "Zyxwv",
        {"slug": "two"},
        True,
    )


@pytest.mark.skipif(connection.vendor == "sqlite", reason="an embedded database has no other host")
def test_host_that_does_not_hear_the_journal_takes_nothing_from_memory(article, cost):
    cost(LIST)
    assert cost(LIST)[0] == 0
    versions().words[HEARD] = 1
    assert cost(LIST)[0] > 0
