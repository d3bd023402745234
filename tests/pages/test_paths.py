"""Paths of pages: one spelling for all of a path, and which page it names."""

import unicodedata

import pytest
from wagtail.models import Page, Site

from pages.models import ArticleIndexPage, HomePage
from pages.paths import normalised, path_of, url_path_at


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("", "/"),
        ("/", "/"),
        ("//", "/"),
        ("a", "/a/"),
        ("/a", "/a/"),
        ("a/", "/a/"),
        ("//a///b//", "/a/b/"),
        ("%D9%85%D9%82%D8%A7%D9%84", "/مقال/"),
        ("/مقال/", "/مقال/"),
        ("/%d9%85%d9%82%D8%A7%D9%84/", "/مقال/"),
        (unicodedata.normalize("NFD", "/أخبار/"), "/أخبار/"),
        ("/%D8%A7%D9%94%D8%AE%D8%A8%D8%A7%D8%B1/", "/أخبار/"),
        ("/a%2Fb/", "/a/b/"),
        ("/a/../b/./", "/a/../b/./"),
        ("/%", "/%/"),
        ("/%FF/", "/\ufffd/"),
        ("/a\0b/", "/a\ufffdb/"),
        ("/a%00b/", "/a\ufffdb/"),
    ],
)
def test_every_spelling_of_a_path_is_one(path, expected):
    assert normalised(path) == expected


@pytest.mark.parametrize("path", ["/مقال/", "/%D9%85/", "/a b/", unicodedata.normalize("NFD", "/أ/")])
def test_normalising_twice_changes_nothing_more(path):
    assert normalised(normalised(path)) == normalised(path)


@pytest.fixture
def english_home(home, english):
    """The home page in English, beside the Arabic one."""
    page = home.copy_for_translation(english)
    page.save_revision().publish()
    Site.clear_site_root_paths_cache()
    return HomePage.objects.get(pk=page.pk)


def test_path_of_a_page_starts_below_its_home_page(article_index, english_home):
    lists = english_home.add_child(instance=ArticleIndexPage(title="Articles", slug="articles"))
    site = Site.objects.get().pk
    assert path_of(Page.objects.get(pk=article_index.get_parent().pk)) == (site, "/")
    assert path_of(article_index) == (site, "/المقالات/")
    assert path_of(english_home) == (site, "/en/")
    assert path_of(lists) == (site, "/en/articles/")


def test_path_of_a_page_outside_every_site_is_none(home):
    assert path_of(Page.get_first_root_node()) is None
    other = Page.get_first_root_node().add_child(instance=HomePage(title="other", slug="other", locale=home.locale))
    assert path_of(other) is None


def test_paths_read_the_sites_once(article_index, home, django_assert_num_queries):
    Site.clear_site_root_paths_cache()
    site, _ = path_of(home)
    with django_assert_num_queries(0):
        assert path_of(article_index) == (site, "/المقالات/")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", "/home/"),
        ("/المقالات/", "/home/المقالات/"),
        ("%D8%A7%D9%84%D9%85%D9%82%D8%A7%D9%84%D8%A7%D8%AA", "/home/المقالات/"),
        ("/en/", "/home-en/"),
        ("/en", "/home-en/"),
        ("/en/articles/", "/home-en/articles/"),
        ("/EN/", "/home/EN/"),
        ("/ar/", "/home/ar/"),
        ("/english/", "/home/english/"),
    ],
)
def test_url_path_is_below_the_home_page_of_the_paths_language(english_home, path, expected):
    assert english_home.url_path == "/home-en/"
    assert url_path_at(path, Site.objects.get()) == expected


@pytest.mark.usefixtures("home")
def test_url_path_in_a_language_without_a_home_page_is_none():
    assert url_path_at("/en/articles/", Site.objects.get()) is None
