"""Root fields for lists of content and for single pieces of it."""

import graphene
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Length, Substr
from wagtail.documents import get_document_model
from wagtail.models import Page

from cms.graphql.choices import PLATFORM_KIND, SECTION_KIND
from cms.graphql.connections import Key, Order
from cms.graphql.inputs import Criteria, by_choice, by_id, by_reference, by_value
from cms.graphql.listings import Listing, Single
from cms.graphql.relations import CATALOGUE, NEWEST_ARTICLE, NEWEST_PAGE
from cms.graphql.visibility import public
from pages.models import ArticlePage, SectionPage
from snippets.models import Menu, Person, Picture, Platform, Topic

_PK = F("pk")


def _by(column: str, descending: bool = False) -> Order:
    return Key(f"key_{column}", F(column), descending), Key("key_pk", _PK, descending)


def _sections_naming(platforms: QuerySet) -> QuerySet:
    return public(SectionPage.objects.filter(mention_links__platform__in=platforms.values("pk")))


def _articles_naming(platforms: QuerySet) -> Q:
    """Articles of which a public section names one of the platforms, by the paths of those sections."""
    above = Substr("path", 1, Length("path") - Page.steplen)
    return Q(path__in=_sections_naming(platforms).annotate(article_path=above).values("article_path"))


def _sections_of(articles: QuerySet) -> Q:
    return Q(parent_path__in=articles.values("path"))


_SLUG = by_value("slug", graphene.String, "By slug.")
_PUBLISHED = by_value("first_published_at", graphene.DateTime, "By the time of first publication.")
_NAMED: Criteria = {"slug": _SLUG}
_NEWEST_FIRST = {"CREATED_AT_DESC": _by("created_at", True), "CREATED_AT_ASC": _by("created_at"), "TITLE_ASC": _by("title")}
_CREATED = by_value("created_at", graphene.DateTime, "By the time of upload.")

ARTICLES = Listing(
    ArticlePage,
    "All articles.",
    {
        "id": by_id(ArticlePage),
        "slug": _SLUG,
        "date": by_value("date", graphene.Date, "By the date that readers see."),
        "first_published_at": _PUBLISHED,
        "topics": by_reference(
            Topic, lambda topics: Q(pk__in=ArticlePage.topics.through.objects.filter(topic__in=topics.values("pk")).values("articlepage")), "By topics, any of these."
        ),
        "authors": by_reference(
            Person, lambda people: Q(author_links__person__in=people.values("pk")), "By authors, any of these."
        ),
        "platforms": by_reference(Platform, _articles_naming, "By platforms that a section names, any of these."),
    },
    {
        "DATE_DESC": NEWEST_ARTICLE,
        "DATE_ASC": _by("date"),
        "TITLE_ASC": _by("title"),
        "TITLE_DESC": _by("title", True),
        "FIRST_PUBLISHED_AT_DESC": NEWEST_PAGE,
    },
)
