"""What all pages answer, and what all snippets answer. Grapple reads both by name from the settings."""

from typing import Any

import graphene
from django.db.models import Model
from graphql import GraphQLResolveInfo
from grapple.registry import registry
from wagtail.models import Page, TranslatableMixin

from cms.lasting import lasting

from .connections import ARGUMENTS, Connection
from .directions import fields as direction_fields
from .navigation import Breadcrumb, breadcrumbs, translations
from .places import Placed
from .relations import CHILDREN, parent_of
from .seo import Seo
from .types import connection_type


@lasting
def language(instance: TranslatableMixin, info: GraphQLResolveInfo) -> str:
    return instance.locale.language_code


class PageInterface(Placed, graphene.Interface):
    """A page of the site."""

    id = graphene.ID(required=True, description="Identifies the page among all objects.")
    title = graphene.String(required=True, description="The title.")
    slug = graphene.String(required=True, description="The last part of the path.")
    locale = graphene.String(required=True, description="Language code, such as `ar`.")
    lang, dir = direction_fields().values()
    seo_title = graphene.String(required=True, description="Title for search engines.")
    search_description = graphene.String(required=True, description="Description for search engines.")
    show_in_menus = graphene.Boolean(required=True, description="Whether the editors want it in menus.")
    first_published_at = graphene.DateTime(description="When it was published first.")
    last_published_at = graphene.DateTime(description="When it was published last.")
    translations = graphene.List(
        graphene.NonNull(lambda: PageInterface),
        required=True,
        description="The page in the other languages in which it is public; each tells its `locale`.",
    )
    breadcrumbs = graphene.List(
        graphene.NonNull(Breadcrumb), required=True, description="The pages from the home page down to this one."
    )
    seo = graphene.Field(Seo, required=True, description="For search engines and sharing.")
    parent = graphene.Field(lambda: PageInterface, description="The page above; null above a home page.")
    children = graphene.Field(
        lambda: connection_type(PageInterface), required=True, description="The pages below.", **ARGUMENTS
    )

    resolve_locale = staticmethod(language)

    @classmethod
    def resolve_type(cls, instance: Page, info: GraphQLResolveInfo) -> type[graphene.ObjectType]:
        return registry.pages[type(instance)]

    @staticmethod
    @lasting
    def resolve_seo_title(page: Page, info: GraphQLResolveInfo) -> str:
        return page.seo_title or page.title

    @staticmethod
    def resolve_translations(page: Page, info: GraphQLResolveInfo) -> list[Page]:
        return translations(page)

    @staticmethod
    def resolve_breadcrumbs(page: Page, info: GraphQLResolveInfo) -> list[Page]:
        return breadcrumbs(page)

    @staticmethod
    def resolve_seo(page: Page, info: GraphQLResolveInfo) -> Page:
        return page

    @staticmethod
    def resolve_parent(page: Page, info: GraphQLResolveInfo) -> Page | None:
        return parent_of(page)

    @staticmethod
    def resolve_children(page: Page, info: GraphQLResolveInfo, **arguments: Any) -> Connection:
        return CHILDREN.connection(page, arguments)


class SnippetInterface(graphene.Interface):
    """A piece of content that pages share."""

    id = graphene.ID(required=True, description="Identifies it among all objects.")
    locale = graphene.String(required=True, description="Language code, such as `ar`.")
    lang, dir = direction_fields().values()
    translations = graphene.List(
        graphene.NonNull(lambda: SnippetInterface),
        required=True,
        description="It in the other languages in which it is public; each tells its `locale`.",
    )

    resolve_locale = staticmethod(language)

    @staticmethod
    def resolve_translations(snippet: TranslatableMixin, info: GraphQLResolveInfo) -> list[Model]:
        return translations(snippet)

    @classmethod
    def resolve_type(cls, instance: Model, info: GraphQLResolveInfo) -> type[graphene.ObjectType]:
        return registry.snippets[type(instance)]
