"""Relay connections as types."""

from functools import cache
from typing import Any

import graphene
from graphql import GraphQLResolveInfo

from .connections import Connection


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
        "has_next_page": connection.part.has_next_page,
        "has_previous_page": connection.part.has_previous_page,
        "start_cursor": connection.cursors[0] if connection.cursors else None,
        "end_cursor": connection.cursors[-1] if connection.cursors else None,
    }


def _total_count(connection: Connection, info: GraphQLResolveInfo) -> int:
    return connection.total()
