"""The site's own schema and content: whatever is asked, the planned answer is the one that graphql-core gives."""

import json
from pathlib import Path

import pytest
from django.test import RequestFactory
from graphql import get_introspection_query

from cms.graphql import explorer
from cms.graphql.deadlines import limited
from cms.graphql.documents import prepared
from cms.graphql.execution import PublicHooks, run_by_graphql_core
from cms.graphql.schema import schema
from snippets.models import SiteSettings
from tests import factories
from tests.cms.plan.both import Outcome, described
from tests.crowd import arguments, crowd
from tests.walk import operations

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_limits")]
EXAMPLES = sorted(Path(explorer.__file__).with_name("examples").glob("*.graphql"))


@pytest.fixture(autouse=True)
def _without_a_clock(settings):
    settings.GRAPHQL = settings.GRAPHQL | {"REQUEST_SECONDS": 0, "STATEMENT_SECONDS": 0}


@pytest.fixture
def site(article_index, english):
    """Public content of every kind, with translations."""
    logo, inside = factories.picture("logo"), factories.picture("inside")
    platform, document = factories.platform(logo=logo), factories.document()
    for number in range(3):
        page = factories.article(article_index, f"مقال {number}", hero_image=inside)
        factories.sign(page, factories.person(), factories.person("كاتب"))
        page.topics.add(factories.topic(), factories.topic("إدارة"))
        page.save()
        blocks = factories.every_block(platform, inside, page, document)
        for title in ("فيسبوك", "قسم"):
            factories.section(page, title, blocks)
        page.copy_for_translation(english, copy_parents=True).save_revision().publish()
    items = [factories.block("item", title="", page=page.pk, url="") for page in article_index.get_children()]
    factories.menu("main", items=json.dumps(items))
    SiteSettings.for_site(article_index.get_site())


def outcomes(text: str, rf: RequestFactory, variables=None) -> tuple[Outcome, Outcome]:
    """What the planned executor and graphql-core's make of an operation, each in a request of its own."""
    found = []
    operation = prepared(text).operation(None)
    for planned in (True, False):
        request = rf.get("/graphql/", headers={"host": "localhost"})
        with limited() as deadline:
            request.deadline = deadline
            if planned:
                result = operation.run(variables or {}, context_value=request, hooks=PublicHooks(deadline))
            else:
                result = run_by_graphql_core(operation, variables or {}, request)
        found.append(described(result))
    return found[0], found[1]


def test_every_way_through_the_schema_ends_where_graphql_core_ends(site, article_index, rf):
    crowd(article_index)
    for text in operations(schema, arguments(), strolls=2):
        planned, expected = outcomes(text, rf)
        assert planned == expected, text


def test_ready_queries_are_answered_as_graphql_core_answers_them(site, rf):
    for path in EXAMPLES:
        planned, expected = outcomes(path.read_text(encoding="utf-8"), rf)
        assert planned == expected, path.name
        assert planned.errors == (), path.name


def test_introspection_is_answered_as_graphql_core_answers_it(db, rf):
    planned, expected = outcomes(
        get_introspection_query(input_value_deprecation=True, directive_is_repeatable=True), rf
    )
    assert planned == expected
    assert "ArticlePage" in planned.data
