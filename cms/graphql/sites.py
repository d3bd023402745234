"""What menus and the site's settings answer beyond their own columns."""

from typing import Any

import graphene
from django.conf import settings
from graphql import GraphQLResolveInfo
from grapple.registry import registry

from cms.direction import direction_of
from snippets.models import Menu, Platform, SiteSettings

from .addresses import page_path, page_url
from .blocks import BlockItem, stream
from .directions import DIRECTION
from .directions import fields as direction_fields
from .interfaces import PageInterface


class MenuItem(graphene.ObjectType):
    """A link of a menu."""

    title = graphene.String(required=True, description="What the link says: its own title, or the page's.")
    url = graphene.String(description="Absolute address; null for a page until the frontend's address is set.")
    path = graphene.String(description="Readable path of the page; null for a link to another site.")
    lang, dir = direction_fields().values()
    page = graphene.Field(PageInterface, description="The page; null for a link to another site.")

    @staticmethod
    def resolve_title(item: BlockItem, info: GraphQLResolveInfo) -> str:
        page = item.chosen("page")
        return item.values.get("title") or (page.title if page else item.values["url"])

    @staticmethod
    def resolve_url(item: BlockItem, info: GraphQLResolveInfo) -> str | None:
        page = item.chosen("page")
        return page_url(page, info.context) if page else item.values["url"]

    @staticmethod
    def resolve_path(item: BlockItem, info: GraphQLResolveInfo) -> str | None:
        page = item.chosen("page")
        return page_path(page, info.context) if page else None

    @staticmethod
    def resolve_page(item: BlockItem, info: GraphQLResolveInfo) -> Any:
        return item.chosen("page")


class SocialProfile(graphene.ObjectType):
    """The publisher's page on a platform."""

    url = graphene.String(required=True, description="Its address.")
    platform = graphene.Field(lambda: registry.snippets[Platform], description="The platform, where it is published.")

    @staticmethod
    def resolve_url(item: BlockItem, info: GraphQLResolveInfo) -> str:
        return item.values.get("url") or ""

    @staticmethod
    def resolve_platform(item: BlockItem, info: GraphQLResolveInfo) -> Any:
        return item.chosen("platform")


class Language(graphene.ObjectType):
    """A language in which the site publishes."""

    code = graphene.String(required=True, description="What `locale` arguments take.")
    name = graphene.String(required=True, description="The language's own name.")
    is_default = graphene.Boolean(required=True, description="Whether it is meant where none is asked for.")
    dir = graphene.Field(DIRECTION, required=True, description="The direction in which it is written.")


def menu_items(menu: Menu, info: GraphQLResolveInfo) -> list[BlockItem]:
    """Links that lead somewhere: those to pages that nobody may see are left out, with their titles."""
    return [item for item in stream(menu, "items") if item.chosen("page") or _leads_elsewhere(item)]


def _leads_elsewhere(item: BlockItem) -> bool:
    return bool(item.values.get("url")) and not item.values.get("page")


def _text(name: str, description: str) -> graphene.Field:
    """The column ``name`` in the language that the root field was asked for."""

    def resolve(site_settings: SiteSettings, info: GraphQLResolveInfo) -> str:
        is_default = site_settings.language == settings.LANGUAGE_CODE
        return getattr(site_settings, name if is_default else f"{name}_{site_settings.language}", "")

    return graphene.Field(graphene.NonNull(graphene.String), resolver=resolve, description=description)


def languages(site_settings: SiteSettings, info: GraphQLResolveInfo) -> list[dict[str, Any]]:
    return [
        {"code": code, "name": name, "is_default": code == settings.LANGUAGE_CODE, "dir": direction_of(code)}
        for code, name in settings.WAGTAIL_CONTENT_LANGUAGES
    ]


def _list_of(item: type[graphene.ObjectType], resolver: Any, description: str) -> graphene.Field:
    promised = graphene.NonNull(graphene.List(graphene.NonNull(item)))
    return graphene.Field(promised, resolver=resolver, description=description)


MENU_FIELDS = {"items": _list_of(MenuItem, menu_items, "The links, in their order.")}
SITE_FIELDS = {
    **direction_fields(),
    "name": _text("name", "The site's name."),
    "tagline": _text("tagline", "What the site is, in a few words."),
    "languages": _list_of(Language, languages, "The languages in which it publishes."),
    "social_profiles": _list_of(
        SocialProfile,
        lambda site_settings, info: stream(site_settings, "social_profiles"),
        "The publisher's pages on platforms.",
    ),
}
