"""The fields of everything that stands at a path of the frontend."""

from functools import partial

import graphene
from graphql import GraphQLResolveInfo
from wagtail.models import Page

from cms.lasting import lasting

from .addresses import page_path, page_url, told_of_addresses

_lasting = partial(lasting, given=lambda info: told_of_addresses())


class Placed:
    """Gives a type, whose objects are pages, where they stand."""

    path = graphene.String(required=True, description="Readable path at the frontend, with slashes at both ends.")
    url = graphene.String(description="Absolute address; null until the frontend's base address is set.")

    @staticmethod
    @_lasting
    def resolve_path(page: Page, info: GraphQLResolveInfo) -> str:
        return page_path(page, info.context)

    @staticmethod
    @_lasting
    def resolve_url(page: Page, info: GraphQLResolveInfo) -> str | None:
        return page_url(page, info.context)
