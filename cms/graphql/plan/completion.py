"""From what resolvers give to what an answer holds, for all values of a field at once.

A value that cannot be completed becomes a ``Failed`` in its place. Nothing propagates here: only once a run is over is
it settled what becomes null (see ``settling``).
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import compress
from operator import not_
from typing import Any, Protocol

import graphene
from graphql import (
    FieldNode,
    GraphQLBoolean,
    GraphQLError,
    GraphQLID,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLString,
    Undefined,
    default_type_resolver,
    is_abstract_type,
    is_leaf_type,
    is_object_type,
)
from graphql.execution.execute import invalid_return_type_error
from graphql.pyutils import inspect, is_iterable

#: Classes whose values a scalar gives as they are, by the scalar's own function.
_AS_THEY_ARE: dict[Any, type] = {
    GraphQLString.serialize: str,
    GraphQLID.serialize: str,
    GraphQLBoolean.serialize: bool,
    graphene.String.serialize: str,
    graphene.ID.serialize: str,
    graphene.Boolean.serialize: bool,
}


class Failed:
    """Stands where a value could not be completed. ``begun`` are the items of a list that broke off."""

    __slots__ = ("begun", "error")

    def __init__(self, error: Exception, begun: list[Any] | None = None) -> None:
        self.error = error
        self.begun = begun


class Place(Protocol):
    """What the operation says at one place."""

    def of(self, object_type: GraphQLObjectType) -> Any:
        """The selection for objects of this type. Raises GraphQLError where it cannot be decided."""


class Run(Protocol):
    """The run of an operation that values are completed for."""

    hooks: Any
    info: Any

    def failed(self, error: Exception, begun: list[Any] | None = None) -> Failed:
        """What stands for a value that ``error`` took the place of."""

    def enter(self, selection: Any, sources: list[Any], answers: list[dict[str, Any]]) -> None:
        """Have ``answers`` filled in from ``sources``."""


class Completer(Protocol):
    """Completes the values of one type at one place."""

    def complete(self, run: Run, values: Sequence[Any]) -> list[Any]:
        """The completed values in their order: plain JSON, None, or Failed."""


def completer(type_: Any, coordinate: str, nodes: list[FieldNode], place: Place, schema: GraphQLSchema) -> Completer:
    """What completes values of ``type_``, which the field at ``coordinate`` gives."""
    match type_:
        case GraphQLNonNull(of_type=inner):
            return _Promised(completer(inner, coordinate, nodes, place, schema), coordinate)
        case GraphQLList(of_type=item):
            return _Items(completer(item, coordinate, nodes, place, schema), coordinate)
    if is_leaf_type(type_):
        return _Leaf(type_)
    if is_object_type(type_):
        return _Objects(type_, nodes, place)
    assert is_abstract_type(type_)
    return _Abstract(type_, coordinate, nodes, place, schema)


class _Leaf:
    """Scalars and enums."""

    def __init__(self, type_: Any) -> None:
        self._type = type_
        self._plain = _AS_THEY_ARE.get(type_.serialize)

    def complete(self, run: Run, values: Sequence[Any]) -> list[Any]:
        plain = self._plain
        return [value if value is None or type(value) is plain else self._serialized(run, value) for value in values]

    def _serialized(self, run: Run, value: Any) -> Any:
        if isinstance(value, Failed):
            return value
        if isinstance(value, Exception):
            return run.failed(value)
        try:
            serialized = self._type.serialize(value)
        except Exception as error:
            return run.failed(error)
        if serialized is None or serialized is Undefined:
            called = f"`{inspect(self._type)}.serialize({inspect(value)})`"
            return run.failed(
                TypeError(f"Expected {called} to return non-nullable value, returned: {inspect(serialized)}")
            )
        return serialized


class _Promised:
    """What must not be null."""

    def __init__(self, inner: Completer, coordinate: str) -> None:
        self._inner = inner
        self._message = f"Cannot return null for non-nullable field {coordinate}."

    def complete(self, run: Run, values: Sequence[Any]) -> list[Any]:
        completed = self._inner.complete(run, values)
        if None not in completed:
            return completed
        return [run.failed(TypeError(self._message)) if value is None else value for value in completed]


class _Items:
    """Lists: their items are completed in one go, and then given back to each."""

    def __init__(self, item: Completer, coordinate: str) -> None:
        self._item = item
        self._coordinate = coordinate

    def complete(self, run: Run, values: Sequence[Any]) -> list[Any]:
        items: list[Any] = []
        shapes: list[Any] = []
        for value in values:
            start = len(items)
            if isinstance(value, list | tuple):
                items += value
                shapes.append((start, len(items), None))
            elif value is None:
                shapes.append(None)
            elif isinstance(value, Failed):
                shapes.append(value)
            elif isinstance(value, Exception):
                shapes.append(run.failed(value))
            elif is_iterable(value):
                broken = self._taken(value, items)
                shapes.append((start, len(items), broken))
            else:
                shapes.append(run.failed(self._no_list()))
        completed = self._item.complete(run, items)
        return [self._list(run, completed, *shape) if type(shape) is tuple else shape for shape in shapes]

    @staticmethod
    def _taken(value: Iterable[Any], items: list[Any]) -> Exception | None:
        try:
            for item in value:
                items.append(item)
        except Exception as error:
            return error
        return None

    @staticmethod
    def _list(run: Run, completed: list[Any], start: int, stop: int, broken: Exception | None) -> Any:
        kept = completed[start:stop]
        return kept if broken is None else run.failed(broken, kept)

    def _no_list(self) -> GraphQLError:
        return GraphQLError(f"Expected Iterable, but did not find one for field '{self._coordinate}'.")


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
        for index in sources:
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


class _Objects(_Filled):
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


class _Abstract(_Filled):
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

    def complete(self, run: Run, values: Sequence[Any]) -> list[Any]:
        completed: list[Any] = list(values)
        groups: dict[str, list[int]] = {}
        types: dict[str, GraphQLObjectType] = {}
        known: dict[Hashable, GraphQLObjectType] = {}
        for index, value in enumerate(completed):
            if value is None or isinstance(value, Failed):
                continue
            try:
                if isinstance(value, Exception):
                    raise value
                kind = self._kind(value) if self._kind else None
                found = known.get(kind) if self._kind else None
                if found is None:
                    found = known[kind] = self._type_of(value, run)
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
