"""No way through the schema ends at what is not public: found from the schema and the models, not from a list."""

import json

import pytest
from django.test import RequestFactory
from graphql import parse, validate

from cms.graphql import compiled, visibility
from cms.graphql.execution import run
from cms.graphql.plan import Operation
from cms.graphql.schema import schema
from pages.models import ArticlePage
from snippets.models import Picture, Topic
from snippets.querysets import mark_public
from tests import factories
from tests.crowd import SECRET, SHOWN, arguments, crowd
from tests.sentinels import add
from tests.walk import operations


@pytest.fixture
def site(article_index):
    return crowd(article_index)


def test_no_way_through_the_schema_ends_at_what_is_not_public(site, rf: RequestFactory):
    seen = set()
    for text in operations(schema, arguments()):
        written = _answer(text, rf)
        assert SECRET not in written, (text, _around(written))
        seen |= {model.__name__ for model in site if f"{SHOWN}{model.__name__}" in written}
    assert seen == {model.__name__ for model in site}


def test_the_walk_sees_what_a_rule_that_is_switched_off_lets_out(article_index, rf, monkeypatch):
    """The test above is able to fail, for each of the three rules."""
    draft = add(Topic, SECRET, lambda wanted: [], {}, live=False)
    page = add(ArticlePage, SECRET, lambda wanted: [], {ArticlePage: article_index}, live=False)
    file = add(Picture, SECRET, lambda wanted: [], {}, collection=factories.collection(private=True))
    for rule, row in (("public_pages", page), ("public_snippets", draft), ("public_files", file)):
        with monkeypatch.context() as patch:
            assert not any(SECRET in _answer(text, rf) for text in operations(schema, arguments(), strolls=0))
            patch.setattr(visibility, rule, lambda queryset, *first: mark_public(queryset))
            patch.setattr(compiled, "known", compiled.Known())  # queries that were built by the rule
            assert any(SECRET in _answer(text, rf) for text in operations(schema, arguments(), strolls=0)), row


def _answer(text, rf):
    document = parse(text)
    assert not validate(schema, document), text
    (node,) = document.definitions
    answer = run(Operation(schema, document, node), None, rf.get("/graphql/", headers={"host": "localhost"}))
    codes = {error["extensions"]["code"] for error in answer.get("errors", ())}
    assert codes <= {"BAD_USER_INPUT"}, (text, answer["errors"])
    return json.dumps(answer.get("data"), ensure_ascii=False, default=str)


def _around(written):
    place = written.index(SECRET)
    return written[max(0, place - 300) : place + 100]
