"""Completing objects, of one type or of an interface or union: their answers are filled in by the next level."""

from collections.abc import Callable, Hashable, Sequence
from itertools import compress, zip_longest
from operator import not_
from typing import Any

from graphql import (
    FieldNode,
    GraphQLError,
    GraphQLObjectType,
    GraphQLSchema,
    default_type_resolver,
    is_object_type,
)
from graphql.execution.execute import invalid_return_type_error
from graphql.pyutils import inspect

from .values import Failed, Place, Run


class _Filled:
    """What objects and abstract types share: answers of objects that the next level fills in."""

    def __init__(self, nodes: list[FieldNode], place: Place) -> None:
        self._nodes = nodes
        self._place = place

    def _fill(self, run: Run, type_: GraphQLObjectType, completed: list[Any], sources: list[int]) -> None:
        """Put an empty answer in the place of each object that ``sources`` tells of in ``completed``."""
        if not sources:
            return
        admitted = run.hooks.admitted([completed[index] for index in sources])
        for index in compress(sources, map(not_, admitted)):
            completed[index] = None
        sources = list(compress(sources, admitted))
        try:
            selection = self._place.of(type_)
        except (GraphQLError, RecursionError) as error:
            for index in sources:
                completed[index] = run.failed(error)
            return
        kept, answers = [], []
        wholes = run.wholes(selection, [completed[index] for index in sources])
        for index, whole in zip_longest(sources, wholes):
            if whole is not None:
                completed[index] = whole
                continue
            found = completed[index]
            if type_.is_type_of:
                try:
                    if not type_.is_type_of(found, run.info):
                        raise invalid_return_type_error(type_, found, self._nodes)
                except Exception as error:
                    completed[index] = run.failed(error)
                    continue
            answer: dict[str, Any] = {}
            completed[index] = answer
            kept.append(found)
            answers.append(answer)
        if kept:
            run.enter(selection, kept, answers)


class Objects(_Filled):
    """Objects of one type."""

    def __init__(self, type_: GraphQLObjectType, nodes: list[FieldNode], place: Place) -> None:
        super().__init__(nodes, place)
        self._type = type_

    def complete(self, run: Run, values: Sequence[Any]) -> list[Any]:
        completed: list[Any] = list(values)
        sources: list[int] = []
        for index, value in enumerate(completed):
            if value is None or isinstance(value, Failed):
                continue
            if isinstance(value, Exception):
                completed[index] = run.failed(value)
            else:
                sources.append(index)
        self._fill(run, self._type, completed, sources)
        return completed


class Abstract(_Filled):
    """Objects of an interface or a union: completed in groups, one for each type."""

    def __init__(
        self, type_: Any, coordinate: str, nodes: list[FieldNode], place: Place, schema: GraphQLSchema
    ) -> None:
        super().__init__(nodes, place)
        self._type = type_
        self._coordinate = coordinate
        self._schema = schema
        self._resolve: Callable[..., Any] = type_.resolve_type or default_type_resolver
        #: What a value's type follows from, where its resolver says so; it is asked once for all values of a kind.
        self._kind: Callable[[Any], Hashable] | None = getattr(self._resolve, "kind", None)
        self._known: dict[Hashable, GraphQLObjectType] = {}

    def complete(self, run: Run, values: Sequence[Any]) -> list[Any]:
        completed: list[Any] = list(values)
        groups: dict[str, list[int]] = {}
        types: dict[str, GraphQLObjectType] = {}
        for index, value in enumerate(completed):
            if value is None or isinstance(value, Failed):
                continue
            try:
                if isinstance(value, Exception):
                    raise value
                kind = self._kind(value) if self._kind else None
                found = self._known.get(kind) if self._kind else None
                if found is None:
                    found = self._type_of(value, run)
                    if self._kind:
                        self._known[kind] = found
            except Exception as error:
                completed[index] = run.failed(error)
                continue
            types[found.name] = found
            groups.setdefault(found.name, []).append(index)
        for name, sources in groups.items():
            self._fill(run, types[name], completed, sources)
        return completed

    def _type_of(self, value: Any, run: Run) -> GraphQLObjectType:
        """Raises GraphQLError for a type that is none of the possible ones."""
        name = self._resolve(value, run.info, self._type)
        called = f"Abstract type '{self._type.name}'"
        if name is None:
            raise self._refused(
                f"{called} must resolve to an Object type at runtime for field '{self._coordinate}'. Either the"
                f" '{self._type.name}' type should provide a 'resolve_type' function or each possible type should"
                " provide an 'is_type_of' function."
            )
        if is_object_type(name):
            raise GraphQLError(
                "Support for returning GraphQLObjectType from resolve_type was removed in GraphQL-core 3.2, please"
                " return type name instead."
            )
        if not isinstance(name, str):
            raise self._refused(
                f"{called} must resolve to an Object type at runtime for field '{self._coordinate}' with value"
                f" {inspect(value)}, received '{inspect(name)}'."
            )
        found = self._schema.get_type(name)
        if found is None:
            raise self._refused(f"{called} was resolved to a type '{name}' that does not exist inside the schema.")
        if not isinstance(found, GraphQLObjectType):
            raise self._refused(f"{called} was resolved to a non-object type '{name}'.")
        if not self._schema.is_sub_type(self._type, found):
            raise self._refused(f"Runtime Object type '{name}' is not a possible type for '{self._type.name}'.")
        return found

    def _refused(self, message: str) -> GraphQLError:
        return GraphQLError(message, self._nodes)
