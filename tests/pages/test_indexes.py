"""What is looked up among many pages is found by an index, in the order of the index, on either database."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Subquery
from wagtail.models import Page

from cms.graphql.connections import Slice, between, encode, ordered, sorting
from cms.graphql.languages import in_languages
from cms.graphql.linked import linked
from cms.graphql.navigation import _articles_beside
from cms.graphql.queries.content import ARTICLES, SECTIONS
from cms.graphql.related import _lately_naming, _sharing_topics
from cms.graphql.relations import LONG, NEWEST_PAGE, RELATIONS, extent
from cms.graphql.search.entries import entries, questions
from cms.graphql.search.hits import visible
from cms.graphql.visibility import count_public, public
from pages.indexes import INDEXES, ensure_indexes
from pages.models import ArticleIndexPage, ArticlePage, SectionPage
from pages.respelling import alike, respelled
from tests import factories

SORTED = "USE TEMP B-TREE FOR ORDER BY" if connection.vendor == "sqlite" else "Sort"


@pytest.fixture
def plan(db):
    """How the database would run a query of many rows."""

    def told(sql: str, params: tuple = (), bitmaps: bool = False) -> str:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":  # tests have few rows, which it would rather read one by one
                cursor.execute(f"SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = {bitmaps}")
                cursor.execute("SET LOCAL enable_sort = off; SET LOCAL enable_hashjoin = off")
            cursor.execute(f"EXPLAIN {'QUERY PLAN ' if connection.vendor == 'sqlite' else ''}{sql}", params)
            return "\n".join(str(row[-1]) for row in cursor.fetchall())

    return told


@pytest.fixture
def plan_of(plan):
    return lambda queryset: plan(*queryset.query.sql_with_params())


@pytest.mark.parametrize("order", [("-date", "-pk"), ("date", "pk")])
def test_articles_come_in_the_order_of_their_index(plan_of, order):
    told = plan_of(public(in_languages(ArticlePage.objects.all(), ("ar",))).order_by(*order)[:21])
    assert "pages_article_by_date" in told
    assert SORTED not in told


@pytest.mark.parametrize("name", ["TITLE_ASC", "TITLE_DESC"])
@pytest.mark.parametrize(("listing", "codes"), [(ARTICLES, ("ar",)), (ARTICLES, ("en", "ar")), (SECTIONS, ("ar",))])
@pytest.mark.parametrize("wanted", [Slice(20), Slice(20, backward=True), Slice(20, after=encode(["ب", 1]))])
def test_pages_of_a_type_come_by_title_in_the_order_of_an_index(plan_of, name, listing, codes, wanted):
    order = listing.orders.get(name) or listing.orders["TITLE_ASC"]
    rows = ordered(public(listing._rows(codes, order)), order)
    told = plan_of(between(rows, order, wanted).order_by(*sorting(order, wanted.backward))[:21])
    assert "pages_of_type_in_arabic_order" in told
    assert SORTED not in told


def test_an_index_of_an_earlier_version_is_dropped(db):
    with connection.cursor() as cursor:
        cursor.execute("CREATE INDEX pages_by_title ON wagtailcore_page (title, id)")
        ensure_indexes("default")
        assert "pages_by_title" not in connection.introspection.get_constraints(cursor, "wagtailcore_page")


def test_a_page_is_found_by_its_path(plan):
    rows = public(alike(Page.objects.all(), ["/home/مقدّمة/", "/home/مقدمة/"], respelled("/home/مقدمة/")))[:4]
    told = plan(*rows.query.sql_with_params(), bitmaps=True)
    assert "pages_by_url_path" in told
    assert "pages_by_respelled_path" in told


@pytest.mark.parametrize("after", [True, False])
def test_neighbours_are_found_from_the_article_on(plan_of, after):
    beside = public(_articles_beside(after)).values("pk")[:1]
    told = plan_of(ArticlePage.objects.annotate(nearest=Subquery(beside)))
    line = next(line for line in told.splitlines() if "pages_article_by_date" in line)
    if connection.vendor == "sqlite":
        assert "date>?" in line if after else "date<?" in line
    else:
        assert f"Index Cond: (date {'>=' if after else '<='}" in told


@pytest.mark.skipif(connection.vendor == "sqlite", reason="takes the index of all paths, which is as good there")
def test_withdrawn_pages_are_looked_up_among_themselves(plan_of):
    assert "pages_withdrawn" in plan_of(public(SectionPage.objects.all()))


def test_latest_articles_of_a_topic_and_sections_on_a_platform_are_found_by_index(plan, article_index):
    article = factories.article(article_index)
    article.topics.add(factories.topic())
    article.save()
    asked = []
    with connection.execute_wrapper(lambda execute, *args: asked.append(args[:2]) or execute(*args)):
        list(_sharing_topics([article]))
        _lately_naming({1})
    first, second = (plan(*query) for query in asked[:2])
    assert "pages_latest_of_topic" in first
    assert "pages_latest_mentions" in second


def test_an_index_that_was_lost_is_made_again_by_the_next_migrate(db):
    def present() -> set[str]:
        with connection.cursor() as cursor:
            return {
                name
                for table in INDEXES
                for name in connection.introspection.get_constraints(cursor, table)
                if name.startswith("pages_")
            }

    everything = present()
    assert everything > {name for named in INDEXES.values() for name in named}
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX pages_of_type_in_arabic_order")
    assert present() == everything - {"pages_of_type_in_arabic_order"}
    ensure_indexes("default")
    assert present() == everything


@pytest.mark.parametrize("model", [ArticlePage, SectionPage])
def test_pages_of_a_type_come_by_publication_in_the_order_of_an_index(plan_of, model):
    kind = ContentType.objects.get_for_model(model)
    rows = ordered(public(in_languages(model.objects.filter(content_type=kind), ("ar",))), NEWEST_PAGE)
    told = plan_of(rows.order_by(*sorting(NEWEST_PAGE, backward=False))[:21])
    assert "pages_of_type_by_publication" in told
    assert SORTED not in told.replace("Incremental Sort", "")


@pytest.mark.skipif(connection.vendor == "postgresql", reason="begins at slug or children, by what it knows of both")
def test_a_slug_is_looked_up_among_the_children_of_one_page(plan_of, article_index):
    factories.article(article_index)
    told = plan_of(article_index.get_children().filter(slug__in=["مقدمة", "مقدمة-2"]).order_by())
    assert "pages_by_slug" in told
    assert "slug=? AND path>? AND path<?" in told


def test_hits_of_a_filter_that_few_pages_meet_are_found_from_these_pages(plan, article_index):
    topic = factories.topic()
    factories.article(article_index, topics=[topic])
    asked = questions([(" كلم ",)], in_names=False)
    found = entries(asked, in_names=False).filter(visible({"topics": {"slugs": [topic.slug]}}, ("ar",)))[:1_001]
    assert "pages_by_parent" in plan(*found.query.sql_with_params(), bitmaps=True)


@pytest.mark.skipif(connection.vendor == "postgresql", reason="takes it once there are more pages than a test has")
@pytest.mark.parametrize("codes", [("ar",), ("en",)])
def test_all_pages_of_a_type_are_counted_by_an_index_alone(plan, home, codes):
    asked = []
    with connection.execute_wrapper(lambda execute, *args: asked.append(args[:2]) or execute(*args)):
        count_public(ARTICLES._counted(codes, None))
    assert plan(*asked[-1]).count("COVERING INDEX pages_of_type_in_tree") == 3


@pytest.mark.parametrize("few", [True, False])
def test_links_are_followed_while_they_are_few(plan_of, article_index, monkeypatch, few):
    topic = factories.topic()
    articles = [factories.article(article_index, topics=[topic]) for _ in range(2)]
    monkeypatch.setattr("cms.graphql.linked.FEW", 1_000 if few else 0)
    links = ArticlePage.topics.through.objects.filter(topic=topic)
    found = ArticlePage.objects.filter(linked(links, "articlepage")).order_by("-date", "-pk")
    assert [article.pk for article in found] == [article.pk for article in reversed(articles)]
    told = plan_of(found.all()[:21])
    assert ("pages_latest_of_topic" in told or "pages_articlepage_topics" in told) is not few
    if not few:
        assert "pages_article_by_date" in told
        assert SORTED not in told


def test_a_long_list_is_read_in_its_order_and_a_short_one_by_its_place(plan_of, article_index):
    relation = RELATIONS[ArticleIndexPage, "articles"]
    plans = []
    for children in (10, LONG + 1):
        article_index.numchild = children
        given = [extent(article_index)]
        plans.append(plan_of(relation._queryset(given, Slice(20), not relation.owners.needs_none(given))))
    by_place = "path>? AND path<?" if connection.vendor == "sqlite" else f"{article_index.path}0000"
    assert [by_place in told for told in plans] == [True, False]
    assert "pages_article_by_date" in plans[1]
    assert SORTED not in plans[1]
