"""Operations found from the schema: every root field, and every way from it to every type."""

from collections import deque
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_leaf_type,
    is_required_argument,
)


def operations(schema: GraphQLSchema, values: Mapping[str, list[str]], strolls: int = 15) -> Iterator[str]:
    """For each root field, all edges of the schema, and ways at random; for each of ``values`` that names a row, its leaves.

    The first operation of a list holds every edge from a type to a type at the place where the list reaches it first;
    each of ``strolls`` more follows one way that may come back to types where it has been.
    """
    assert schema.query_type
    chance = Random(20)
    for name, field in schema.query_type.fields.items():
        root = get_named_type(field.type)
        if is_leaf_type(root):
            yield f"{{{name}}}"
            continue
        calls = list(_calls(field, values))
        if len(calls) == 1:
            yield f"{{{name}{calls[0]}{{{_spread(schema, root)}}}}}"
            yield from (f"{{{name}{calls[0]}{{{_stroll(schema, root, chance, 5)}}}}}" for _ in range(strolls))
        else:
            leaves = " ".join(f"a{place}:{name}{call}{{{_leaves(schema, root)}}}" for place, call in enumerate(calls))
            yield f"{{{leaves}}}"


def _calls(field: GraphQLField, values: Mapping[str, list[str]]) -> Iterator[str]:
    required = [name for name, argument in field.args.items() if is_required_argument(argument)]
    naming = required or [name for name in ("slug",) if name in field.args]
    for name in naming:
        for value in values[name]:
            yield f'({name}:"{value}")'
    one_of = field.args.get("by")
    if one_of and isinstance(made := get_named_type(one_of.type), GraphQLInputObjectType):
        for way in made.fields:
            for value in values[way]:
                yield f'(by:{{{way}:"{value}"}})'
    if not naming and not one_of:
        yield "(first:100)" if "first" in field.args else ""


def _spread(schema: GraphQLSchema, root: Any) -> str:
    """A selection that takes every edge once, at the place that is nearest to the root."""
    tree: dict[str, Any] = {}
    waiting, taken = deque([(root, tree)]), set()
    while waiting:
        of_type, place = waiting.popleft()
        place[""] = _leaves(schema, of_type)
        for concrete, name, target in _edges(schema, of_type):
            if (concrete.name, name) not in taken:
                taken.add((concrete.name, name))
                below = place[f"... on {concrete.name}{{{concrete.name}_{name}:{name}"] = {}
                waiting.append((target, below))
    return _written(tree)


def _written(tree: Mapping[str, Any]) -> str:
    return " ".join(below if not head else f"{head}{{{_written(below)}}}}}" for head, below in tree.items())


def _stroll(schema: GraphQLSchema, of_type: Any, chance: Random, steps: int) -> str:
    edges = list(_edges(schema, of_type))
    if not steps or not edges:
        return _leaves(schema, of_type)
    concrete, name, target = chance.choice(edges)
    inner = _stroll(schema, target, chance, steps - 1)
    return f"{_leaves(schema, of_type)} ... on {concrete.name}{{{name}{{{inner}}}}}"


def _edges(schema: GraphQLSchema, of_type: Any) -> Iterator[tuple[GraphQLObjectType, str, Any]]:
    for concrete in _concrete(schema, of_type):
        for name, field in concrete.fields.items():
            target = get_named_type(field.type)
            if not is_leaf_type(target) and not any(map(is_required_argument, field.args.values())):
                yield concrete, name, target


def _leaves(schema: GraphQLSchema, of_type: Any) -> str:
    parts = ["__typename"]
    for concrete in _concrete(schema, of_type):
        names = [
            f"{concrete.name}_{name}:{name}"
            for name, field in concrete.fields.items()
            if is_leaf_type(get_named_type(field.type)) and not any(map(is_required_argument, field.args.values()))
        ]
        if names:
            parts.append(f"... on {concrete.name}{{{' '.join(names)}}}")
    return " ".join(parts)


def _concrete(schema: GraphQLSchema, of_type: Any) -> list[GraphQLObjectType]:
    return [of_type] if isinstance(of_type, GraphQLObjectType) else list(schema.get_possible_types(of_type))
