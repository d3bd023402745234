"""How many SQL queries an operation costs: as many for much content as for little."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories

pytestmark = pytest.mark.usefixtures("without_limits")

QUERIES = Path(__file__).parent.parent / "queries"
WHOLE_ARTICLE = (QUERIES / "whole_article.graphql").read_text(encoding="utf-8")
ARTICLES = """{articles {totalCount nodes {
  title path url heroImage {url} lead {html} readingTime tableOfContents {title path} parent {title}
  authors {totalCount nodes {name bio {html} photo {url} articles {nodes {title}}}}
  topics {totalCount nodes {name articles {totalCount}}}
  sections(first: 5) {totalCount nodes {
    title parent {title} mentions {totalCount nodes {slug logo {url}}}
    body {... on ParagraphBlock {prose {html text}} ... on PlatformBlock {platform {title logo {url}}}
      ... on ReadAlsoBlock {page {title path url parent {title}}} ... on ImageBlock {image {url}}}
  }}
}}}"""
PLATFORMS = """{platforms {totalCount nodes {
  title description {html} logo {url}
  mentionedIn {totalCount nodes {title path parent {title path} mentions {nodes {slug}}}}
}}}"""
MENUS = "{menus {totalCount nodes {title items {title url path page {title parent {title}}}}}}"
SEARCH = """{search(query: "فيسبوك") {totalCount nodes {
  ... on Platform {title logo {url}} ... on SectionPage {title path parent {title} mentions {nodes {slug}}}
}}}"""
TREE = """{page(path: "/") {children {totalCount nodes {title children {totalCount nodes {
  title parent {title} children {nodes {path ... on SectionPage {body {... on ImageBlock {image {url}}}}}}
}}}}}}"""


@pytest.fixture
def assert_cost(graphql):
    """Fail, and say what was asked of the database, unless an operation costs exactly so many SQL queries."""

    def check(expected: int, query: str, **variables):
        graphql(query, **variables)  # what outlives a request is read here: content types, the site's roots
        with CaptureQueriesContext(connection) as captured:
            data = graphql(query, **variables)
        statements = "\n".join(f"{place}. {entry['sql']}" for place, entry in enumerate(captured, 1))
        assert len(captured) == expected, f"{len(captured)} queries instead of {expected}:\n{statements}"
        return data

    return check


def filled(article_index, slug: str, sections: int, blocks: int):
    """An article whose sections hold `blocks` rounds of images, platforms, pages and links, each its own object."""
    picture = factories.picture(f"hero-{slug}")
    page = factories.article(
        article_index, slug, slug=slug, hero_image=picture, social_image=picture, date=date(2026, 1, 1)
    )
    factories.sign(page, *(factories.person(f"{slug} {n}", photo=picture) for n in range(min(sections, 3))))
    page.topics.add(*(factories.topic(f"{slug} {n}") for n in range(min(sections, 3))))
    page.lead = factories.prose(factories.link("page", article_index))
    page.save()
    for number in range(sections):
        body = []
        for turn in range(blocks):
            name = f"{slug}-{number}-{turn}"
            other = factories.article(article_index, f"other {name}", live=True, date=date(2020, 1, 1))
            platform = factories.platform(name, name, name, logo=factories.picture(f"logo-{name}"))
            body += factories.every_block(platform, factories.picture(name), other, factories.document(name))
        factories.section(page, f"فيسبوك {number}", body)
        page.refresh_from_db()
    return page


@pytest.fixture
def facebook(home):
    return factories.platform(logo=factories.picture("logo"), description=factories.prose("منصة"))


@pytest.mark.usefixtures("facebook")
@pytest.mark.parametrize(("sections", "blocks"), [(1, 1), (10, 10)])
def test_whole_article_costs_the_same_for_one_block_and_for_a_hundred(article_index, assert_cost, sections, blocks):
    filled(article_index, "whole", sections, blocks)
    found = assert_cost(26, WHOLE_ARTICLE, slug="whole")["article"]["sections"]["nodes"]
    assert (len(found), {len(section["body"]) for section in found}) == (sections, {11 * blocks})
    platforms = [block["platform"]["slug"] for section in found for block in section["body"] if "platform" in block]
    assert len(set(platforms)) == sections * blocks


@pytest.mark.usefixtures("facebook")
@pytest.mark.parametrize("articles", [1, 20])
def test_articles_cost_the_same_for_one_and_for_twenty(article_index, assert_cost, articles):
    for number in range(articles):
        filled(article_index, f"a{number}", 2 if number else 1, 1)
    found = assert_cost(26, ARTICLES)["articles"]["nodes"]
    assert len(found) == min(20, articles + 2 * articles - 1)
    assert sum(node["title"].startswith("a") for node in found) == articles


@pytest.mark.parametrize("platforms", [1, 20])
def test_platforms_cost_the_same_for_one_and_for_twenty(article_index, assert_cost, platforms):
    names = [f"منصة{chr(0x0628 + number)}" for number in range(platforms)]
    for number, name in enumerate(names):
        factories.platform(
            f"p{number}", f"p{number}", name, logo=factories.picture(f"l{number}"), description=factories.prose(name)
        )
    for number in range(platforms):
        page = factories.article(article_index)
        factories.section(page, " ".join(names[number:]))
    found = assert_cost(8, PLATFORMS)["platforms"]["nodes"]
    assert [node["mentionedIn"]["totalCount"] for node in found] == list(range(1, platforms + 1))


@pytest.mark.parametrize("menus", [1, 20])
def test_menus_cost_the_same_for_one_and_for_twenty(article_index, assert_cost, menus):
    for number in range(menus):
        pages = [factories.article(article_index, f"{number} {place}") for place in range(min(menus, 3))]
        items = [factories.block("item", title="", page=page.pk, url="") for page in pages]
        factories.menu(f"m{number}", items=json.dumps(items))
    found = assert_cost(5, MENUS)["menus"]["nodes"]
    assert sum(len(node["items"]) for node in found) == menus * min(menus, 3)


@pytest.mark.usefixtures("facebook")
@pytest.mark.parametrize("articles", [1, 15])
def test_search_costs_the_same_for_one_hit_and_for_fifteen(article_index, assert_cost, articles):
    for number in range(articles):
        page = factories.article(article_index, str(number))
        factories.section(page, f"فيسبوك {number}")
    assert assert_cost(7, SEARCH)["search"]["totalCount"] == articles + 1


@pytest.mark.usefixtures("facebook")
@pytest.mark.parametrize("articles", [1, 10])
def test_tree_costs_the_same_for_one_article_and_for_ten(article_index, assert_cost, articles):
    for number in range(articles):
        filled(article_index, f"t{number}", articles, 1)
    found = assert_cost(9, TREE)["page"]["children"]["nodes"]
    assert found[0]["children"]["totalCount"] == articles + articles * articles


def test_site_and_introspection_cost_nothing_that_grows(home, assert_cost):
    assert_cost(0, "{__typename __schema {types {name}}}")
    assert_cost(2, "{site {name languages {code}}}")
    assert_cost(2, "{a: site {frontendUrl} b: site {frontendUrl}}")


@pytest.mark.parametrize("drafts", [0, 3])
@pytest.mark.parametrize("topics", [1, 20])
def test_totals_alone_read_no_rows(article_index, assert_cost, topics, drafts):
    for number in range(drafts):
        factories.article(article_index, f"draft {number}", live=False)
    article = factories.article(article_index)
    article.topics.add(*(factories.topic(f"{number}") for number in range(topics)))
    article.save()
    found = assert_cost(3, "{topics {nodes {articles {totalCount}}}}")["topics"]["nodes"]
    assert [node["articles"]["totalCount"] for node in found] == [1] * topics
    assert assert_cost(1, "{articles {totalCount}}") == {"articles": {"totalCount": 1}}
