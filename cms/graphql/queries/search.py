"""The root field that searches pages and platforms."""

from collections.abc import Mapping, Sequence
from typing import Any

import graphene
from django.db.models import Model
from graphql import GraphQLResolveInfo
from grapple.registry import registry
from wagtail.models import Locale, Page
from wagtail.search.backends import get_search_backend

from cms.graphql.connections import ARGUMENTS, Connection, Slice, numbered
from cms.graphql.errors import BadUserInput
from cms.graphql.languages import ARGUMENTS as LANGUAGE_ARGUMENTS
from cms.graphql.languages import Languages, in_languages, preference
from cms.graphql.loaders import fetch
from cms.graphql.types import connection_type
from cms.graphql.visibility import public
from snippets.models import Platform

MAX_LENGTH = 200
MAX_TERMS = 10
#: The most relevant hits of each kind that are looked through; a search that has more counts no further.
MAX_HITS = 200

Hit = tuple[type[Model], int]


class SearchResult(graphene.Union):
    """What a search finds."""

    class Meta:
        types = (*registry.pages.values(), registry.snippets[Platform])

    @classmethod
    def resolve_type(cls, instance: Model, info: GraphQLResolveInfo) -> type[graphene.ObjectType]:
        return registry.models[type(instance)]


class SearchQuery:
    """``search``."""

    search = graphene.Field(
        connection_type(SearchResult),
        query=graphene.String(required=True, description="What to look for: up to 10 words in 200 characters."),
        **LANGUAGE_ARGUMENTS,
        description="Platforms and pages that hold all the words, platforms first, the most relevant of each first.",
        **ARGUMENTS,
    )

    @staticmethod
    def resolve_search(root: None, info: GraphQLResolveInfo, query: str, **arguments: Any) -> Connection:
        wanted = Slice.of(arguments)
        languages = preference(arguments.get("locale"), arguments.get("fallback"))
        hits = [hit for model in (Platform, Page) for hit in _hits(model, _checked(query), languages)]
        return numbered(hits, wanted, lambda kept: _rows(kept, languages))


def _checked(query: str) -> str:
    # PostgreSQL takes no NUL, and in SQLite's query language a quotation mark opens what must be closed.
    words = query.replace("\0", " ").replace('"', " ").split()
    if not words:
        raise BadUserInput("`query` is empty; write at least one word.")
    if len(query) > MAX_LENGTH or len(words) > MAX_TERMS:
        raise BadUserInput(f"`query` is too long; write up to {MAX_TERMS} words in {MAX_LENGTH} characters.")
    return " ".join(words)


def _hits(model: type[Model], query: str, languages: Languages) -> list[Hit]:
    """The public rows that hold all words, the most relevant first."""
    locales = Locale.objects.filter(language_code__in=languages).values_list("pk", flat=True)
    rows = model.objects.filter(live=True, locale__in=list(locales))
    keys = [hit.pk for hit in get_search_backend().search(query, rows, operator="and")[:MAX_HITS]]
    seen = set(public(in_languages(model.objects.filter(pk__in=keys), languages)).values_list("pk", flat=True))
    return [(model, key) for key in keys if key in seen]


def _rows(hits: Sequence[Hit], languages: Languages) -> list[Model]:
    found: Mapping[Hit, Model] = {
        (model, key): row
        for model in (Platform, Page)
        for key, row in fetch(model, _keys(hits, model), languages).items()
    }
    return [found[hit] for hit in hits if hit in found]


def _keys(hits: Sequence[Hit], model: type[Model]) -> list[int]:
    return [key for kind, key in hits if kind is model]
