"""Types that no model mirrors: rich text, connections, menu items, table of contents."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import graphene
from django.db.models import Model
from graphql import GraphQLResolveInfo
from wagtail.documents import get_document_model
from wagtail.fields import RichTextField
from wagtail.models import Page

from pages.rich_text import Reference, references, to_html, to_text

from .addresses import document_url, page_href
from .blocks import BlockItem
from .cohorts import cohort_of
from .connections import Connection
from .languages import Languages
from .loaders import fetch


@dataclass(frozen=True, slots=True)
class Prose:
    """A stored rich text, and the object that holds it."""

    source: str
    holder: Any


class RichText(graphene.ObjectType):
    """Text with emphasis, lists and links."""

    html = graphene.String(required=True, description="Sanitised HTML; links to what is not public are plain text.")
    text = graphene.String(required=True, description="The words alone, a line for each paragraph.")

    @staticmethod
    def resolve_html(prose: Prose, info: GraphQLResolveInfo) -> str:
        cohort = cohort_of(prose.holder)
        targets = cohort.load("links", lambda holders: _link_targets(holders, cohort.languages))
        return to_html(prose.source, lambda reference: _address(targets.get(reference), info))

    @staticmethod
    def resolve_text(prose: Prose, info: GraphQLResolveInfo) -> str:
        return to_text(prose.source)


def _link_targets(holders: list[Any], languages: Languages) -> Mapping[Reference, Model]:
    wanted = {reference for holder in holders for source in _prose_sources(holder) for reference in references(source)}
    targets: dict[Reference, Model] = {}
    for kind, model in (("page", Page), ("document", get_document_model())):
        found = fetch(model, (reference.key for reference in wanted if reference.kind == kind), languages)
        targets.update({Reference(kind, key): row for key, row in found.items()})
    return targets


def _prose_sources(holder: Any) -> Iterator[str]:
    if isinstance(holder, BlockItem):
        yield from holder.prose_sources()
        return
    for field in holder._meta.get_fields():
        if isinstance(field, RichTextField):
            yield getattr(holder, field.attname) or ""


def _address(target: Model | None, info: GraphQLResolveInfo) -> str | None:
    if target is None:
        return None
    return page_href(target, info.context) if isinstance(target, Page) else document_url(target)


class PageInfo(graphene.ObjectType):
    """How a list goes on before and after the items of a connection."""

    has_next_page = graphene.Boolean(required=True, description="Whether items follow.")
    has_previous_page = graphene.Boolean(required=True, description="Whether items precede.")
    start_cursor = graphene.String(description="Cursor of the first item; null when there is none.")
    end_cursor = graphene.String(description="Cursor of the last item; null when there is none.")


@cache
def connection_type(node: type[graphene.ObjectType] | type[graphene.Interface]) -> type[graphene.ObjectType]:
    """The Relay connection of ``node`` and, with it, its edge type."""
    name = node._meta.name
    edge = type(
        f"{name}Edge",
        (graphene.ObjectType,),
        {
            "__doc__": "An item of a list, with its cursor.",
            "cursor": graphene.String(required=True, description="Marks the place of the item in the list."),
            "node": graphene.Field(graphene.NonNull(node), description="The item."),
        },
    )
    return type(
        f"{name}Connection",
        (graphene.ObjectType,),
        {
            "__doc__": "A page of a list.",
            "nodes": graphene.List(graphene.NonNull(node), required=True, description="The items."),
            "edges": graphene.List(graphene.NonNull(edge), required=True, description="The items with their cursors."),
            "page_info": graphene.Field(PageInfo, required=True, description="How the list goes on."),
            "total_count": graphene.Int(required=True, description="How many items the whole list has."),
            "resolve_edges": staticmethod(_edges),
            "resolve_page_info": staticmethod(_page_info),
            "resolve_total_count": staticmethod(_total_count),
        },
    )


def _edges(connection: Connection, info: GraphQLResolveInfo) -> list[dict[str, Any]]:
    pairs = zip(connection.cursors, connection.nodes, strict=True)
    return [{"cursor": cursor, "node": node} for cursor, node in pairs]


def _page_info(connection: Connection, info: GraphQLResolveInfo) -> dict[str, Any]:
    return {
        "has_next_page": connection.has_next_page,
        "has_previous_page": connection.has_previous_page,
        "start_cursor": connection.cursors[0] if connection.cursors else None,
        "end_cursor": connection.cursors[-1] if connection.cursors else None,
    }


def _total_count(connection: Connection, info: GraphQLResolveInfo) -> int:
    return connection.total()
