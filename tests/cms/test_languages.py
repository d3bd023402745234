"""What a root field is asked for in one language holds for all below it, and other languages stand in where asked."""

import pytest

from tests import factories as make


@pytest.fixture
def shelf(article_index, english):
    """An article with an English translation and one without; a platform likewise."""
    facebook, youtube = make.platform(), make.platform("youtube", "YouTube", "يوتيوب")
    translated(facebook, english)
    both, one = make.article(article_index, "مترجم", slug="both"), make.article(article_index, "وحيد", slug="one")
    blocks = [
        make.block("platform", platform=row.pk, display_name="", prose=make.prose("x")) for row in (facebook, youtube)
    ]
    make.section(both, "عن فيسبوك ويوتيوب", blocks)
    translated(article_index.get_parent().specific, english)
    translated(article_index, english)
    translated(both, english, title="Translated")
    return both, one


def translated(row, locale, **fields):
    twin = row.copy_for_translation(locale)
    for name, value in {**fields, "live": True}.items():
        setattr(twin, name, value)
    twin.save()
    return twin


def titles(answer):
    return [node["title"] for node in answer["nodes"]]


def test_two_languages_in_one_query(shelf, graphql):
    answer = graphql('{ar: articles {nodes {title}} en: articles(locale: "en") {nodes {title}}}')
    assert titles(answer["ar"]) == ["وحيد", "مترجم"]
    assert titles(answer["en"]) == ["Translated"]


def test_another_language_stands_in_only_where_it_is_asked_to(shelf, graphql):
    answer = graphql('{articles(locale: "en", fallback: ["ar"]) {totalCount nodes {title locale lang dir}}}')[
        "articles"
    ]
    assert answer["totalCount"] == 2
    assert [(node["title"], node["locale"], node["dir"]) for node in answer["nodes"]] == [
        ("Translated", "en", "LTR"),
        ("وحيد", "ar", "RTL"),
    ]


def test_an_unpublished_translation_leaves_its_place_to_the_original(shelf, graphql):
    type(shelf[0]).objects.filter(title="Translated").update(live=False)
    answer = graphql('{articles(locale: "en", fallback: ["ar"]) {nodes {title}}}')["articles"]
    assert titles(answer) == ["وحيد", "مترجم"]


def test_the_language_reaches_what_hangs_below(shelf, graphql):
    query = """{article(slug: "both", locale: "en", fallback: ["ar"]) {title}
        original: article(slug: "both") {sections {nodes {mentions {nodes {title}} body {
            ... on PlatformBlock {platform {title locale}}}}}}
        asked: sections(locale: "en", fallback: ["ar"]) {nodes {mentions {nodes {title locale}} body {
            ... on PlatformBlock {platform {title locale}}}}}}"""
    answer = graphql(query)
    assert answer["article"] == {"title": "Translated"}
    (section,) = answer["original"]["sections"]["nodes"]
    assert titles(section["mentions"]) == ["فيسبوك", "يوتيوب"]
    (section,) = answer["asked"]["nodes"]
    assert [block["platform"] for block in section["body"]] == [
        {"title": "Facebook", "locale": "en"},
        {"title": "يوتيوب", "locale": "ar"},
    ]
    assert titles(section["mentions"]) == ["Facebook", "يوتيوب"]


def test_single_snippets_stand_in_as_well(shelf, graphql):
    query = """{a: platform(slug: "youtube", locale: "en") {title}
        b: platform(slug: "youtube", locale: "en", fallback: ["ar"]) {title}
        c: platform(slug: "facebook", locale: "en", fallback: ["ar"]) {title}}"""
    assert graphql(query) == {"a": None, "b": {"title": "يوتيوب"}, "c": {"title": "Facebook"}}


def test_translations_are_told_both_ways_and_only_public_ones(shelf, graphql):
    query = (
        '{article(slug: "both") {translations {title locale path}} platform(slug: "facebook") {translations {locale}}}'
    )
    assert graphql(query) == {
        "article": {"translations": [{"title": "Translated", "locale": "en", "path": "/en/المقالات/both/"}]},
        "platform": {"translations": [{"locale": "en"}]},
    }
    back = '{page(path: "/en/المقالات/both/") {title translations {title}}}'
    assert graphql(back) == {"page": {"title": "Translated", "translations": [{"title": "مترجم"}]}}
    type(shelf[0]).objects.filter(title="Translated").update(live=False)
    assert graphql('{article(slug: "both") {translations {title}}}') == {"article": {"translations": []}}


@pytest.mark.parametrize("arguments", ['locale: "fr"', 'locale: "en", fallback: ["fr"]'])
def test_a_language_that_the_site_has_not_is_refused_with_those_it_has(db, graphql, arguments):
    (error,) = graphql(f"{{articles({arguments}) {{totalCount}}}}", errors=True)
    assert error["message"] == "The site does not publish in 'fr'; a language can be ar, en."
    assert error["extensions"]["code"] == "BAD_USER_INPUT"


def test_languages_cost_the_same_for_one_and_for_many(shelf, graphql, english, django_assert_num_queries):
    query = """{sections(locale: "en", fallback: ["ar"]) {nodes {translations {title} mentions {nodes {title}}
        body {... on PlatformBlock {platform {title}}}}}}"""
    graphql(query)
    with django_assert_num_queries(6):
        graphql(query)
    platform = make.platform("tiktok", "TikTok", "تيك توك")
    translated(platform, english)
    for place in range(8):
        blocks = [make.block("platform", platform=platform.pk, display_name="", prose=make.prose("تيك توك"))]
        make.section(shelf[0], f"قسم {place}", blocks)
    with django_assert_num_queries(6):
        assert len(graphql(query)["sections"]["nodes"]) == 9
