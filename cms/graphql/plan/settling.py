"""What becomes of failures, once a run is over: errors in the order of reading, and null as far up as it must reach.

GraphQL specification, section 6.4.4 "Handling Execution Errors". graphql-core gives up the rest of an object once a
promised field of it failed; so the answer is walked in its own order here, and what would not have been reached is not
told.
"""

from collections.abc import Mapping
from typing import Any

from graphql import (
    FieldNode,
    GraphQLError,
    GraphQLList,
    GraphQLNonNull,
    located_error,
)
from graphql.execution.execute import CollectedErrors
from graphql.pyutils import Path

from .selections import Selection
from .values import Failed


class Settling:
    """Walks a filled answer; ``selections`` tells by the identity of each object's answer how it was made."""

    def __init__(self, selections: Mapping[int, Selection]) -> None:
        self._selections = selections
        self._collected = CollectedErrors()

    @property
    def errors(self) -> list[GraphQLError]:
        return self._collected.errors

    def settle(self, answer: dict[str, Any]) -> dict[str, Any] | None:
        """The whole answer, with nulls in place of failures; None where one reached the root."""
        try:
            self._fields(answer, None)
        except GraphQLError as error:
            self._collected.add(error, None)
            return None
        return answer

    def _fields(self, answer: dict[str, Any], above: Path | None) -> None:
        selection = self._selections[id(answer)]
        for field in selection.fields:
            path = Path(above, field.name, selection.object_type.name)
            answer[field.name] = self._protected(answer[field.name], field.definition.type, path, field.nodes)

    def _protected(self, value: Any, type_: Any, path: Path, nodes: list[FieldNode]) -> Any:
        """The settled value; a failure goes on upwards where the type promises that there is a value."""
        try:
            return self._settled(value, type_, path, nodes)
        except Exception as raw:
            error = located_error(raw, nodes, path.as_list())
            if isinstance(type_, GraphQLNonNull):
                raise error from None
            self._collected.add(error, path)
            return None

    def _settled(self, value: Any, type_: Any, path: Path, nodes: list[FieldNode]) -> Any:
        if isinstance(type_, GraphQLNonNull):
            return self._settled(value, type_.of_type, path, nodes)
        if isinstance(value, Failed):
            if value.begun is not None:
                self._items(value.begun, type_, path, nodes)
            raise value.error
        if isinstance(type_, GraphQLList) and isinstance(value, list):
            return self._items(value, type_, path, nodes)
        if id(value) in self._selections:
            self._fields(value, path)
        return value

    def _items(self, values: list[Any], type_: GraphQLList, path: Path, nodes: list[FieldNode]) -> list[Any]:
        return [
            self._protected(value, type_.of_type, path.add_key(index, None), nodes)
            for index, value in enumerate(values)
        ]
