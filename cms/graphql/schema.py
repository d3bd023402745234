"""The one public schema."""

import graphene
from django.utils.translation import override
from grapple.registry import registry
from wagtail.documents import get_document_model

from pages.models import ArticlePage, SectionPage
from snippets.models import Menu, Picture, SiteSettings

from . import surface

surface.mend()

from . import articles, files, images, sites  # noqa: E402  these name types that must be mended first
from .batching import attach  # noqa: E402
from .listings import one_of_inputs  # noqa: E402
from .queries.content import ContentQuery  # noqa: E402
from .queries.preview import PreviewQuery  # noqa: E402
from .queries.routing import RoutingQuery  # noqa: E402
from .queries.search import SearchQuery  # noqa: E402
from .queries.site import SiteQuery  # noqa: E402
from .queries.suggestions import SuggestionsQuery  # noqa: E402


class Query(RoutingQuery, ContentQuery, SearchQuery, SuggestionsQuery, SiteQuery, PreviewQuery, graphene.ObjectType):
    """Everything that may be asked. Nothing can be written here."""


surface.extend(registry.pages[ArticlePage], articles.FIELDS)
surface.extend(registry.pages[SectionPage], articles.SECTION_FIELDS)
surface.extend(registry.documents[get_document_model()], files.FIELDS, files.DESCRIPTION)
surface.extend(registry.images[Picture], images.FIELDS)
surface.extend(registry.snippets[Menu], sites.MENU_FIELDS)
surface.extend(registry.settings[SiteSettings], sites.SITE_FIELDS)

with override("en"):
    schema = graphene.Schema(query=Query, types=[*registry.pages.values(), *surface.block_types()]).graphql_schema
    one_of_inputs(schema.type_map)
attach(schema)
