"""Root fields for platforms."""

from typing import Any

import graphene
from graphql import GraphQLResolveInfo
from grapple.registry import registry

from cms.graphql.cohorts import gather
from cms.graphql.connections import ARGUMENTS, Connection
from cms.graphql.languages import LOCALE, language_code
from cms.graphql.loaders import complete, listed
from cms.graphql.relations import CATALOGUE
from cms.graphql.slugs import comparable
from cms.graphql.types import connection_type
from cms.graphql.visibility import public
from snippets.models import Platform

PLATFORM = registry.snippets[Platform]


class PlatformsQuery:
    """``platform`` and ``platforms``."""

    platform = graphene.Field(
        PLATFORM,
        slug=graphene.String(required=True, description="The platform's slug, such as `facebook`."),
        locale=LOCALE,
        description="The platform with a slug; null where there is none.",
    )
    platforms = graphene.Field(
        graphene.NonNull(connection_type(PLATFORM)),
        locale=LOCALE,
        description="All platforms, in the editors' order.",
        **ARGUMENTS,
    )

    @staticmethod
    def resolve_platform(root: None, info: GraphQLResolveInfo, slug: str, locale: str | None = None) -> Platform | None:
        found = Platform.objects.filter(slug=comparable(slug), locale__language_code=language_code(locale))
        return next(iter(gather(complete(public(found)))), None)

    @staticmethod
    def resolve_platforms(
        root: None, info: GraphQLResolveInfo, locale: str | None = None, **arguments: Any
    ) -> Connection:
        platforms = Platform.objects.filter(locale__language_code=language_code(locale))
        return listed(platforms, CATALOGUE, arguments)
