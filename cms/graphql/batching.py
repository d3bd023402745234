"""Batch forms of the resolvers that read nothing but their object, and types that need not be asked of each object."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from graphene.types.resolver import dict_or_attr_resolver
from graphene_django import DjangoObjectType
from graphql import GraphQLInterfaceType, GraphQLObjectType, GraphQLResolveInfo, GraphQLSchema, GraphQLUnionType
from grapple.types.interfaces import StreamFieldInterface

from cms.lasting import lasting

Resolver = Callable[..., Any]


def of_each(read: Callable[[Any], Any]) -> Resolver:
    """A resolver that gives what ``read`` gives of an object, with its batch form."""

    def resolve(source: Any, info: GraphQLResolveInfo) -> Any:
        return read(source)

    return with_batch(resolve, lambda sources, info: [*map(read, sources)])


def with_batch(resolve: Resolver, batch: Resolver) -> Resolver:
    """``resolve`` with ``batch`` as its batch form, as ``cms.graphql.plan`` takes it."""
    return _mark(resolve, "batch", batch)


def _mark(resolve: Resolver, name: str, value: Any) -> Resolver:
    setattr(resolve, name, value)
    return resolve


def attach(schema: GraphQLSchema) -> None:
    """Give graphene's own resolvers their batch form, and let a type be asked once for all objects of a kind."""
    for made in schema.type_map.values():
        if isinstance(made, GraphQLObjectType):
            if _has_rows(made):
                made.is_type_of = None  # asks again what was decided when the field was resolved
            for field in made.fields.values():
                if isinstance(field.resolve, partial) and field.resolve.func is dict_or_attr_resolver:
                    with_batch(field.resolve, partial(_members, *field.resolve.args))
                    if field.resolve.args[0] in _columns(made):
                        lasting(field.resolve)
        elif isinstance(made, GraphQLInterfaceType | GraphQLUnionType) and made.resolve_type is not None:
            by_block = getattr(made, "graphene_type", None) is StreamFieldInterface
            _mark(made.resolve_type, "kind", _block if by_block else type)


def _has_rows(made: GraphQLObjectType) -> bool:
    """Whether the objects of a type are rows of a model."""
    return issubclass(getattr(made, "graphene_type", object), DjangoObjectType)


def _columns(made: Any) -> set[str]:
    """The names of the columns that objects of a type have."""
    return (
        {column.name for column in made.graphene_type._meta.model._meta.concrete_fields} if _has_rows(made) else set()
    )


def _members(name: str, default: Any, sources: Iterable[Any], info: GraphQLResolveInfo, **arguments: Any) -> list[Any]:
    return [
        source.get(name, default) if isinstance(source, dict) else getattr(source, name, default) for source in sources
    ]


def _block(item: Any) -> int:
    """What decides the type of an item of a stream: its definition, which lives as long as the process."""
    return id(item.block)
