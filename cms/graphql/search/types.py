"""The types of a search's answer."""

from typing import Any

import graphene
from django.db.models import Model
from graphql import GraphQLResolveInfo
from grapple.registry import registry

from cms.graphql.types import PageInfo
from snippets.models import Platform, Topic

from .corrections import Correction, Piece
from .facets import Facets
from .highlights import Highlight, Highlighted
from .hits import MAX_HITS
from .kinds import KINDS, SEARCH_TYPE
from .results import Edge, Results


class SearchResult(graphene.Union):
    """What a search finds."""

    class Meta:
        types = tuple(registry.models[model] for model in KINDS.values())

    @classmethod
    def resolve_type(cls, instance: Model, info: GraphQLResolveInfo) -> type[graphene.ObjectType]:
        return registry.models[type(instance)]


class SearchResultEdge(graphene.ObjectType):
    """A hit, with its cursor and the words found in it."""

    cursor = graphene.String(required=True, description="Marks the place of the hit in the list.")
    node = graphene.Field(SearchResult, required=True, description="What was found.")
    highlights = graphene.List(
        graphene.NonNull(Highlight),
        required=True,
        description="Excerpts of the fields that hold a word looked for, in the order of reading.",
    )

    @staticmethod
    def resolve_highlights(edge: Edge, info: GraphQLResolveInfo) -> list[Highlighted]:
        return edge.highlights()


def _facet(name: str, what: str, value: Any) -> type[graphene.ObjectType]:
    fields = {
        what: graphene.Field(graphene.NonNull(value), description=f"The {what}."),
        "count": graphene.Int(required=True, description="How many hits there are."),
    }
    return type(name, (graphene.ObjectType,), {"__doc__": f"A {what}, and how many hits there are of it.", **fields})


def _facets(facet: type[graphene.ObjectType], description: str) -> graphene.List:
    return graphene.List(graphene.NonNull(facet), required=True, description=description)


class SearchFacets(graphene.ObjectType):
    """Counts over all hits that `totalCount` counts; each tells its 50 most frequent values."""

    types = _facets(_facet("TypeFacet", "type", SEARCH_TYPE), "By type.")
    topics = _facets(
        _facet("TopicFacet", "topic", registry.snippets[Topic]),
        "By topic; a section counts for the topics of its article.",
    )
    platforms = _facets(
        _facet("PlatformFacet", "platform", registry.snippets[Platform]),
        "By platform that is named: by a section itself, by an article in any of its sections.",
    )
    years = _facets(
        _facet("YearFacet", "year", graphene.Int),
        "By the year of the date that readers see; a section counts for the year of its article.",
    )

    @staticmethod
    def resolve_types(facets: Facets, info: GraphQLResolveInfo) -> list[dict[str, Any]]:
        return facets.types()

    @staticmethod
    def resolve_topics(facets: Facets, info: GraphQLResolveInfo) -> list[dict[str, Any]]:
        return facets.topics()

    @staticmethod
    def resolve_platforms(facets: Facets, info: GraphQLResolveInfo) -> list[dict[str, Any]]:
        return facets.platforms()

    @staticmethod
    def resolve_years(facets: Facets, info: GraphQLResolveInfo) -> list[dict[str, Any]]:
        return facets.years()


class CorrectionSegment(graphene.ObjectType):
    """A piece of a corrected query."""

    text = graphene.String(required=True, description="The piece.")
    changed = graphene.Boolean(required=True, description="Whether it differs from what was looked for.")


class SearchCorrection(graphene.ObjectType):
    """A query that was probably meant; looking for it finds something, where no filter forbids it."""

    query = graphene.String(required=True, description="What to look for instead.")
    html = graphene.String(required=True, description="The query, escaped, with each changed piece inside `<mark>`.")
    segments = graphene.List(graphene.NonNull(CorrectionSegment), required=True, description="The query in pieces.")

    @staticmethod
    def resolve_segments(correction: Correction, info: GraphQLResolveInfo) -> tuple[Piece, ...]:
        return correction.pieces


class SearchResultConnection(graphene.ObjectType):
    """A page of the hits of a search, the best first."""

    nodes = graphene.List(graphene.NonNull(SearchResult), required=True, description="What was found.")
    edges = graphene.List(
        graphene.NonNull(SearchResultEdge), required=True, description="The hits with their cursors and highlights."
    )
    page_info = graphene.Field(PageInfo, required=True, description="How the list goes on.")
    total_count = graphene.Int(
        required=True, description=f"How many hits there are, at most {MAX_HITS}; no more are looked at."
    )
    capped = graphene.Boolean(
        required=True,
        description="Whether there are more hits than the list, `totalCount` and facets hold.",
    )
    facets = graphene.Field(SearchFacets, required=True, description="What the hits are, counted.")
    did_you_mean = graphene.Field(
        SearchCorrection,
        description="What was probably meant, where hardly anything is found for a word that hardly any text holds: "
        "another letter of the same sound, a space more or less, the other keyboard layout. Null where nothing better "
        "is known.",
    )

    @staticmethod
    def resolve_facets(results: Results, info: GraphQLResolveInfo) -> Facets:
        return results.facets
