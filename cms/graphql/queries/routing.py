"""Root fields that lead from paths to pages: page, route, redirects and sitemap."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

import graphene
from django.db.models import F, Q
from django.db.models.lookups import In
from graphql import GraphQLResolveInfo
from wagtail.contrib.redirects.models import Redirect as StoredRedirect
from wagtail.models import Page, Site

from cms.graphql.addresses import page_href, site_named
from cms.graphql.connections import ARGUMENTS, Connection, Key
from cms.graphql.current_site import requested_site
from cms.graphql.feeds import SITEMAP_ORDER, SitemapEntry, indexed_pages
from cms.graphql.interfaces import PageInterface
from cms.graphql.languages import in_language, preference, spoken
from cms.graphql.listed import Listed, Sought, at_path
from cms.graphql.rows import referred
from cms.graphql.types import connection_type
from pages.paths import normalised, spellings, url_path_at

SITE = graphene.Argument(
    graphene.String, description="Host name of the site, with `:port` where needed; the requested site where left out."
)
PATH = graphene.String(required=True, description="Path at the frontend, in whatever spelling.")


class RouteStatus(StrEnum):
    FOUND = "FOUND"
    REDIRECT = "REDIRECT"
    GONE = "GONE"
    NOT_FOUND = "NOT_FOUND"


_MEANINGS = {
    RouteStatus.FOUND: "A page stands there: 200.",
    RouteStatus.REDIRECT: "It leads elsewhere, or is another spelling of a page's path: 301 or 302.",
    RouteStatus.GONE: "The editors have retired it: 410.",
    RouteStatus.NOT_FOUND: "Nothing that anybody may see is there: 404.",
}


@dataclass(frozen=True, slots=True)
class Respelling:
    """A redirect that nobody has stored: from another spelling of a path to its page."""

    old_path: str
    page: Page
    redirect_link: str = ""
    is_permanent: bool = True


Leading: TypeAlias = StoredRedirect | Respelling


def _page_behind(redirect: Leading) -> Any:
    return redirect.page if isinstance(redirect, Respelling) else referred(redirect, "redirect_page")


class Redirect(graphene.ObjectType):
    """A path that leads elsewhere."""

    source = graphene.String(required=True, description="The path that leads elsewhere.")
    target = graphene.String(required=True, description="Address or path to which it leads.")
    permanent = graphene.Boolean(required=True, description="Whether it leads there for good: 301, else 302.")
    page = graphene.Field(PageInterface, description="The page to which it leads, where it is one of the site.")

    @staticmethod
    def resolve_source(redirect: Leading, info: GraphQLResolveInfo) -> str:
        return redirect.old_path

    @staticmethod
    def resolve_target(redirect: Leading, info: GraphQLResolveInfo) -> str:
        page = _page_behind(redirect)
        return (page_href(page, info.context) if isinstance(page, Page) else None) or redirect.redirect_link

    @staticmethod
    def resolve_permanent(redirect: Leading, info: GraphQLResolveInfo) -> bool:
        return redirect.is_permanent

    @staticmethod
    def resolve_page(redirect: Leading, info: GraphQLResolveInfo) -> Any:
        return _page_behind(redirect)


@dataclass(frozen=True, slots=True)
class Found:
    """What stands at a path."""

    status: RouteStatus
    page: Page | None = None
    redirect: Leading | None = None


class Route(graphene.ObjectType):
    """What stands at a path, and how a frontend should answer."""

    status = graphene.Field(
        graphene.NonNull(
            graphene.Enum.from_enum(RouteStatus, description=lambda value: _MEANINGS.get(value, "Of a path."))
        ),
        description="What stands there.",
    )
    page = graphene.Field(PageInterface, description="The page, where one is found.")
    redirect = graphene.Field(Redirect, description="The redirect, where there is one.")


class RoutingQuery:
    """``page``, ``route``, ``redirects`` and ``sitemap``."""

    page = graphene.Field(
        PageInterface, path=PATH, description="The page at a path, such as `/`; null where there is none."
    )
    route = graphene.Field(
        graphene.NonNull(Route),
        path=PATH,
        site=SITE,
        locale=graphene.Argument(graphene.String, description="Language of a path that does not begin with one."),
        description="The page at a path, or where it leads, in one query.",
    )
    redirects = graphene.Field(
        connection_type(Redirect), site=SITE, description="The redirects of a site.", **ARGUMENTS
    )
    sitemap = graphene.Field(
        connection_type(SitemapEntry),
        site=SITE,
        description="All pages that search engines may list, in all languages.",
        **ARGUMENTS,
    )

    @staticmethod
    def resolve_page(root: None, info: GraphQLResolveInfo, path: str) -> Page | None:
        return at_path(path, requested_site(info.context), languages=spoken(path))

    @staticmethod
    def resolve_route(
        root: None, info: GraphQLResolveInfo, path: str, site: str | None = None, locale: str | None = None
    ) -> Found:
        asked = in_language(path, preference(locale)[0]) if locale else path
        of_site = site_named(site, info.context)
        page = at_path(asked, of_site, languages=spoken(asked))
        if page is not None and of_site is not None and page.url_path == url_path_at(asked, of_site):
            return Found(RouteStatus.FOUND, page=page)
        redirect = Sought(
            StoredRedirect,
            f"path at site {of_site and of_site.pk}",
            tuple(sorted(spellings(asked))),
            lambda given: (
                _redirects(of_site).filter(In(F("old_path"), given[0])).order_by(F("site").asc(nulls_last=True), "pk")
            ),
            spoken(asked),
        ).row()
        if redirect is None and page is not None:
            return Found(RouteStatus.REDIRECT, redirect=Respelling(normalised(asked), page))
        if redirect is None:
            return Found(RouteStatus.NOT_FOUND)
        if not (redirect.redirect_link or redirect.redirect_page_id):
            return Found(RouteStatus.GONE)
        return Found(RouteStatus.REDIRECT, redirect=redirect)

    @staticmethod
    def resolve_redirects(
        root: None, info: GraphQLResolveInfo, site: str | None = None, **arguments: Any
    ) -> Connection:
        of_site = site_named(site, info.context)
        leading = ~Q(redirect_link="") | Q(redirect_page__isnull=False)
        listed = Listed(
            StoredRedirect,
            of_site and of_site.pk,
            lambda: _redirects(of_site).filter(leading),
            (Key("key_pk", F("pk")),),
        )
        return listed.connection(arguments)

    @staticmethod
    def resolve_sitemap(root: None, info: GraphQLResolveInfo, site: str | None = None, **arguments: Any) -> Connection:
        of_site = site_named(site, info.context)
        listed = Listed(
            Page,
            ("sitemap", of_site and of_site.pk),
            lambda: indexed_pages(of_site.root_page) if of_site else Page.objects.none(),
            SITEMAP_ORDER,
        )
        return listed.connection(arguments)


def _redirects(site: Site | None) -> Any:
    return StoredRedirect.objects.filter(Q(site=site) | Q(site__isnull=True))
