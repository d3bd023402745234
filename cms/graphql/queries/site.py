"""Root fields for what belongs to the whole site."""

from typing import Any

import graphene
from graphql import GraphQLResolveInfo
from grapple.registry import registry
from wagtail.models import Site

from cms.graphql.connections import ARGUMENTS, Connection
from cms.graphql.languages import LOCALE, language_code
from cms.graphql.loaders import listed
from cms.graphql.relations import CATALOGUE
from cms.graphql.types import connection_type
from cms.graphql.visibility import public
from snippets.models import Menu, SiteSettings
from snippets.querysets import PUBLIC_MARK


class SiteQuery:
    """``site`` and ``menus``."""

    site = graphene.Field(
        registry.settings[SiteSettings], locale=LOCALE, description="Name, tagline, profiles and languages of the site."
    )
    menus = graphene.Field(
        graphene.NonNull(connection_type(registry.snippets[Menu])),
        locale=LOCALE,
        description="All menus, in the editors' order.",
        **ARGUMENTS,
    )

    @staticmethod
    def resolve_site(root: None, info: GraphQLResolveInfo, locale: str | None = None) -> SiteSettings | None:
        language = language_code(locale)
        site = Site.find_for_request(info.context)
        if site is None:
            return None
        site_settings = public(SiteSettings.objects.filter(site=site)).first() or _unwritten(site)
        site_settings.language = language
        return site_settings

    @staticmethod
    def resolve_menus(root: None, info: GraphQLResolveInfo, locale: str | None = None, **arguments: Any) -> Connection:
        menus = Menu.objects.filter(locale__language_code=language_code(locale))
        return listed(menus, CATALOGUE, arguments)


def _unwritten(site: Site) -> SiteSettings:
    """The settings of a site for which nobody has written any: they hold nothing that could be hidden."""
    site_settings = SiteSettings(site=site)
    setattr(site_settings, PUBLIC_MARK, 1)
    return site_settings
