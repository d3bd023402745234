"""Pages that nobody may see: what each way to them answers, and that no count gives them away."""

import json

import pytest
from graphql_relay import to_global_id
from wagtail.models import PageViewRestriction

from cms.graphql import loaders
from pages.models import ArticleIndexPage, ArticlePage
from tests import factories

from .hidden_site import PAGE_STATES

pytestmark = [
    pytest.mark.usefixtures("without_limits"),
    pytest.mark.parametrize("hide", PAGE_STATES.values(), ids=PAGE_STATES.keys()),
]


@pytest.fixture
def article(article_index):
    """A public article with one section, beside another."""
    factories.article(article_index, "آخر", slug="other")
    article_index.refresh_from_db()
    page = factories.article(article_index, "مخفي", slug="hidden")
    factories.section(page, "قسم", slug="part")
    return ArticlePage.objects.get(pk=page.pk)


def titles(connection) -> list[str]:
    assert connection["totalCount"] == len(connection["nodes"])
    return [node["title"] for node in connection["nodes"]]


def test_hidden_page_is_at_no_path_and_under_no_slug(article, graphql, hide):
    query = '{page(path: "/المقالات/hidden/") {title} article(slug: "hidden") {title}}'
    assert graphql(query) == {"page": {"title": "مخفي"}, "article": {"title": "مخفي"}}
    hide(article)
    assert graphql(query) == {"page": None, "article": None}


def test_hidden_page_is_in_no_list_and_no_count(article, graphql, hide):
    query = """{
      articles {totalCount nodes {title}}
      page(path: "/المقالات/") {
        children {totalCount nodes {title}} ... on ArticleIndexPage {articles {totalCount nodes {title}}}
      }
    }"""
    hide(article)
    found = graphql(query)
    lists = found["articles"], found["page"]["children"], found["page"]["articles"]
    assert [titles(held) for held in lists] == [["آخر"]] * 3


@pytest.fixture(params=[100, 0], ids=["few hide others", "many hide others"])
def _hiding(request, monkeypatch):
    monkeypatch.setattr(loaders, "MOST_HIDING", request.param)


@pytest.mark.usefixtures("_hiding")
@pytest.mark.parametrize("above", [False, True], ids=["itself", "and the page above"])
def test_hidden_page_is_not_counted_under_its_topic_author_and_platform(article, graphql, hide, above):
    topic, person, platform = factories.topic(), factories.person(), factories.platform("zyx", "Zyxwv", "زكسفو")
    body = [factories.block("paragraph", prose="<p>Zyxwv</p>")]
    for page in ArticlePage.objects.all():
        page.topics.add(topic)
        page.save()
        factories.sign(page, person)
        factories.section(page, "آخر", body, slug="more")
    query = """query($platform: String!, $topic: ID!, $person: ID!) {
      topic(by: {id: $topic}) {found: articles {totalCount nodes {title}}}
      person(by: {id: $person}) {found: articles {totalCount nodes {title}}}
      platform(slug: $platform) {found: mentionedIn {totalCount nodes {title}}}}"""
    owners = {
        "topic": to_global_id("Topic", topic.pk),
        "person": to_global_id("Person", person.pk),
        "platform": platform.slug,
    }

    def counted() -> list[int]:
        return [len(titles(owner["found"])) for owner in graphql(query, **owners).values()]

    assert counted() == [2, 2, 2]
    hide(article)
    if above:
        hide(ArticleIndexPage.objects.child_of(article.get_site().root_page).get(locale=article.locale))
    assert counted() == [0 if above else 1] * 3


def test_hidden_page_leaves_no_gap_between_pages_of_a_list(article, graphql, hide):
    hide(article)
    query = "{articles(first: 1) {nodes {title} pageInfo {hasNextPage hasPreviousPage}}}"
    assert graphql(query)["articles"] == {
        "nodes": [{"title": "آخر"}],
        "pageInfo": {"hasNextPage": False, "hasPreviousPage": False},
    }
    assert graphql(query.replace("first", "last"))["articles"]["pageInfo"]["hasPreviousPage"] is False


def test_what_is_live_below_a_hidden_page_is_hidden(article, graphql, hide):
    hide(article)
    path = "/المقالات/hidden/part/"
    found = graphql(f'{{page(path: "{path}") {{title}} search(query: "قسم") {{totalCount nodes {{__typename}}}}}}')
    assert found == {"page": None, "search": {"totalCount": 0, "nodes": []}}


def test_what_is_live_two_levels_below_a_hidden_page_is_hidden(article, article_index, graphql, hide):
    hide(ArticleIndexPage.objects.get(pk=article_index.pk))
    found = graphql(
        '{page(path: "/المقالات/hidden/part/") {title} articles {totalCount} article(slug: "hidden") {title}'
        ' home: page(path: "/") {children {totalCount nodes {title}}}}'
    )
    assert found == {
        "page": None,
        "articles": {"totalCount": 0},
        "article": None,
        "home": {"children": {"totalCount": 0, "nodes": []}},
    }


def test_hidden_section_leaves_its_article_without_a_trace(article, graphql, hide):
    section = factories.section(article, "فيسبوك فيسبوك", [factories.block("heading", text="عنوان", level="h3")])
    query = """{article(slug: "hidden") {
      wordCount tableOfContents {title} sections {totalCount nodes {title}} children {totalCount nodes {title}}
    }}"""
    hide(section)
    assert graphql(query)["article"] == {
        "wordCount": 1,
        "tableOfContents": [{"title": "قسم"}],
        "sections": {"totalCount": 1, "nodes": [{"title": "قسم"}]},
        "children": {"totalCount": 1, "nodes": [{"title": "قسم"}]},
    }


def test_hidden_page_is_not_found_by_search(article, graphql, hide):
    query = '{search(query: "مخفي") {totalCount nodes {__typename}}}'
    assert graphql(query)["search"]["totalCount"] == 1
    hide(article)
    assert graphql(query)["search"] == {"totalCount": 0, "nodes": []}


def test_hidden_page_mentions_nothing_and_belongs_to_nobody(article, graphql, hide):
    factories.platform()
    factories.section(article, "فيسبوك")
    article.refresh_from_db()
    for page in (article, ArticlePage.objects.get(slug="other")):
        factories.sign(page, factories.person("كاتبة", slug=f"p{page.pk}"))
        page.topics.add(factories.topic(slug=f"t{page.pk}"))
        page.save()
    hide(article)
    found = graphql(
        "{platforms {nodes {mentionedIn {totalCount nodes {title}}}} articles {nodes {"
        " authors {nodes {articles {totalCount nodes {title}}}} topics {nodes {articles {totalCount nodes {title}}}}}}}"
    )
    assert titles(found["platforms"]["nodes"][0]["mentionedIn"]) == []
    (other,) = found["articles"]["nodes"]
    assert titles(other["authors"]["nodes"][0]["articles"]) == ["آخر"]
    assert titles(other["topics"]["nodes"][0]["articles"]) == ["آخر"]


def test_shared_author_and_topic_list_public_articles_alone(article, graphql, hide):
    writer, topic = factories.person(), factories.topic()
    for page in ArticlePage.objects.all():
        factories.sign(page, writer)
        page.topics.add(topic)
        page.save()
    hide(article)
    found = graphql(
        '{article(slug: "other") {authors {nodes {articles {totalCount nodes {title}}}}'
        " topics {nodes {articles {totalCount nodes {title}}}}}}"
    )["article"]
    assert [titles(found[name]["nodes"][0]["articles"]) for name in ("authors", "topics")] == [["آخر"], ["آخر"]]


def test_link_and_read_also_to_a_hidden_page_keep_their_text_alone(article, graphql, hide):
    other = ArticlePage.objects.get(slug="other")
    body = [
        factories.block("paragraph", prose=factories.prose(f"{factories.link('page', article)} بقي")),
        factories.block("read_also", text="اقرأ", page=article.pk, url=""),
    ]
    factories.section(other, "روابط", body)
    query = """{article(slug: "other") {sections {nodes {body {
      ... on ParagraphBlock {prose {html}} ... on ReadAlsoBlock {text page {path}}
    }}}}}"""
    prose, read_also = graphql(query)["article"]["sections"]["nodes"][0]["body"]
    assert 'href="/%D8%A7' in prose["prose"]["html"]
    assert read_also["page"] == {"path": "/المقالات/hidden/"}
    hide(article)
    assert graphql(query)["article"]["sections"]["nodes"][0]["body"] == [
        {"prose": {"html": "<p>رابط بقي</p>"}},
        {"text": "اقرأ", "page": None},
    ]


def test_menu_leaves_out_a_hidden_page_with_its_title(article, graphql, hide):
    items = [factories.block("item", title=title, page=article.pk, url="") for title in ("", "عنوان")]
    items.append(factories.block("item", title="موقع", page=None, url="https://x.example"))
    factories.menu(items=json.dumps(items))
    query = "{menus {nodes {items {title}}}}"
    assert [item["title"] for item in graphql(query)["menus"]["nodes"][0]["items"]] == ["مخفي", "عنوان", "موقع"]
    hide(article)
    assert graphql(query)["menus"]["nodes"][0]["items"] == [{"title": "موقع"}]


def test_page_that_is_opened_again_is_answered_again(article, graphql, hide):
    hide(article)
    PageViewRestriction.objects.all().delete()
    ArticlePage.objects.filter(pk=article.pk).update(live=True, expire_at=None)
    assert graphql('{article(slug: "hidden") {title}}') == {"article": {"title": "مخفي"}}
