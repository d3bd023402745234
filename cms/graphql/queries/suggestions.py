"""The root field that completes what is being typed."""

from typing import Any

import graphene
from django.db.models import Model
from graphql import GraphQLResolveInfo
from grapple.registry import registry
from wagtail.models import Page

from cms.graphql.addresses import page_path
from cms.graphql.languages import ARGUMENTS as LANGUAGE_ARGUMENTS
from cms.graphql.languages import preference
from cms.graphql.search.completions import MAX_FIRST, Suggestion, suggestions
from cms.graphql.search.highlights import HighlightSegment
from cms.graphql.search.lookup import MODELS
from cms.graphql.search.terms import MAX_LENGTH, MAX_TERMS

USUAL_FIRST = 5


class Suggested(graphene.Union):
    """What is suggested while one types."""

    class Meta:
        types = tuple(registry.models[model] for model in MODELS)

    @classmethod
    def resolve_type(cls, instance: Model, info: GraphQLResolveInfo) -> type[graphene.ObjectType]:
        return registry.models[type(instance)]


class SearchSuggestion(graphene.ObjectType):
    """A page, platform or topic with a name that fits what was typed."""

    node = graphene.Field(Suggested, required=True, description="What has the name.")
    title = graphene.String(required=True, description="Its usual name.")
    path = graphene.String(description="Readable path at the frontend; null for what is no page.")
    text = graphene.String(required=True, description="The name that fits, which may be another one, as it is spelled.")
    html = graphene.String(required=True, description="That name, escaped, with what was typed of it inside `<mark>`.")
    segments = graphene.List(graphene.NonNull(HighlightSegment), required=True, description="That name in pieces.")

    @staticmethod
    def resolve_path(suggestion: Suggestion, info: GraphQLResolveInfo) -> str | None:
        return page_path(suggestion.node, info.context) if isinstance(suggestion.node, Page) else None


class SuggestionsQuery:
    """``suggestions``."""

    suggestions = graphene.List(
        graphene.NonNull(SearchSuggestion),
        required=True,
        query=graphene.String(
            required=True,
            description=f"What was typed so far: up to {MAX_TERMS} words in {MAX_LENGTH} characters, the last of them "
            "perhaps unfinished.",
        ),
        first=graphene.Int(default_value=USUAL_FIRST, description=f"How many, 1 to {MAX_FIRST}."),
        **LANGUAGE_ARGUMENTS,
        description="What may be meant while one types: pages, platforms and topics with words in their names that "
        "begin so, in any of their usual Arabic spellings, with or without the article and what else Arabic attaches "
        "to them. Names that begin as typed come first.",
    )

    @staticmethod
    def resolve_suggestions(
        root: None, info: GraphQLResolveInfo, query: str, first: int | None, **given: Any
    ) -> list[Suggestion]:
        wanted = USUAL_FIRST if first is None else first
        return suggestions(query, wanted, preference(given.get("locale"), given.get("fallback")))
