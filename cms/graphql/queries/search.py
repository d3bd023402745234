"""The root field that searches pages and platforms."""

from typing import Any

import graphene
from graphql import GraphQLResolveInfo

from cms.graphql.connections import ARGUMENTS, Slice
from cms.graphql.languages import ARGUMENTS as LANGUAGE_ARGUMENTS
from cms.graphql.languages import preference
from cms.graphql.search.filters import SEARCH_FILTER
from cms.graphql.search.hits import Hits, find
from cms.graphql.search.results import Results
from cms.graphql.search.terms import MAX_LENGTH, MAX_TERMS, Terms
from cms.graphql.search.types import SearchResultConnection
from cms.graphql.shelf import one


class SearchQuery:
    """``search``."""

    search = graphene.Field(
        graphene.NonNull(SearchResultConnection),
        query=graphene.String(
            required=True,
            description=f"What to look for: up to {MAX_TERMS} words in {MAX_LENGTH} characters. No sign has a meaning.",
        ),
        filter=graphene.Argument(SEARCH_FILTER, description="Narrows the search."),
        **LANGUAGE_ARGUMENTS,
        description="Pages and platforms that hold all the words, in any of their usual Arabic spellings and forms, "
        "or another name of a platform that is named. Names come before texts, words side by side before scattered "
        "ones, the exact spelling before others.",
        **ARGUMENTS,
    )

    @staticmethod
    def resolve_search(root: None, info: GraphQLResolveInfo, query: str, **given: Any) -> Results:
        wanted = Slice.of(given)
        languages = preference(given.get("locale"), given.get("fallback"))
        terms, narrowed = Terms.of(query), given.get("filter")
        key = ("search", terms, repr(narrowed), languages)
        hits = one(key, lambda: find(terms, narrowed, languages), (), known=False)
        return Results(hits or Hits((), capped=False), wanted, query, terms, languages)
