"""Completing leaves and lists, and what all completing shares.

A value that cannot be completed becomes a ``Failed`` in its place. Nothing propagates here: only once a run is over is
it settled what becomes null (see ``settling``).
"""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

import graphene
from graphql import GraphQLBoolean, GraphQLError, GraphQLID, GraphQLObjectType, GraphQLString, Undefined
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

    def wholes(self, selection: Any, sources: list[Any]) -> Sequence[Any]:
        """For each source its whole answer where that is kept, or None; none at all where nothing is kept."""

    def enter(self, selection: Any, sources: list[Any], answers: list[dict[str, Any]]) -> None:
        """Have ``answers`` filled in from ``sources``."""


class Completer(Protocol):
    """Completes the values of one type at one place."""

    def complete(self, run: Run, values: Sequence[Any]) -> list[Any]:
        """The completed values in their order: plain JSON, None, or Failed."""


class Leaf:
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


class Promised:
    """What must not be null."""

    def __init__(self, inner: Completer, coordinate: str) -> None:
        self._inner = inner
        self._message = f"Cannot return null for non-nullable field {coordinate}."

    def complete(self, run: Run, values: Sequence[Any]) -> list[Any]:
        completed = self._inner.complete(run, values)
        if None not in completed:
            return completed
        return [run.failed(TypeError(self._message)) if value is None else value for value in completed]


class Items:
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
