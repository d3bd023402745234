"""The public surface of the types that Grapple generates: what is declared, and nothing else.

Grapple names the types and reads ``graphql_fields``. It also lets every column of Wagtail's page through, resolves one
object at a time, and hands out raw block values. This module, alone, changes what Grapple 0.31 built: each type keeps
its interfaces' fields and the declared ones, and each declared field gets a resolver that loads for a whole cohort.
"""

from collections.abc import Callable, Iterator
from inspect import cleandoc, getattr_static, getclosurevars
from operator import attrgetter
from typing import Any

import graphene
from django.db.models import ForeignKey, Model
from graphql import GraphQLResolveInfo
from grapple.models import GraphQLField
from grapple.registry import registry
from grapple.types.interfaces import StreamFieldInterface
from wagtail.blocks import Block, ChooserBlock, RichTextBlock, StructBlock
from wagtail.fields import RichTextField, StreamField

from cms.lasting import lasting
from pages.blocks import BodyBlock
from snippets.models import Picture

from .batching import of_each
from .blocks import BlockItem, stream
from .choices import BY_FIELD
from .connections import ARGUMENTS, Connection
from .directions import fields as direction_fields
from .identity import Node, global_id
from .loaders import Relation
from .relations import RELATIONS
from .rich_text import Prose, RichText
from .rows import referred
from .types import connection_type

Resolver = Callable[..., Any]


#: What Grapple leaves undescribed.
BLOCK_FIELDS = {
    "id": "Identifies it among all blocks; fit for HTML's `id`.",
    "block_type": "The name of the block's type, the same as `__typename`.",
}


def mend() -> None:
    """Give every generated type its public fields. Raises LookupError for a declared list without a relation."""
    for field in ("raw_value", "field"):
        StreamFieldInterface._meta.fields.pop(field, None)
    StreamFieldInterface._meta.fields["id"] = graphene.Field(graphene.NonNull(graphene.ID))
    StreamFieldInterface._meta.fields.update(direction_fields())
    _set(StreamFieldInterface, "description", "A block of a text.")
    for name, description in BLOCK_FIELDS.items():
        StreamFieldInterface._meta.fields[name].description = description
    for types in (registry.pages, registry.snippets, registry.images, registry.documents, registry.settings):
        for model, node in types.items():
            _publish(node, model, dict(_model_fields(model)))
            if types is not registry.settings:
                _set(node, "interfaces", (Node, *node._meta.interfaces))
                node._meta.fields["id"] = graphene.Field(
                    graphene.NonNull(graphene.ID), resolver=global_id, description="Identifies it among all objects."
                )
    for block, node in registry.streamfield_blocks.items():
        if isinstance(block, type) and issubclass(block, StructBlock) and hasattr(block, "graphql_fields"):
            _publish(node, block, dict(_block_fields(block)))
    _set(registry.images[Picture], "name", "Image")


def extend(node: type[graphene.ObjectType], fields: dict[str, graphene.Field], description: str = "") -> None:
    """Add fields that no column stands behind, and a description where the model has none of its own."""
    node._meta.fields.update(fields)
    if description:
        _set(node, "description", description)


def block_types() -> list[type[graphene.ObjectType]]:
    """The types of the blocks that a body is made of."""
    return [registry.streamfield_blocks[type(block)] for block in BodyBlock.base_blocks.values()]


def _publish(node: type[graphene.ObjectType], source: type, declared: dict[str, graphene.Field]) -> None:
    shared = {name: field for interface in node._meta.interfaces for name, field in interface._meta.fields.items()}
    node._meta.fields.clear()
    node._meta.fields.update(shared | declared)
    _set(node, "description", cleandoc(source.__doc__ or "").split("\n\n")[0])


def _set(node: type[graphene.ObjectType], option: str, value: Any) -> None:
    """Graphene freezes a type's options once it is made, which Grapple does before this module can speak."""
    object.__setattr__(node._meta, option, value)


def _declarations(source: type) -> Iterator[tuple[GraphQLField, bool]]:
    """What ``graphql_fields`` says, each with whether it is a list of other objects."""
    for declare in getattr(source, "graphql_fields", ()):
        declared = declare() if callable(declare) else declare
        if isinstance(declared, tuple):
            item = declared[0]()
            # Grapple 0.31 passes a list's description on only where it paginates the list itself.
            item.description = getclosurevars(declare).nonlocals["description"]
            yield item, True
        else:
            yield declared, False


def _model_fields(model: type[Model]) -> Iterator[tuple[str, graphene.Field]]:
    columns = {field.name: field for field in model._meta.get_fields()}
    for declared, is_collection in _declarations(model):
        name, column = declared.field_name, columns.get(declared.field_source)
        if is_collection:
            yield name, _connection(RELATIONS[model, name], declared)
        elif isinstance(column, StreamField) and declared.field_source == name:
            items = graphene.NonNull(graphene.List(graphene.NonNull(StreamFieldInterface)))
            yield name, _field(items, declared, _of_stream(name))
        elif isinstance(column, RichTextField):
            yield name, _field(RichText, declared, _of_prose(name))
        elif isinstance(column, ForeignKey):
            yield name, _field(declared.field_type, declared, _of_reference(name))
        else:
            wanted = _scalar(declared, BY_FIELD.get((model.__name__, name)))
            yield name, _field(wanted, declared, _of_attribute(declared.field_source, model))


def _block_fields(block: type[StructBlock]) -> Iterator[tuple[str, graphene.Field]]:
    for declared, _ in _declarations(block):
        name = declared.field_name
        child: Block | None = block.base_blocks.get(name)
        if isinstance(child, RichTextBlock):
            yield name, _field(RichText, declared, _of_block_prose(name))
        elif isinstance(child, ChooserBlock):
            yield name, _field(declared.field_type, declared, _of_choice(name))
        else:
            wanted = _scalar(declared, BY_FIELD.get((block.__name__, name)))
            yield name, _field(wanted, declared, _of_value(name))


def _field(of_type: Any, declared: GraphQLField, resolver: Resolver) -> graphene.Field:
    return graphene.Field(of_type, description=declared.description, resolver=resolver)


def _scalar(declared: GraphQLField, enum: type[graphene.Enum] | None = None) -> Any:
    """The declared type, as an enum where there is one, and with a list's items promised to be there."""
    match declared.field_type:
        case graphene.NonNull() as promised if enum:
            return graphene.NonNull(enum)
        case graphene.NonNull() as promised:
            return promised
        case graphene.List(of_type=item) as items if items.kwargs.get("required"):
            return graphene.NonNull(graphene.List(graphene.NonNull(item)))
        case plain:
            return enum or plain


def _connection(relation: Relation, declared: GraphQLField) -> graphene.Field:
    def resolve(owner: Model, info: GraphQLResolveInfo, **arguments: Any) -> Connection:
        return relation.connection(owner, arguments)

    node = registry.models[relation.model]
    return graphene.Field(
        graphene.NonNull(connection_type(node)), description=declared.description, resolver=resolve, **ARGUMENTS
    )


def _of_attribute(name: str, model: type[Model]) -> Resolver:
    resolve = of_each(attrgetter(name))
    computed = getattr(getattr_static(model, name), "fget", None)
    return resolve if computed and not hasattr(computed, "lasting") else lasting(resolve)


def _of_prose(name: str) -> Resolver:
    return lasting(of_each(lambda instance: _prose(getattr(instance, name), instance)))


def _of_reference(name: str) -> Resolver:
    return of_each(lambda instance: referred(instance, name))


def _of_stream(name: str) -> Resolver:
    return lasting(of_each(lambda instance: stream(instance, name)))


def _of_value(name: str) -> Resolver:
    return lasting(of_each(lambda block: block.values.get(name)))


def _of_block_prose(name: str) -> Resolver:
    return lasting(of_each(lambda block: _prose(block.values.get(name), block)))


def _of_choice(name: str) -> Resolver:
    return of_each(lambda block: block.chosen(name))


def _prose(source: str | None, holder: Model | BlockItem) -> Prose | None:
    return Prose(source, holder) if source else None
