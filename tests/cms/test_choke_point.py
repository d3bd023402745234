"""The choke point: whatever a resolver hands out, an answer holds only what anybody may see."""

import pytest
from django.contrib.auth.models import Group
from wagtail.documents.models import Document
from wagtail.models import Page

from cms.graphql import documents
from cms.graphql.schema import schema
from cms.graphql.visibility import may_be_held, public
from pages.models import ArticlePage
from snippets.models import Person, Picture, Platform, SiteSettings
from tests import factories


@pytest.fixture
def hand_out(monkeypatch):
    """Make a root field's resolver give exactly this."""

    def plant(field: str, value):
        documents.kept.clear()  # a plan knows the resolvers from when it was compiled
        monkeypatch.setattr(schema.query_type.fields[field], "resolve", lambda *args, **kwargs: value)

    return plant


def test_draft_that_a_resolver_hands_out_is_withheld(article_index, graphql, hand_out):
    hand_out("page", factories.article(article_index, "SECRET", live=False))
    assert graphql('{page(path: "/") {title}}') == {"page": None}


def test_public_page_that_a_resolver_hands_out_without_the_mark_is_looked_up_and_answered(
    article_index, graphql, hand_out
):
    hand_out("page", factories.article(article_index, "مقال"))
    assert graphql('{page(path: "/") {title}}') == {"page": {"title": "مقال"}}


def test_draft_platform_that_a_resolver_hands_out_is_withheld(home, graphql, hand_out):
    hand_out("platform", factories.platform(live=False))
    assert graphql('{platform(slug: "facebook") {slug}}') == {"platform": None}


def test_hidden_item_in_a_promised_list_fails_without_being_told(article_index, graphql, hand_out):
    hand_out("articles", {"nodes": [factories.article(article_index, "SECRET", live=False)]})
    (error,) = graphql("{articles {nodes {title}}}", errors=True)
    assert error["message"] == "Internal server error"


def test_hidden_item_in_a_union_is_withheld(home, graphql, hand_out):
    hand_out("search", {"nodes": [factories.platform(latin="SECRET", live=False)]})
    (error,) = graphql('{search(query: "x") {nodes {... on Platform {title}}}}', errors=True)
    assert error["message"] == "Internal server error"


def test_private_picture_that_a_resolver_hands_out_is_withheld(article_index, graphql, hand_out, monkeypatch):
    picture = factories.picture("SECRET", collection=factories.collection(private=True))
    monkeypatch.setattr(schema.type_map["ArticlePage"].fields["heroImage"], "resolve", lambda *args: picture)
    factories.article(article_index)
    assert graphql("{articles {nodes {heroImage {title}}}}") == {"articles": {"nodes": [{"heroImage": None}]}}


def test_model_without_a_rule_has_nothing_public(home):
    Group.objects.create(name="editors")
    assert list(public(Group.objects.all())) == []
    assert may_be_held([Group.objects.get(name="editors")]) == [False]


def test_user_that_a_resolver_hands_out_is_withheld(article_index, graphql, hand_out, admin_user):
    hand_out("page", admin_user)
    (error,) = graphql('{page(path: "/") {title}}', errors=True)
    assert error["message"] == "Internal server error"


@pytest.mark.parametrize("model", [Page, ArticlePage, Platform, Person, Picture, Document, SiteSettings])
def test_queryset_and_choke_point_agree(article_index, model):
    """Rows of the public queryset carry the mark; the others are not public when looked up."""
    factories.article(article_index)
    factories.article(article_index, live=False)
    for live in (True, False):
        factories.platform(f"p-{live}", live=live)
        factories.person(live=live)
        place = factories.collection(f"c-{live}", private=not live)
        factories.picture(collection=place)
        factories.document(collection=place)
    marked = set(public(model.objects.all()))
    assert all(may_be_held(list(marked)))
    rows = list(model.objects.all())
    assert {row for row, held in zip(rows, may_be_held(rows), strict=True) if held} == marked


def test_mark_costs_no_query(article_index, django_assert_num_queries):
    factories.article(article_index)
    page = public(ArticlePage.objects.all()).get()
    with django_assert_num_queries(0):
        assert may_be_held([page]) == [True]
    with django_assert_num_queries(1):
        assert may_be_held([ArticlePage(pk=page.pk), ArticlePage(pk=0), "text"]) == [True, False, True]
