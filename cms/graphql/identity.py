"""Global ids: one object among all, by its type and its key (relay.dev/graphql/objectidentification.htm)."""

from binascii import Error as Base64Error
from collections.abc import Mapping
from functools import cache

import graphene
from django.db.models import Model
from graphql import GraphQLResolveInfo
from graphql_relay import from_global_id, to_global_id
from grapple.registry import registry

from cms.lasting import lasting

from .errors import BadUserInput


class Node(graphene.Interface):
    """An object that can be asked for again by its id."""

    id = graphene.ID(required=True, description="Identifies it among all objects.")

    @classmethod
    def resolve_type(cls, instance: Model, info: GraphQLResolveInfo) -> type[graphene.ObjectType]:
        return registry.models[type(instance)]


@lasting
def global_id(instance: Model, info: GraphQLResolveInfo) -> str:
    """The id of ``instance``; in a preview of what was never saved, one under which nothing is found yet."""
    return to_global_id(info.parent_type.name, "new" if instance.pk is None else instance.pk)


@cache
def node_models() -> Mapping[str, type[Model]]:
    """The model behind each type that is a node, by the type's name."""
    nodes = (registry.pages, registry.snippets, registry.images, registry.documents)
    return {node._meta.name: model for types in nodes for model, node in types.items() if Node in node._meta.interfaces}


def located(identifier: str) -> tuple[type[Model], int]:
    """Model and primary key of a global id. Raises BadUserInput for what is none."""
    try:
        name, key = from_global_id(identifier)
        return node_models()[name], _integer(key)
    except (Base64Error, KeyError, ValueError):
        raise BadUserInput(f"{identifier[:50]!r} is no id; use one that an answer gave.") from None


def key_of(identifier: str, model: type[Model]) -> int:
    """The primary key of a global id of ``model``. Raises BadUserInput for an id of anything else."""
    found, key = located(identifier)
    if not issubclass(found, model):
        raise BadUserInput(f"{identifier[:50]!r} is the id of another type; use one of a {model.__name__}.")
    return key


def _integer(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise ValueError
    return int(text)
