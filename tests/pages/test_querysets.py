"""What "public" means for pages, asked of the queryset itself."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from pages.models import ArticlePage, SectionPage
from pages.querysets import MAX_DEPTH, count_public, public_among_many, public_pages, unhidden_pages
from snippets.querysets import PUBLIC_MARK
from tests import factories


@pytest.fixture
def line(article_index):
    """Root, home page, article list, article and section, each below the one before."""
    article = factories.article(article_index)
    section = factories.section(article)
    return [
        *Page.objects.filter(pk__in=[p.pk for p in section.get_ancestors()]).order_by("depth"),
        Page.objects.get(pk=section.pk),
    ]


def public_depths() -> list[int]:
    """Of the public pages, by either way of finding them and counted as many."""
    found, among_many = (
        list(public(Page.objects.all()).order_by("depth").values_list("depth", flat=True))
        for public in (public_pages, public_among_many)
    )
    assert found == among_many
    assert count_public(Page.objects.all()) == len(found)
    return found


@pytest.mark.parametrize("depth", [1, 2, 3, 4, 5])
def test_page_that_is_not_live_hides_itself_and_all_below(line, depth):
    assert public_depths() == [1, 2, 3, 4, 5]
    Page.objects.filter(pk=line[depth - 1].pk).update(live=False)
    assert public_depths() == list(range(1, depth))


@pytest.mark.parametrize("depth", [1, 2, 3, 4, 5])
def test_restricted_page_hides_itself_and_all_below(line, depth):
    PageViewRestriction.objects.create(page=line[depth - 1], restriction_type="login")
    assert public_depths() == list(range(1, depth))


def test_sibling_of_a_hidden_page_is_public(line, article_index):
    article_index.refresh_from_db()
    factories.article(article_index, "مستور", live=False)
    factories.section(factories.article(article_index, "آخر"))
    assert public_pages(ArticlePage.objects.all()).count() == 2
    assert public_pages(SectionPage.objects.all()).count() == 2


def test_expired_page_hides_itself_and_all_below_and_one_that_will_expire_does_not(line):
    Page.objects.filter(pk=line[2].pk).update(expire_at=timezone.now() + timedelta(days=1))
    assert public_depths() == [1, 2, 3, 4, 5]
    Page.objects.filter(pk=line[2].pk).update(expire_at=timezone.now() - timedelta(days=1))
    assert public_depths() == [1, 2]


def test_pages_that_are_hidden_more_than_once_are_left_out_of_the_count_once(line):
    for depth in (3, 4, 5):
        Page.objects.filter(pk=line[depth - 1].pk).update(live=False)
    for depth in (4, 4, 5):
        PageViewRestriction.objects.create(page=line[depth - 1], restriction_type="login")
    assert public_depths() == [1, 2]
    Page.objects.filter(pk=line[2].pk).update(live=True)
    assert public_depths() == [1, 2, 3]
    Page.objects.update(live=True)
    assert public_depths() == [1, 2, 3]


def test_a_count_is_one_statement_and_holds_to_the_conditions_of_the_pages(line, django_assert_num_queries):
    hidden, other = (factories.article(line[2], title, live=title == "آخر") for title in ("مستور", "آخر"))
    factories.section(hidden), factories.section(other)
    with django_assert_num_queries(1):
        assert count_public(ArticlePage.objects.filter(date__gte="2000-01-01")) == 2
    assert count_public(ArticlePage.objects.exclude(pk=other.pk)) == 1
    assert count_public(SectionPage.objects.exclude(title="")) == 2
    assert count_public(ArticlePage.objects.filter(pk__in=[])) == count_public(ArticlePage.objects.none()) == 0


@pytest.mark.parametrize(("depth", "left"), [(4, 1), (5, 0)])
@pytest.mark.parametrize("hide", ["draft", "restriction"])
def test_what_a_page_itself_hides_is_told_without_those_above(line, depth, left, hide):
    if hide == "draft":
        Page.objects.filter(pk=line[depth - 1].pk).update(live=False)
    else:
        PageViewRestriction.objects.create(page=line[depth - 1], restriction_type="login")
    assert unhidden_pages(SectionPage.objects.all()).count() == left
    assert public_pages(SectionPage.objects.all()).count() == 0


def test_page_deeper_than_ancestors_can_be_named_is_hidden(line):
    deep = line[-1].pk
    Page.objects.filter(pk=deep).update(depth=MAX_DEPTH + 1)
    assert not public_pages(Page.objects.filter(pk=deep)).exists()


def test_page_types_stay_far_above_that_depth(line):
    assert line[-1].depth == 5 < MAX_DEPTH
    assert SectionPage.subpage_types == []


def test_rows_carry_the_mark_through_their_own_types(line):
    rows = list(public_pages(Page.objects.filter(depth__gt=1)).specific())
    assert [type(row).__name__ for row in rows] == ["HomePage", "ArticleIndexPage", "ArticlePage", "SectionPage"]
    assert {row.__dict__[PUBLIC_MARK] for row in rows} == {1}
    assert PUBLIC_MARK not in line[0].__dict__


def test_public_pages_are_found_in_one_query(line, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert len(public_pages(ArticlePage.objects.all())) == 1
