"""What a sitemap and an RSS feed are made of."""

from datetime import datetime, time
from typing import Any
from uuid import uuid5

import graphene
from django.db.models import F, Q, QuerySet
from django.utils.feedgenerator import rfc2822_date
from django.utils.timezone import make_aware
from graphql import GraphQLResolveInfo
from wagtail.models import Page

from pages.models import ArticleIndexPage, ArticlePage, HomePage, SectionPage

from .addresses import page_url
from .connections import Key
from .navigation import translations
from .places import Placed
from .relations import RELATIONS
from .seo import description_of, sharing_image

PAGE_TYPES = (HomePage, ArticleIndexPage, ArticlePage, SectionPage)
SITEMAP_ORDER = (Key("key_pk", F("pk")),)


class Alternate(Placed, graphene.ObjectType):
    """A page in another language."""

    hreflang = graphene.String(required=True, description="The language, as `hreflang` takes it.")

    @staticmethod
    def resolve_hreflang(page: Page, info: GraphQLResolveInfo) -> str:
        return page.locale.language_code


class SitemapEntry(Alternate):
    """A page that search engines may list."""

    lastmod = graphene.DateTime(description="When the page was published last.")
    alternates = graphene.List(
        graphene.NonNull(Alternate),
        required=True,
        description="The page in its other languages, itself not among them.",
    )

    @staticmethod
    def resolve_lastmod(page: Page, info: GraphQLResolveInfo) -> datetime | None:
        return page.last_published_at

    @staticmethod
    def resolve_alternates(page: Page, info: GraphQLResolveInfo) -> list[Page]:
        return [other for other in translations(page) if not other.no_index]


def indexed_pages(site_root: Page) -> QuerySet:
    """The pages of a site, in all its languages, that do not ask search engines to stay away."""
    roots = Page.objects.filter(translation_key=site_root.translation_key).values_list("path", flat=True)
    inside = Q(pk__in=())
    for path in roots:
        inside |= Q(path__startswith=path)
    asking = Q()
    for model in PAGE_TYPES:
        asking |= Q(pk__in=model.objects.filter(no_index=True).values("pk"))
    return Page.objects.filter(inside).exclude(asking)


class RssItem(graphene.ObjectType):
    """An article as an item of an RSS 2.0 feed (rssboard.org/rss-specification)."""

    guid = graphene.String(required=True, description="Stays the same for the life of the article; no address.")
    title = graphene.String(required=True, description="The title.")
    link = graphene.String(description="Absolute address; null until the frontend's base address is set.")
    description = graphene.String(required=True, description="Plain text: what it is about.")
    pub_date = graphene.String(required=True, description="Date as RFC 822 writes it.")
    authors = graphene.List(graphene.NonNull(graphene.String), required=True, description="Names, for `dc:creator`.")
    categories = graphene.List(graphene.NonNull(graphene.String), required=True, description="Names of the topics.")
    image = graphene.String(description="Absolute address of the image, for `enclosure` or `media:content`.")

    @staticmethod
    def resolve_guid(article: ArticlePage, info: GraphQLResolveInfo) -> str:
        return uuid5(article.translation_key, article.locale.language_code).urn

    @staticmethod
    def resolve_link(article: ArticlePage, info: GraphQLResolveInfo) -> str | None:
        return page_url(article, info.context)

    @staticmethod
    def resolve_description(article: ArticlePage, info: GraphQLResolveInfo) -> str:
        return description_of(article, info)

    @staticmethod
    def resolve_pub_date(article: ArticlePage, info: GraphQLResolveInfo) -> str:
        return rfc2822_date(article.first_published_at or make_aware(datetime.combine(article.date, time())))

    @staticmethod
    def resolve_authors(article: ArticlePage, info: GraphQLResolveInfo) -> list[str]:
        return [author.name for author in RELATIONS[ArticlePage, "authors"].everything(article)]

    @staticmethod
    def resolve_categories(article: ArticlePage, info: GraphQLResolveInfo) -> list[str]:
        return [topic.name for topic in RELATIONS[ArticlePage, "topics"].everything(article)]

    @staticmethod
    def resolve_image(article: ArticlePage, info: GraphQLResolveInfo) -> Any:
        image = sharing_image(article, info)
        return image.file_url if image else None
