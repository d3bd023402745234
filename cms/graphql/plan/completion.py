"""From what resolvers give to what an answer holds, for all values of a field at once."""

from typing import Any

from graphql import (
    FieldNode,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    is_abstract_type,
    is_leaf_type,
    is_object_type,
)

from .objects import Abstract, Objects
from .values import Completer, Items, Leaf, Place, Promised


def completer(type_: Any, coordinate: str, nodes: list[FieldNode], place: Place, schema: GraphQLSchema) -> Completer:
    """What completes values of ``type_``, which the field at ``coordinate`` gives."""
    match type_:
        case GraphQLNonNull(of_type=inner):
            return Promised(completer(inner, coordinate, nodes, place, schema), coordinate)
        case GraphQLList(of_type=item):
            return Items(completer(item, coordinate, nodes, place, schema), coordinate)
    if is_leaf_type(type_):
        return Leaf(type_)
    if is_object_type(type_):
        return Objects(type_, nodes, place)
    assert is_abstract_type(type_)
    return Abstract(type_, coordinate, nodes, place, schema)
