"""The root field that shows what is not published, to whom an editor has given a token."""

from typing import Any

import graphene
from django.db.models import Model
from graphql import GraphQLResolveInfo
from grapple.registry import registry
from wagtail.models import PreviewableMixin

from cms.graphql.previews import previewed
from cms.graphql.privacy import keep_private


class Previewable(graphene.Union):
    """What editors can look at before it is published: every page and every piece of shared content."""

    class Meta:
        types = tuple(
            node
            for types in (registry.pages, registry.snippets)
            for model, node in types.items()
            if issubclass(model, PreviewableMixin)
        )

    @classmethod
    def resolve_type(cls, instance: Model, info: GraphQLResolveInfo) -> type[graphene.ObjectType]:
        return registry.models[type(instance)]


class PreviewQuery:
    """``preview``."""

    preview = graphene.Field(
        Previewable,
        token=graphene.String(
            required=True, description="The token that the frontend's preview address was called with."
        ),
        description=(
            "One object as its editor is writing it, and of an article its sections as they were last saved; all else "
            "as anybody sees it. Null for a token that does not hold, or no longer."
        ),
    )

    @staticmethod
    def resolve_preview(root: None, info: GraphQLResolveInfo, token: str) -> Any:
        keep_private(info.context)
        return previewed(token)
