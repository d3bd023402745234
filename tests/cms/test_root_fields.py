"""Root fields: what each finds, and null where there is nothing."""

import base64
import json

import pytest
from wagtail.models import Site

from pages.models import ArticleIndexPage, HomePage
from snippets.models import SiteSettings
from tests import factories

PAGE = "query($path: String!) {page(path: $path) {__typename title path locale url}}"


@pytest.fixture
def english_home(home, english):
    page = home.copy_for_translation(english)
    page.title = "Home"
    page.save_revision().publish()
    Site.clear_site_root_paths_cache()
    return HomePage.objects.get(pk=page.pk)


@pytest.mark.parametrize(
    "path",
    [
        "/المقالات/أخبار/",
        "/المقالات/أخبار",
        "المقالات/أخبار",
        "//المقالات//أخبار//",
        "/%D8%A7%D9%84%D9%85%D9%82%D8%A7%D9%84%D8%A7%D8%AA/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/",
        "/المقالات/%D8%A7%D9%94خبار/",
        "/المقالات/\u0627\u0654خبار/",
    ],
)
def test_page_is_found_by_every_spelling_of_its_path(article_index, graphql, path):
    factories.article(article_index, "أخبار", slug="أخبار")
    assert graphql(PAGE, path=path)["page"] == {
        "__typename": "ArticlePage",
        "title": "أخبار",
        "path": "/المقالات/أخبار/",
        "locale": "ar",
        "url": None,
    }


@pytest.mark.parametrize(
    "path",
    ["/nothing/", "/المقالات/../", "/..", "/home", "/المقالات/المقالات/", "/en/", "/\0/", "/%00", "/" + "ا" * 5_000],
)
def test_page_is_null_where_there_is_none(article_index, graphql, path):
    assert graphql(PAGE, path=path) == {"page": None}


def test_page_in_another_language_is_below_its_code(english_home, graphql):
    assert graphql(PAGE, path="/en/")["page"]["title"] == "Home"
    assert graphql(PAGE, path="/")["page"]["title"] == "الرئيسية"


def test_page_has_an_address_once_the_frontend_has_one(article_index, graphql):
    SiteSettings.objects.create(site=Site.objects.get(), frontend_url="https://www.example/")
    page = graphql(PAGE, path="/المقالات/")["page"]
    assert page["url"] == "https://www.example/%D8%A7%D9%84%D9%85%D9%82%D8%A7%D9%84%D8%A7%D8%AA/"
    assert page["path"] == "/المقالات/"


def test_article_of_one_slug_is_found_in_each_language(article_index, english_home, graphql):
    factories.article(article_index, "مقال", slug="one")
    lists = english_home.add_child(instance=ArticleIndexPage(title="Articles", slug="articles"))
    factories.article(lists, "Article", slug="one")
    found = graphql(
        '{none: article(slug: "one") {title path} ar: article(slug: "one", locale: "ar") {title}'
        ' en: article(slug: "one", locale: "en") {title path} articles(locale: "en") {nodes {title}}}'
    )
    assert found == {
        "none": {"title": "مقال", "path": "/المقالات/one/"},
        "ar": {"title": "مقال"},
        "en": {"title": "Article", "path": "/en/articles/one/"},
        "articles": {"nodes": [{"title": "Article"}]},
    }


@pytest.mark.parametrize("field", ["article", "platform"])
@pytest.mark.parametrize("slug", ["nothing", "", "\0", "أ" * 5_000, "'; --"])
def test_item_is_null_where_no_slug_fits(home, graphql, field, slug):
    assert graphql(f"query($slug: String!) {{{field}(slug: $slug) {{slug}}}}", slug=slug) == {field: None}


@pytest.mark.parametrize(
    "field",
    ['article(slug: "a", {})', 'platform(slug: "a", {})', "articles({})", "platforms({})", "menus({})", "site({})"],
)
@pytest.mark.parametrize("locale", ["fr", "", "AR", "ar' --"])
def test_language_that_the_site_does_not_have_is_refused(home, graphql, field, locale):
    asked = field.format("locale: $locale")
    (error,) = graphql(f"query($locale: String) {{{asked} {{__typename}}}}", errors=True, locale=locale)
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert error["message"] == f"The site does not publish in {locale!r}; a language can be ar, en."


def test_global_ids_name_type_and_key(article_index, graphql):
    article, platform = factories.article(article_index), factories.platform()
    found = graphql('{articles {nodes {id}} platforms {nodes {id}} page(path: "/") {id}}')
    ids = [found["articles"]["nodes"][0]["id"], found["platforms"]["nodes"][0]["id"], found["page"]["id"]]
    assert [base64.b64decode(text).decode() for text in ids] == [
        f"ArticlePage:{article.pk}",
        f"Platform:{platform.pk}",
        f"HomePage:{article_index.get_parent().pk}",
    ]


SITE = "query($locale: String) {site(locale: $locale) {name tagline frontendUrl sharingImage {title} %s}}"
SITE %= "languages {code name isDefault} socialProfiles {url platform {slug}}"
LANGUAGES = [
    {"code": "ar", "name": "العربية", "isDefault": True},
    {"code": "en", "name": "English", "isDefault": False},
]


def test_site_without_settings_is_empty(home, graphql):
    empty = {"name": "", "tagline": "", "frontendUrl": "", "sharingImage": None, "socialProfiles": []}
    assert graphql(SITE)["site"] == {**empty, "languages": LANGUAGES}
    assert SiteSettings.objects.count() == 0


def test_site_speaks_the_language_asked_for(home, graphql):
    profile = factories.block("profile", platform=factories.platform().pk, url="https://f.example")
    SiteSettings.objects.create(
        site=Site.objects.get(),
        name="شبكات",
        name_en="Networks",
        tagline="عن",
        tagline_en="About",
        frontend_url="https://www.example",
        sharing_image=factories.picture("share"),
        social_profiles=json.dumps([profile]),
    )
    shared = {
        "frontendUrl": "https://www.example",
        "sharingImage": {"title": "share"},
        "languages": LANGUAGES,
        "socialProfiles": [{"url": "https://f.example", "platform": {"slug": "facebook"}}],
    }
    assert graphql(SITE)["site"] == {"name": "شبكات", "tagline": "عن", **shared}
    assert graphql(SITE, locale="en")["site"] == {"name": "Networks", "tagline": "About", **shared}


def test_menu_leads_to_pages_and_elsewhere(article_index, graphql):
    factories.menu(
        "main",
        items=json.dumps(
            [
                factories.block("item", title="", page=article_index.pk, url=""),
                factories.block("item", title="اقرأ", page=article_index.pk, url=""),
                factories.block("item", title="موقع", page=None, url="https://x.example"),
                factories.block("item", title="", page=999_999, url=""),
            ]
        ),
    )
    found = graphql("{menus {nodes {slug title items {title url path page {title}}}}}")["menus"]["nodes"]
    page = {"url": None, "path": "/المقالات/", "page": {"title": "المقالات"}}
    assert found == [
        {
            "slug": "main",
            "title": "main",
            "items": [
                {"title": "المقالات", **page},
                {"title": "اقرأ", **page},
                {"title": "موقع", "url": "https://x.example", "path": None, "page": None},
            ],
        }
    ]
