"""Root fields for lists of content and for single pieces of it."""

from typing import Any

import graphene
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Length, Substr
from graphql import GraphQLResolveInfo
from wagtail.documents import get_document_model
from wagtail.models import Page

from cms.collation import in_arabic_order
from cms.graphql.choices import PLATFORM_KIND, SECTION_KIND
from cms.graphql.cohorts import gather
from cms.graphql.connections import Key, Order
from cms.graphql.identity import Node, located
from cms.graphql.inputs import Criteria, by_choice, by_id, by_reference, by_value
from cms.graphql.linked import Linked, linked
from cms.graphql.listings import Listing, Single
from cms.graphql.mentioned import are_above, mentions_of
from cms.graphql.relations import CATALOGUE, NEWEST_ARTICLE, NEWEST_PAGE
from cms.graphql.rows import rows
from pages.models import ArticleAuthor, ArticlePage, SectionPage
from pages.querysets import PARENT_PATH, unhidden_pages
from snippets.models import Menu, Person, Picture, Platform, Topic

Document = get_document_model()


def _by(column: str, *, descending: bool = False) -> Order:
    return Key(f"key_{column}", F(column), descending), Key("key_pk", F("pk"), descending)


def _alphabetically(column: str, *, descending: bool = False) -> Order:
    return Key(f"key_{column}", in_arabic_order(column), descending), Key("key_pk", F("pk"), descending)


def _with_topics(topics: QuerySet) -> Q:
    return linked(ArticlePage.topics.through.objects.filter(topic__in=topics.values("pk")), "articlepage")


def _with_authors(people: QuerySet) -> Q:
    return linked(ArticleAuthor.objects.filter(person__in=people.values("pk")), "article")


def _naming(platforms: QuerySet) -> Q:
    return linked(mentions_of(platforms), "section")


def _with_sections_naming(platforms: QuerySet) -> Q:
    """Articles of which a section names a platform that is public with its article."""
    mentions = mentions_of(platforms)

    def by_sections(keys: Any) -> Q:
        sections = unhidden_pages(SectionPage.objects.filter(pk__in=keys))
        return Q(path__in=sections.annotate(article_path=PARENT_PATH).values("article_path"))

    return Q(Linked(mentions.values_list("section", flat=True), by_sections, lambda: are_above(mentions)))


def _parts_of(articles: QuerySet) -> Q:
    own_parent = Substr(OuterRef("path"), 1, Length(OuterRef("path")) - Page.steplen)
    return Q(Exists(articles.filter(path=own_parent).values("pk")))


_SLUG = by_value("slug", graphene.String, "By slug.")
_PUBLISHED = by_value("first_published_at", graphene.DateTime, "By the time of first publication.")
_UPLOADED = by_value("created_at", graphene.DateTime, "By the time of upload.")
_IN_CATALOGUE_ORDER = {"POSITION_ASC": CATALOGUE}
_NEWEST_UPLOAD = {
    "CREATED_AT_DESC": _by("created_at", descending=True),
    "CREATED_AT_ASC": _by("created_at"),
    "TITLE_ASC": _alphabetically("title"),
}


def _named(model: type) -> Criteria:
    return {"id": by_id(model), "slug": _SLUG}


ARTICLES = Listing(
    ArticlePage,
    "All articles.",
    {
        **_named(ArticlePage),
        "date": by_value("date", graphene.Date, "By the date that readers see."),
        "first_published_at": _PUBLISHED,
        "topics": by_reference(Topic, _with_topics, "By topics, any of these."),
        "authors": by_reference(Person, _with_authors, "By authors, any of these."),
        "platforms": by_reference(Platform, _with_sections_naming, "By platforms that a section names, any of these."),
    },
    {
        "DATE_DESC": NEWEST_ARTICLE,
        "DATE_ASC": _by("date"),
        "PUBLISHED_DESC": NEWEST_PAGE,
        "TITLE_ASC": _alphabetically("title"),
        "TITLE_DESC": _alphabetically("title", descending=True),
    },
)
SECTIONS = Listing(
    SectionPage,
    "All sections of all articles.",
    {
        **_named(SectionPage),
        "kind": by_choice("kind", SECTION_KIND, "By what the section is about."),
        "first_published_at": _PUBLISHED,
        "article": by_reference(ArticlePage, _parts_of, "By the articles that they are part of, any of these."),
        "platforms": by_reference(Platform, _naming, "By platforms that they name, any of these."),
    },
    {
        "PUBLISHED_DESC": NEWEST_PAGE,
        "TITLE_ASC": _alphabetically("title"),
        "POSITION_ASC": (Key("tree_path", F("path")),),
    },
)
PLATFORMS = Listing(
    Platform,
    "All platforms.",
    {
        **_named(Platform),
        "kind": by_choice("kind", PLATFORM_KIND, "By kind."),
        "launch_year": by_value("launch_year", graphene.Int, "By the year of public start."),
    },
    {
        **_IN_CATALOGUE_ORDER,
        "ARABIC_NAME_ASC": _alphabetically("arabic_name"),
        "LATIN_NAME_ASC": _alphabetically("latin_name"),
    },
)
PEOPLE = Listing(
    Person,
    "All people who sign articles.",
    _named(Person),
    {**_IN_CATALOGUE_ORDER, "NAME_ASC": _alphabetically("name")},
)
TOPICS = Listing(Topic, "All topics.", _named(Topic), {**_IN_CATALOGUE_ORDER, "NAME_ASC": _alphabetically("name")})
MENUS = Listing(Menu, "All menus.", _named(Menu), _IN_CATALOGUE_ORDER)
IMAGES = Listing(Picture, "All images.", {"id": by_id(Picture), "created_at": _UPLOADED}, _NEWEST_UPLOAD)
DOCUMENTS = Listing(Document, "All documents.", {"id": by_id(Document), "created_at": _UPLOADED}, _NEWEST_UPLOAD)


class ContentQuery:
    """Lists, single pieces, and any node by its id."""

    articles = ARTICLES.field()
    article = Single(ArticlePage, "One article; null where there is none.", ("id", "slug", "path")).field()
    sections = SECTIONS.field()
    section = Single(SectionPage, "One section; null where there is none.", ("id", "path")).field()
    platforms = PLATFORMS.field()
    platform = Single(Platform, "One platform; null where there is none.").field()
    people = PEOPLE.field()
    person = Single(Person, "One person; null where there is none.").field()
    topics = TOPICS.field()
    topic = Single(Topic, "One topic; null where there is none.").field()
    menus = MENUS.field()
    menu = Single(Menu, "One menu; null where there is none.").field()
    images = IMAGES.field()
    image = Single(Picture, "One image; null where there is none.", ("id",)).field()
    documents = DOCUMENTS.field()
    document = Single(Document, "One document; null where there is none.", ("id",)).field()
    node = graphene.Field(
        Node,
        id=graphene.ID(required=True, description="A global id."),
        description="The object with an id; null where it is gone or not public.",
    )

    @staticmethod
    def resolve_node(root: None, info: GraphQLResolveInfo, id: str) -> object:  # noqa: A002
        model, key = located(id)
        return next(iter(gather(rows(model, [key]).values())), None)
