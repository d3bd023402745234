"""The one public schema."""

import graphene
from django.utils.translation import override
from grapple.registry import registry

from pages.models import ArticlePage
from snippets.models import Menu, Picture, SiteSettings

from . import surface

surface.mend()

from . import articles, images, sites  # noqa: E402  these name types that must be mended first
from .queries.pages import PagesQuery  # noqa: E402
from .queries.platforms import PlatformsQuery  # noqa: E402
from .queries.search import SearchQuery  # noqa: E402
from .queries.site import SiteQuery  # noqa: E402


class Query(PagesQuery, PlatformsQuery, SearchQuery, SiteQuery, graphene.ObjectType):
    """Everything that may be asked. Nothing can be written here."""


surface.extend(registry.pages[ArticlePage], articles.FIELDS)
surface.extend(registry.images[Picture], images.FIELDS)
surface.extend(registry.snippets[Menu], sites.MENU_FIELDS)
surface.extend(registry.settings[SiteSettings], sites.SITE_FIELDS)

with override("en"):
    schema = graphene.Schema(query=Query, types=[*registry.pages.values(), *surface.block_types()]).graphql_schema
