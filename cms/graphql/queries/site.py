"""Root fields for what belongs to the whole site."""

from copy import copy

import graphene
from graphql import GraphQLResolveInfo
from grapple.registry import registry

from cms.graphql.cohorts import gather
from cms.graphql.current_site import site_settings
from cms.graphql.languages import ARGUMENTS, preference
from snippets.models import SiteSettings


class SiteQuery:
    """``site``."""

    site = graphene.Field(
        registry.settings[SiteSettings],
        locale=ARGUMENTS["locale"],
        description="Name, tagline, profiles and languages of the site.",
    )

    @staticmethod
    def resolve_site(root: None, info: GraphQLResolveInfo, locale: str | None = None) -> SiteSettings | None:
        (language,) = preference(locale)
        known = copy(site_settings(info.context))
        known.language = language
        return gather([known], (language,))[0]
