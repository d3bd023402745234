"""Root fields for pages and articles."""

from typing import Any

import graphene
from graphql import GraphQLResolveInfo
from grapple.registry import registry
from wagtail.models import Page, Site

from cms.graphql.cohorts import gather
from cms.graphql.connections import ARGUMENTS, Connection
from cms.graphql.interfaces import PageInterface
from cms.graphql.languages import LOCALE, language_code
from cms.graphql.loaders import complete, listed
from cms.graphql.relations import NEWEST_ARTICLE
from cms.graphql.slugs import comparable
from cms.graphql.types import connection_type
from cms.graphql.visibility import public
from pages.models import ArticlePage
from pages.paths import url_path_at

ARTICLE = registry.pages[ArticlePage]


class PagesQuery:
    """``page``, ``article`` and ``articles``."""

    page = graphene.Field(
        PageInterface,
        path=graphene.String(required=True, description="Path at the frontend, readable or percent-encoded."),
        description="The page at a path, such as `/`; null where there is none.",
    )
    article = graphene.Field(
        ARTICLE,
        slug=graphene.String(required=True, description="The article's slug."),
        locale=LOCALE,
        description="The article with a slug; null where there is none.",
    )
    articles = graphene.Field(
        graphene.NonNull(connection_type(ARTICLE)),
        locale=LOCALE,
        description="All articles, newest first.",
        **ARGUMENTS,
    )

    @staticmethod
    def resolve_page(root: None, info: GraphQLResolveInfo, path: str) -> Page | None:
        site = Site.find_for_request(info.context)
        url_path = url_path_at(path, site) if site else None
        if url_path is None:
            return None
        # A slug has an index and a whole path has none.
        slug = url_path.rstrip("/").rpartition("/")[2]
        found = public(Page.objects.filter(url_path=url_path, slug=slug))
        return next(iter(gather(complete(found)[:1])), None)

    @staticmethod
    def resolve_article(
        root: None, info: GraphQLResolveInfo, slug: str, locale: str | None = None
    ) -> ArticlePage | None:
        found = ArticlePage.objects.filter(slug=comparable(slug), locale__language_code=language_code(locale))
        return next(iter(gather(complete(public(found)).order_by("pk")[:1])), None)

    @staticmethod
    def resolve_articles(
        root: None, info: GraphQLResolveInfo, locale: str | None = None, **arguments: Any
    ) -> Connection:
        articles = ArticlePage.objects.filter(locale__language_code=language_code(locale))
        return listed(articles, NEWEST_ARTICLE, arguments)
