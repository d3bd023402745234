"""Paths to pages, redirects and gone addresses, in whatever way a path is spelled; redirects and sitemap as lists."""

import unicodedata
from urllib.parse import quote

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from pages.paths import normalised
from tests import factories as make

ROUTE = """query($path: String!, $site: String, $locale: String) {route(path: $path, site: $site, locale: $locale) {
    status page {title} redirect {source target permanent page {title}}}}"""


@pytest.fixture
def article(article_index):
    return make.article(article_index, "مقال", slug="مقال-أول")


def test_every_spelling_of_a_path_finds_its_page(article, graphql):
    path = f"/المقالات/{article.slug}/"
    for spelling in (path, quote(path), unicodedata.normalize("NFD", path), path.strip("/"), quote(path).lower()):
        assert graphql(ROUTE, path=spelling)["route"] == {
            "status": "FOUND",
            "page": {"title": "مقال"},
            "redirect": None,
        }


SPELLINGS = {
    "tatweel": "/المقالات/إدارة-الأعـمال/",
    "marks": "/المقالاتُ/إِدَارَة-الأعْمَال/",
    "hamza": "/المقالات/ادارة-الاعمال/",
    "teh marbuta": "/المقالات/إداره-الأعمال/",
    "spaces": "/المقالات/إدارة الأعمال/",
    "encoded in capitals": quote("/المقالات/أدارة-الأعمال/"),
    "encoded in small letters": quote("/المقالات/أدارة-الأعمال").lower(),
    "presentation forms": "/المقالات/ﺇﺩﺍﺭﺓ-الأعمال/",
    "controls": "/المقالات\u200f/إدارة\u200c-الأعمال/",
    "decomposed and respelled": unicodedata.normalize("NFD", "/المقالات/آدارة-الأعمال/"),
    "slashes": "المقالات//إداره-الأعمال",
}


@pytest.mark.parametrize("kind", SPELLINGS)
def test_another_spelling_of_a_path_leads_to_the_one_of_its_page(article_index, graphql, kind):
    make.article(article_index, "مقال", slug="إدارة-الأعمال")
    path = SPELLINGS[kind]
    answer = graphql(
        """query($path: String!) {
        route(path: $path) {status page {title} redirect {source target permanent page {title}}}
        page(path: $path) {path} article(by: {path: $path}) {path}}""",
        path=path,
    )
    canonical = "/المقالات/إدارة-الأعمال/"
    assert answer["page"] == answer["article"] == {"path": canonical}
    assert answer["route"] == {
        "status": "REDIRECT",
        "page": None,
        "redirect": {
            "source": normalised(path),
            "target": quote(canonical),
            "permanent": True,
            "page": {"title": "مقال"},
        },
    }


@pytest.mark.parametrize(
    ("slugs", "asked", "found"),
    [
        (["على", "علي"], "علي", "علي"),
        (["على", "علي"], "على", "على"),
        (["على", "علي"], "عـلي", "علي"),
        (["على", "علي"], "علی", None),
        (["على"], "علی", "على"),
        (["سنة-٢٠٢٦"], "سنة-2026", "سنة-٢٠٢٦"),
        (["سنة-٢٠٢٦", "سنة-2026"], "سنة-۲۰۲۶", None),
        (["علم"], "عالم", None),
        (["مكتبة"], "المكتبة", None),
        (["مسؤول"], "مسئول", None),
        (["a"], "A", None),
    ],
)
def test_a_spelling_that_several_pages_share_is_that_of_the_one_which_is_spelled_so(
    article_index, graphql, slugs, asked, found
):
    for slug in slugs:
        make.article(article_index, slug=slug)
    article = graphql("query($p: String!) {article(by: {path: $p}) {slug}}", p=f"/المقالات/{asked}/")["article"]
    assert (article and article["slug"]) == found


def test_a_page_that_is_not_public_changes_nothing_for_another_spelling(article_index, graphql):
    make.article(article_index, slug="علي", title="ظاهر")
    hidden = make.article(article_index, slug="على", title="خفي", live=False)
    for asked in ("علی", "على"):
        route = graphql(ROUTE, path=f"/المقالات/{asked}/")["route"]
        assert (route["status"], route["redirect"]["page"]) == ("REDIRECT", {"title": "ظاهر"})
    hidden.delete()
    for asked in ("علی", "على"):
        route = graphql(ROUTE, path=f"/المقالات/{asked}/")["route"]
        assert (route["status"], route["redirect"]["page"]) == ("REDIRECT", {"title": "ظاهر"})


def test_a_hidden_page_and_a_missing_one_look_alike_in_every_spelling(article_index, graphql):
    make.article(article_index, slug="إدارة", live=False)
    for asked in ("إدارة", "اداره", "لا-شيء"):
        assert graphql(ROUTE, path=f"/المقالات/{asked}/")["route"] == {
            "status": "NOT_FOUND",
            "page": None,
            "redirect": None,
        }


def test_a_redirect_comes_before_a_page_of_another_spelling(article_index, graphql):
    make.article(article_index, slug="على")
    Redirect.objects.create(old_path="/المقالات/علي", redirect_link="https://example.org/")
    assert graphql(ROUTE, path="/المقالات/علي/")["route"]["redirect"]["target"] == "https://example.org/"
    assert graphql(ROUTE, path="/المقالات/عـلـي/")["route"]["redirect"]["target"] == "https://example.org/"


@pytest.mark.parametrize("stored", ["/قديم-أول", quote("/قديم-أول"), unicodedata.normalize("NFD", "/قديم-أول")])
def test_every_spelling_of_a_redirect_is_found(article, graphql, stored):
    Redirect.objects.create(old_path=stored, redirect_page=article)
    for asked in ("/قديم-أول/", quote("/قديم-أول"), unicodedata.normalize("NFD", "قديم-أول")):
        assert graphql(ROUTE, path=asked)["route"] == {
            "status": "REDIRECT",
            "page": None,
            "redirect": {
                "source": stored,
                "target": quote(f"/المقالات/{article.slug}/"),
                "permanent": True,
                "page": {"title": "مقال"},
            },
        }


def test_redirects_lead_elsewhere_for_a_while_or_are_gone(home, graphql):
    Redirect.objects.create(old_path="/away", redirect_link="https://example.org/", is_permanent=False)
    Redirect.objects.create(old_path="/retired")
    away = graphql(ROUTE, path="/away")["route"]["redirect"]
    assert away == {"source": "/away", "target": "https://example.org/", "permanent": False, "page": None}
    assert graphql(ROUTE, path="/retired")["route"]["status"] == "GONE"
    assert graphql(ROUTE, path="/never")["route"]["status"] == "NOT_FOUND"


def test_a_page_comes_before_a_redirect_and_a_sites_redirect_before_that_of_all(article, graphql):
    site = Site.objects.get()
    Redirect.objects.create(old_path="/المقالات", redirect_link="https://example.org/")
    Redirect.objects.create(old_path="/old", redirect_link="https://example.org/all")
    Redirect.objects.create(old_path="/old", redirect_link="https://example.org/site", site=site)
    assert graphql(ROUTE, path="/المقالات/")["route"]["status"] == "FOUND"
    assert graphql(ROUTE, path="/old")["route"]["redirect"]["target"] == "https://example.org/site"


def test_a_redirect_to_what_is_not_public_is_not_there(article, graphql):
    Redirect.objects.create(old_path="/old", redirect_page=article)
    Page.objects.filter(pk=article.pk).update(live=False)
    assert graphql(ROUTE, path="/old")["route"] == {"status": "NOT_FOUND", "page": None, "redirect": None}
    assert graphql("{redirects {totalCount nodes {source}}}") == {"redirects": {"totalCount": 0, "nodes": []}}


def test_sites_are_told_apart_by_host(article, graphql):
    other = Page.objects.get(depth=1).add_child(
        instance=type(article.get_site().root_page.specific)(title="آخر", slug="x")
    )
    Site.objects.create(hostname="other.example", port=8443, root_page=other)
    Site.clear_site_root_paths_cache()
    assert graphql(ROUTE, path="/")["route"]["page"] == {"title": "الرئيسية"}
    assert graphql(ROUTE, path="/", site="other.example")["route"]["page"] == {"title": "آخر"}
    assert graphql(ROUTE, path="/", site="other.example:8443")["route"]["page"] == {"title": "آخر"}
    for unknown in ("other.example:1", "nobody.example", "other.example:x"):
        expected = "FOUND" if unknown.endswith(":x") else "NOT_FOUND"
        assert graphql(ROUTE, path="/", site=unknown)["route"]["status"] == expected


def test_a_language_is_meant_by_the_path_or_by_the_argument(article, graphql, english):
    for page in (article.get_site().root_page.specific, article.get_parent().specific):
        twin = page.copy_for_translation(english)
        twin.title, twin.live = f"English {page.slug}", True
        twin.save()
    Site.clear_site_root_paths_cache()
    assert graphql(ROUTE, path="/en/المقالات")["route"]["page"]["title"] == "English المقالات"
    assert graphql(ROUTE, path="/المقالات", locale="en")["route"]["page"]["title"] == "English المقالات"
    assert graphql(ROUTE, path="/en/المقالات", locale="en")["route"]["page"]["title"] == "English المقالات"


def test_routes_cost_a_fixed_number_of_queries(article, graphql, django_assert_num_queries):
    Redirect.objects.create(old_path="/old", redirect_page=article)
    graphql(ROUTE, path="/old")
    with django_assert_num_queries(3):
        graphql("query($p: String!) {route(path: $p) {status page {title}}}", p=f"/المقالات/{article.slug}/")
    for asked, count in (("/old", 3), ("/المقالاتُ/", 4), ("/المقالاتُ/لا-شيء/", 3)):
        with django_assert_num_queries(count):
            graphql("query($p: String!) {route(path: $p) {status redirect {permanent}}}", p=asked)


def test_the_sitemap_holds_public_pages_that_may_be_listed(article, graphql):
    make.article(article.get_parent(), "سري", slug="draft", live=False)
    make.article(article.get_parent(), "بلا فهرسة", slug="quiet", no_index=True)
    answer = graphql("{sitemap {totalCount nodes {path url lastmod alternates {hreflang}}}}")["sitemap"]
    assert [node["path"] for node in answer["nodes"]] == ["/", "/المقالات/", f"/المقالات/{article.slug}/"]
    assert answer["totalCount"] == 3


def test_redirects_come_in_pages(article, graphql):
    for number in range(3):
        Redirect.objects.create(old_path=f"/old-{number}", redirect_page=article)
    Redirect.objects.create(old_path="/gone")
    first = graphql("{redirects(first: 2) {totalCount nodes {source} pageInfo {endCursor hasNextPage}}}")["redirects"]
    assert ([node["source"] for node in first["nodes"]], first["totalCount"]) == (["/old-0", "/old-1"], 3)
    after = first["pageInfo"]["endCursor"]
    assert graphql(f'{{redirects(after: "{after}") {{nodes {{source}}}}}}')["redirects"]["nodes"] == [
        {"source": "/old-2"}
    ]
