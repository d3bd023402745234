"""What leads on from a page: neighbours, breadcrumbs, related articles, search engines, feeds."""

import json
from uuid import uuid5

import pytest
from wagtail.models import Page

from snippets.models import SiteSettings
from tests import factories as make


@pytest.fixture
def shelf(article_index):
    """Three articles of three days with two sections each; the first two share a topic, all name a platform."""
    make.platform()
    topic, person = make.topic("تسويق"), make.person("ليان", website="https://example.org/layan")
    articles = [
        make.article(article_index, title, slug=slug, date=date, lead=make.prose(f"مقدمة {title}"))
        for title, slug, date in (("أ", "a", "2026-01-01"), ("ب", "b", "2026-01-02"), ("ج", "c", "2026-01-03"))
    ]
    for article in articles:
        for title in ("أول", "ثان"):
            make.section(article, title, [make.block("paragraph", prose=make.prose("عن فيسبوك"))])
    for article in articles[:2]:
        article.topics.add(topic)
        article.save()
        make.sign(article, person)
    return articles


def test_readers_leaf_through_articles_by_date_and_through_sections_in_order(shelf, graphql):
    answer = graphql("""{articles {nodes {title next {title} previous {title}
        sections {nodes {title next {title} previous {title}}}}}}""")["articles"]["nodes"]
    assert [(node["title"], _title(node["previous"]), _title(node["next"])) for node in answer] == [
        ("ج", "ب", None),
        ("ب", "أ", "ج"),
        ("أ", None, "ب"),
    ]
    for node in answer:
        assert [(s["title"], _title(s["previous"]), _title(s["next"])) for s in node["sections"]["nodes"]] == [
            ("أول", None, "ثان"),
            ("ثان", "أول", None),
        ]


def test_articles_of_one_day_follow_one_another_as_they_were_made(article_index, graphql):
    for title in "أبجد":
        make.article(article_index, title, date="2026-01-01")
    make.article(article_index, "قبل", date="2025-12-31")
    make.article(article_index, "بعد", date="2026-01-02")
    nodes = graphql("{articles(orderBy: DATE_ASC) {nodes {title next {title} previous {title}}}}")["articles"]["nodes"]
    titles = ["قبل", *"أبجد", "بعد"]
    assert [node["title"] for node in nodes] == titles
    assert [_title(node["next"]) for node in nodes] == [*titles[1:], None]
    assert [_title(node["previous"]) for node in nodes] == [None, *titles[:-1]]


def test_neighbours_pass_over_what_is_not_public(shelf, graphql):
    Page.objects.filter(pk=shelf[1].pk).update(live=False)
    assert graphql('{article(slug: "a") {next {title}}}') == {"article": {"next": {"title": "ج"}}}


def _title(node):
    return node and node["title"]


def test_related_articles_share_topics_before_platforms(shelf, graphql, article_index):
    make.article(article_index, "غريب", slug="stranger")
    answer = graphql('{article(slug: "a") {related {totalCount nodes {title}}}}')["article"]["related"]
    assert answer == {"totalCount": 2, "nodes": [{"title": "ب"}, {"title": "ج"}]}
    first = graphql('{article(slug: "a") {related(first: 1) {nodes {title} pageInfo {hasNextPage endCursor}}}}')
    after = first["article"]["related"]["pageInfo"]["endCursor"]
    rest = graphql(f'{{article(slug: "a") {{related(after: "{after}") {{nodes {{title}}}}}}}}')
    assert rest["article"]["related"]["nodes"] == [{"title": "ج"}]
    assert graphql('{article(slug: "stranger") {related {totalCount}}}')["article"]["related"]["totalCount"] == 0


@pytest.mark.parametrize("hide", ["article", "sections"])
def test_what_is_not_public_relates_nothing(shelf, graphql, hide):
    hidden = Page.objects.filter(pk=shelf[2].pk) if hide == "article" else shelf[2].get_children()
    hidden.update(live=False)
    answer = graphql('{article(slug: "a") {related {nodes {title}}}}')["article"]["related"]
    assert answer["nodes"] == [{"title": "ب"}]


def test_breadcrumbs_lead_from_home_to_the_page(shelf, graphql):
    answer = graphql(
        '{article(slug: "a") {breadcrumbs {title path url} sections(first: 1) {nodes {breadcrumbs {title}}}}}'
    )
    assert answer["article"]["breadcrumbs"] == [
        {"title": "الرئيسية", "path": "/", "url": None},
        {"title": "المقالات", "path": "/المقالات/", "url": None},
        {"title": "أ", "path": "/المقالات/a/", "url": None},
    ]
    (section,) = answer["article"]["sections"]["nodes"]
    assert [crumb["title"] for crumb in section["breadcrumbs"]] == ["الرئيسية", "المقالات", "أ", "أول"]


SEO = """{article(slug: "a") {seo {title description canonicalUrl robots jsonLd
    openGraph {type title description url siteName locale image {title}} twitterCard {card title image {title}}}}}"""


def test_search_engines_get_the_editors_words_or_the_pages_own(shelf, graphql):
    plain = graphql(SEO)["article"]["seo"]
    assert (plain["title"], plain["description"], plain["robots"]) == ("أ", "مقدمة أ", "index, follow")
    assert (plain["canonicalUrl"], plain["openGraph"]["image"], plain["twitterCard"]["card"]) == (None, None, "summary")
    page = shelf[0]
    page.seo_title, page.search_description, page.social_title, page.no_index = "بحث", "وصف", "مشاركة", True
    page.social_image = make.picture("مشاركة")
    page.save()
    SiteSettings.objects.create(site=page.get_site(), name="شبكات", frontend_url="https://www.example.org/")
    seo = graphql(SEO)["article"]["seo"]
    assert (seo["title"], seo["description"], seo["robots"]) == ("بحث", "وصف", "noindex, follow")
    assert seo["canonicalUrl"] == "https://www.example.org/%D8%A7%D9%84%D9%85%D9%82%D8%A7%D9%84%D8%A7%D8%AA/a/"
    assert seo["openGraph"] == {
        "type": "article",
        "title": "مشاركة",
        "description": "وصف",
        "url": seo["canonicalUrl"],
        "siteName": "شبكات",
        "locale": "ar_AR",
        "image": {"title": "مشاركة"},
    }
    assert seo["twitterCard"] == {"card": "summary_large_image", "title": "مشاركة", "image": {"title": "مشاركة"}}
    article, crumbs = map(json.loads, seo["jsonLd"])
    assert (article["@type"], article["headline"], article["inLanguage"]) == ("Article", "بحث", "ar")
    assert article["author"] == [{"@type": "Person", "name": "ليان", "url": "https://example.org/layan"}]
    assert article["publisher"] == {"@type": "Organization", "name": "شبكات"}
    assert article["articleSection"] == ["تسويق"]
    assert [(item["position"], item["name"]) for item in crumbs["itemListElement"]] == [
        *((1, "الرئيسية"), (2, "المقالات"), (3, "أ"))
    ]


def test_structured_data_cannot_end_its_script_element(shelf, graphql):
    page = shelf[0]
    page.title = "</script><script>alert(1)</script>"
    page.save()
    (article, _crumbs) = graphql(SEO)["article"]["seo"]["jsonLd"]
    assert "<" not in article
    assert json.loads(article)["headline"] == page.title


def test_the_sites_image_and_the_main_image_stand_in_for_a_sharing_image(shelf, graphql):
    site_settings = SiteSettings.objects.create(site=shelf[0].get_site(), sharing_image=make.picture("الموقع"))
    assert graphql(SEO)["article"]["seo"]["openGraph"]["image"] == {"title": "الموقع"}
    private = make.picture("سرية", collection=make.collection(private=True))
    shelf[0].hero_image = make.picture("الرئيسية")
    shelf[0].social_image = private
    shelf[0].save()
    assert graphql(SEO)["article"]["seo"]["openGraph"]["image"] == {"title": "الرئيسية"}
    site_settings.sharing_image = private
    site_settings.save()
    shelf[0].hero_image = None
    shelf[0].save()
    assert graphql(SEO)["article"]["seo"]["openGraph"]["image"] is None


def test_a_feed_finds_all_that_an_item_needs(shelf, graphql):
    query = '{article(slug: "a") {summary rss {guid title link description pubDate authors categories image}}}'
    answer = graphql(query)["article"]
    assert answer["summary"] == "مقدمة أ"
    assert answer["rss"] == {
        "guid": uuid5(shelf[0].translation_key, "ar").urn,
        "title": "أ",
        "link": None,
        "description": "مقدمة أ",
        "pubDate": "Thu, 01 Jan 2026 00:00:00 +0300",
        "authors": ["ليان"],
        "categories": ["تسويق"],
        "image": None,
    }


def test_a_long_lead_is_cut_between_words(shelf, graphql):
    shelf[0].lead = make.prose("كلمة " * 100)
    shelf[0].save()
    summary = graphql('{article(slug: "a") {summary}}')["article"]["summary"]
    assert summary == "كلمة " * 31 + "كلمة…"


@pytest.mark.usefixtures("without_limits")
def test_it_all_costs_the_same_for_one_and_for_many(shelf, graphql, article_index, django_assert_num_queries):
    query = """{articles {nodes {summary rss {authors categories image} next {title} previous {title}
        breadcrumbs {title}
        related {nodes {title}} translations {title} seo {jsonLd openGraph {image {url}}}
        sections {nodes {next {title} previous {title} breadcrumbs {title}}}}}}"""
    shelf[0].hero_image = make.picture("أ")
    shelf[0].save()
    graphql(query)
    with django_assert_num_queries(21):
        graphql(query)
    for place in range(12):
        article = make.article(article_index, f"مقال {place}", hero_image=make.picture(f"{place}"))
        article.topics.set(shelf[0].topics.all())
        article.save()
        make.section(article, "قسم", [make.block("paragraph", prose=make.prose("عن فيسبوك"))])
    with django_assert_num_queries(21):
        graphql(query)
