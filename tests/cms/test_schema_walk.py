"""No way through the schema ends at what is not public: found from the schema and the models, not from a list."""

import json
from collections import defaultdict

import pytest
from django.test import RequestFactory
from graphql import parse, validate
from graphql_relay import to_global_id
from grapple.registry import registry
from wagtail.models import DraftStateMixin, Page

from cms.graphql import visibility
from cms.graphql.execution import run
from cms.graphql.plan import Operation
from cms.graphql.schema import schema
from pages.models import ArticleIndexPage, ArticlePage, HomePage, SectionPage
from snippets.models import Picture, Topic
from snippets.querysets import mark_public
from tests import factories
from tests.sentinels import add, hidden, public_models, redraft, stand_alone
from tests.walk import operations

SECRET, SHOWN = "SENTINEL", "SHOWN"


@pytest.fixture
def site(article_index):
    """A public row of every model that refers to rows of every model in every hidden state, and those rows."""
    home = article_index.get_parent().specific
    article = article_index.add_child(instance=ArticlePage(title="article", slug="article", locale=home.locale))
    parents = {HomePage: home.get_parent(), ArticleIndexPage: home, ArticlePage: article_index, SectionPage: article}
    models = [model for model in public_models() if stand_alone(model)]
    rows = defaultdict(list)
    for model in models:
        rows[model] = list(hidden(model, SECRET, lambda wanted: [], parents))
    for state in ({"live": False}, {}):
        above = add(ArticlePage, f"{SECRET}ABOVE", lambda wanted: [], parents, **state)
        rows[SectionPage].append(add(SectionPage, f"{SECRET}BELOW", lambda wanted: [], {SectionPage: above}))
        if not state:
            above.view_restrictions.create(restriction_type="login")
            rows[ArticlePage].append(above)

    def targets(wanted):
        if wanted is Page:
            return [page for model, found in rows.items() if issubclass(model, Page) for page in found]
        return rows[wanted]

    for model in models:
        for turn in range(max(1, *(len(found) for found in rows.values()))):
            shown = add(
                model, f"{SHOWN}{model.__name__}", lambda wanted, turn=turn: _rotated(targets(wanted), turn), parents
            )
            _link_many(shown, rows)
            if isinstance(shown, DraftStateMixin):
                redraft(shown, SECRET, lambda wanted: [])
    return rows


def _shown():
    return [row for model in public_models() if stand_alone(model) for row in model._default_manager.all()]


def _rotated(found, turn):
    return found[turn % len(found) :] + found[: turn % len(found)] if found else []


def _link_many(shown, rows):
    """Every many-to-many and child relation of a public row refers to all hidden rows of its model."""
    for field in shown._meta.many_to_many:
        if rows.get(field.related_model):
            getattr(shown, field.name).set(rows[field.related_model])
            shown.save()
    for relation in getattr(shown._meta, "child_relations", []):
        for link in relation.related_model._meta.concrete_fields:
            for target in rows.get(link.related_model, ()):
                relation.related_model.objects.create(**{relation.field.name: shown, link.name: target})


def _values():
    """What names hidden and public rows, and words that would find them, for the arguments of root fields."""
    found = [(registry.models[type(row)]._meta.name, row) for row in _shown()]
    pages = [row for _name, row in found if isinstance(row, Page)]
    return {
        "id": [to_global_id(name, row.pk) for name, row in found],
        "slug": [row.slug for _name, row in found if hasattr(row, "slug")],
        "path": ["/", *("/" + "/".join(page.url_path.strip("/").split("/")[1:]) for page in pages)],
        "query": [SECRET, *(f"{SECRET}{number}" for number in range(30))],
        "token": ["none"],
    }


def test_no_way_through_the_schema_ends_at_what_is_not_public(site, rf: RequestFactory):
    seen = set()
    for text in operations(schema, _values()):
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
            assert not any(SECRET in _answer(text, rf) for text in operations(schema, _values(), strolls=0))
            patch.setattr(visibility, rule, mark_public)
            assert any(SECRET in _answer(text, rf) for text in operations(schema, _values(), strolls=0)), row


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
