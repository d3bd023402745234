"""Queries that are built once: the rows that Django itself would give, whatever number of values is asked for."""

import gc

import pytest
from django.db import connection
from django.db.models import CharField, IntegerField
from wagtail.blocks import StreamValue
from wagtail.models import Locale, Page

from cms.graphql import compiled as module
from cms.graphql.compiled import KEPT, Compiled, Place, among, compiled, known
from cms.graphql.rows import complete, typed
from cms.graphql.visibility import public
from pages.models import ArticlePage, SectionPage
from snippets.models import Platform
from tests import factories


@pytest.fixture(autouse=True)
def _unknown():
    known.clear()


@pytest.fixture
def content(article_index):
    """Pages of all types and snippets, some of them hidden."""
    page = factories.article(article_index, lead=factories.prose("مقدمة"))
    platform = factories.platform(description=factories.prose("منصة"))
    factories.platform("hidden", "Hidden", "مخفية", live=False)
    body = [factories.block("platform", platform=platform.pk, display_name="", prose=factories.prose("نص"))]
    for number in range(4):
        factories.section(page, f"قسم {number}", body, live=number != 2)
        page.refresh_from_db()


def of(model) -> Compiled:
    return Compiled(lambda given: complete(public(model.objects.filter(among("pk", given)))), IntegerField())


def columns(row) -> dict:
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return {name: list(value.raw_data) if isinstance(value, StreamValue) else value for name, value in values.items()}


@pytest.mark.usefixtures("content")
@pytest.mark.parametrize("model", [ArticlePage, SectionPage, Platform])
def test_rows_are_those_of_the_ordinary_query(model):
    keys = [*model.objects.values_list("pk", flat=True), 10**6]
    ordinary = {row.pk: row for row in complete(public(model.objects.filter(pk__in=keys)))}
    found = {row.pk: row for row in of(model).read([(key,) for key in keys])}
    assert found
    assert found.keys() == ordinary.keys()
    for key, row in found.items():
        assert (type(row), columns(row)) == (model, columns(ordinary[key]))
        assert row.is_public == 1
        assert (row._state.db, row._state.adding) == ("default", False)
        if hasattr(row, "locale"):
            assert row._state.fields_cache["locale"].language_code == "ar"


@pytest.mark.usefixtures("content")
def test_pages_are_objects_of_their_own_types(django_assert_num_queries):
    expected = {page.pk: page for page in Page.objects.live().filter(depth__gt=1).specific()}
    query = of(Page)
    keys = [(key,) for key in expected]
    with django_assert_num_queries(1):
        found = {row.pk: row for row in typed(query.read(keys))}
    assert {key: (type(row), columns(row)) for key, row in found.items()} == {
        key: (type(row), columns(row)) for key, row in expected.items()
    }
    assert len({type(row) for row in found.values()}) == 4


@pytest.mark.usefixtures("content")
@pytest.mark.parametrize("number", [0, 1, 2, 3, 5, 8, 9])
def test_any_number_of_values_gives_its_rows_once(number, django_assert_num_queries):
    keys = list(Page.objects.order_by("pk").values_list("pk", flat=True))[:number]
    query = Compiled(
        lambda given: Page.objects.filter(among("pk", given)).order_by("pk").values_list("pk", "path"), IntegerField()
    )
    with django_assert_num_queries(1 if keys else 0):
        found = query.read([(key,) for key in keys])
    assert found == list(Page.objects.filter(pk__in=keys).order_by("pk").values_list("pk", "path"))


@pytest.mark.usefixtures("content")
def test_more_values_than_a_statement_takes_are_sent_in_several(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(module, "MOST", 2)
    keys = sorted(Page.objects.values_list("pk", flat=True))[:5]
    query = Compiled(lambda given: Page.objects.filter(among("pk", given)).values_list("pk"), IntegerField())
    with django_assert_num_queries(3):
        found = query.read([(key,) for key in keys])
    assert sorted(found) == [(key,) for key in keys]


@pytest.mark.usefixtures("content")
def test_a_query_is_built_once_for_each_power_of_two():
    built = []

    def build(given):
        built.append(len(given))
        return Platform.objects.filter(among("slug", given))

    query = Compiled(build, CharField())
    for number in (1, 2, 3, 4, 3, 5, 8, 1):
        query.read([(str(place),) for place in range(number)])
    assert built == [1, 2, 4, 8]


@pytest.mark.django_db
def test_texts_are_values_and_never_statements():
    query = Compiled(lambda given: Locale.objects.filter(among("language_code", given)), CharField())
    assert query.read([("ar' OR '1'='1",), ("%s",), ('";--',)]) == []


@pytest.mark.django_db
def test_a_model_without_a_rule_of_what_is_public_gives_nothing(arabic, django_assert_num_queries):
    query = of(Locale)
    with django_assert_num_queries(0):
        assert query.read([(arabic.pk,)]) == []


def test_only_so_many_queries_are_kept():
    for number in range(KEPT + 10):
        compiled(number, lambda given: Page.objects.none())
    kept = compiled("once more", lambda given: Page.objects.none())
    assert compiled("once more", lambda given: Page.objects.all()) is kept
    assert len(known) == KEPT


@pytest.mark.usefixtures("content")
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite prepares statements by itself")
def test_small_and_large_numbers_share_a_prepared_statement():
    query = of(Platform)
    for key in (1, 2, 40_000, 3, 2**40):
        query.read([(key,)])
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%%snippets_platform%%'")
        assert cursor.fetchone() == (1,)


def test_a_kept_query_holds_on_to_none_of_its_places(content):
    query = of(SectionPage)
    assert len(query.read([(row.pk,) for row in SectionPage.objects.all()])) == 3
    gc.collect()
    assert not [held for held in gc.get_objects() if type(held) is Place]
