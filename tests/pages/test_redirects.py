"""What pages leave behind where they stood."""

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from pages.models import ArticleIndexPage, ArticlePage
from snippets.models import SiteSettings
from tests import factories

ROUTE = "query($p: String!) {route(path: $p) {status page {path} redirect {target page {path}}}}"


@pytest.fixture
def renamed(django_capture_on_commit_callbacks):
    """Rename a page, as a form or a program does."""

    def rename(page, slug: str):
        page = type(page).objects.get(pk=page.pk)
        page.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish() if page.live else page.save()
        return type(page).objects.get(pk=page.pk)

    return rename


@pytest.fixture
def stands(graphql):
    """The status of a path, and the path of the page behind it."""

    def ask(path: str) -> tuple[str, str | None]:
        route = graphql(ROUTE, p=path)["route"]
        page = route["page"] or (route["redirect"] or {}).get("page")
        return route["status"], page and page["path"]

    return ask


def left() -> dict[str, int]:
    return dict(Redirect.objects.order_by("pk").values_list("old_path", "redirect_page"))


@pytest.mark.parametrize("frontend", ["", "https://www.example/"])
def test_a_renamed_page_leaves_redirects_for_itself_and_for_those_below(article_index, renamed, stands, frontend):
    SiteSettings.objects.create(site=Site.objects.get(), frontend_url=frontend)
    article = factories.article(article_index, slug="قديم")
    section = factories.section(article, slug="قسم")
    renamed(article, "جديد")
    assert left() == {"/المقالات/قديم": article.pk, "/المقالات/قديم/قسم": section.pk}
    assert stands("/المقالات/قديم/") == ("REDIRECT", "/المقالات/جديد/")
    assert stands("/المقالات/قديم/قسم/") == ("REDIRECT", "/المقالات/جديد/قسم/")
    assert stands("/المقالات/جديد/قسم/") == ("FOUND", "/المقالات/جديد/قسم/")


def test_a_moved_page_leaves_redirects(home, article_index, stands, django_capture_on_commit_callbacks):
    other = home.add_child(instance=ArticleIndexPage(title="أخبار", slug="أخبار"))
    article = factories.article(article_index, slug="مقال")
    factories.section(article, slug="قسم")
    with django_capture_on_commit_callbacks(execute=True):
        ArticlePage.objects.get(pk=article.pk).move(other, pos="last-child")
    assert stands("/المقالات/مقال/") == ("REDIRECT", "/أخبار/مقال/")
    assert stands("/المقالات/مقال/قسم") == ("REDIRECT", "/أخبار/مقال/قسم/")
    with django_capture_on_commit_callbacks(execute=True):
        ArticlePage.objects.get(pk=article.pk).move(other, pos="first-child")
    assert len(left()) == 2


def test_renaming_to_and_fro_leaves_no_loop(article_index, renamed, stands, graphql):
    article = factories.article(article_index, slug="a")
    for slug in ("b", "a", "b", "c", "a"):
        article = renamed(article, slug)
    assert left() == {"/المقالات/b": article.pk, "/المقالات/c": article.pk}
    for old in "bc":
        assert stands(f"/المقالات/{old}/") == ("REDIRECT", "/المقالات/a/")
    assert stands("/المقالات/a/") == ("FOUND", "/المقالات/a/")


def test_pages_that_swap_their_slugs_leave_nothing_that_leads_away_from_either(article_index, renamed, stands):
    first, second = (factories.article(article_index, slug=slug) for slug in ("a", "b"))
    renamed(first, "c")
    renamed(second, "a")
    renamed(first, "b")
    assert stands("/المقالات/a/") == ("FOUND", "/المقالات/a/")
    assert stands("/المقالات/b/") == ("FOUND", "/المقالات/b/")
    assert left() == {"/المقالات/c": first.pk}


def test_a_page_published_where_another_stood_takes_the_place(article_index, renamed, stands):
    article = renamed(factories.article(article_index, slug="a"), "b")
    assert left() == {"/المقالات/a": article.pk}
    factories.article(article_index, slug="a", live=False).save_revision().publish()
    assert left() == {}
    assert stands("/المقالات/a/") == ("FOUND", "/المقالات/a/")


def test_a_draft_that_was_never_public_leaves_nothing(article_index, renamed):
    article = factories.article(article_index, slug="a", live=False)
    factories.section(article, slug="s", live=False)
    renamed(article, "b")
    assert left() == {}


def test_a_redirect_never_tells_of_a_page_that_is_not_public(article_index, renamed, stands, graphql):
    article = factories.article(article_index, slug="a")
    article.save_revision().publish()
    article.refresh_from_db()
    article.unpublish()
    renamed(article, "b")
    assert left() == {"/المقالات/a": article.pk}
    assert stands("/المقالات/a/") == ("NOT_FOUND", None)
    assert graphql("{redirects {totalCount nodes {source}}}")["redirects"] == {"totalCount": 0, "nodes": []}
    ArticlePage.objects.get(pk=article.pk).save_revision().publish()
    assert stands("/المقالات/a/") == ("REDIRECT", "/المقالات/b/")


def test_a_redirect_that_an_editor_made_stays(article_index, renamed):
    article = factories.article(article_index, slug="a")
    made = Redirect.objects.create(
        old_path="/المقالات/a", site=Site.objects.get(), redirect_link="https://example.org/"
    )
    renamed(article, "b")
    assert list(Redirect.objects.values_list("pk", "redirect_link")) == [(made.pk, "https://example.org/")]


def test_each_language_leaves_its_own(article_index, english, renamed, stands):
    article = factories.article(article_index, slug="a")
    twin = article.copy_for_translation(english, copy_parents=True)
    twin.slug = "a"
    twin.save_revision().publish()
    Site.clear_site_root_paths_cache()
    twin = renamed(twin, "b")
    (path,) = left()
    assert path.startswith("/en/")
    assert path.endswith("/a")
    assert stands(path) == ("REDIRECT", path.removesuffix("a") + "b/")
    assert stands("/المقالات/a/") == ("FOUND", "/المقالات/a/")


def test_a_renamed_home_page_leaves_nothing_for_its_address_stays(home, article_index, renamed, stands):
    renamed(home, "other")
    assert left() == {}
    assert stands("/المقالات/") == ("FOUND", "/المقالات/")


def test_a_path_longer_than_redirects_can_be_is_told(article_index, renamed, caplog):
    article = factories.article(article_index, slug="ا" * 200)
    section = factories.section(article, slug="ب" * 100)
    renamed(article, "a")
    assert left() == {f"/المقالات/{'ا' * 200}": article.pk}
    assert section.slug in caplog.text


def test_redirects_for_many_pages_cost_as_many_queries_as_for_one(
    article_index, django_assert_max_num_queries, renamed
):
    def asked() -> int:
        article = factories.article(article_index)
        for _ in range(sections):
            factories.section(article)
            article.refresh_from_db()
        with django_assert_max_num_queries(1_000) as captured:
            renamed(article, f"{article.slug}-new")
        return len([query for query in captured.captured_queries if "wagtailredirects" in query["sql"]])

    sections = 1
    few = asked()
    sections = 12
    assert asked() == few
