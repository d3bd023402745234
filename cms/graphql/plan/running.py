"""Running a plan: level by level, each field of a level for all its objects at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from graphql import (
    ExecutionContext,
    ExecutionResult,
    FragmentDefinitionNode,
    GraphQLResolveInfo,
    GraphQLSchema,
    OperationDefinitionNode,
)

from .hooks import Hooks, Memory
from .selections import Field, Plan, Selection
from .settling import Settling
from .values import Failed

#: Stands in a memory for a value that does not last, so that it is not tried again.
CHANGING = object()
_UNKNOWN = object()
#: Calls of an ordinary resolver between two looks at the clock.
CALLS = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """What is run, with what: all that resolvers are told, and the site's hooks."""

    schema: GraphQLSchema
    fragments: dict[str, FragmentDefinitionNode]
    operation: OperationDefinitionNode
    variables: dict[str, Any]
    root_value: Any
    context_value: Any
    hooks: Hooks


class Run:
    """One run of an operation: the groups of objects that are still to be filled in, the nearest to the root first."""

    def __init__(self, asked: Asked) -> None:
        self.hooks = asked.hooks
        self.info: Any = None
        self._asked = asked
        self._groups: list[tuple[Selection, list[Any], list[dict[str, Any]]]] = []
        self._failures = 0
        self._given: dict[Any, bytes] = {}

    def result(self, plan: Plan) -> ExecutionResult:
        """What the operation answers."""
        answer: dict[str, Any] = {}
        self.enter(plan.root, [self._asked.root_value], [answer])
        self.fill_in()
        if not self._failures:
            return ExecutionResult(answer, None)
        settling = Settling({id(each): selection for selection, _, answers in self._groups for each in answers})
        data = settling.settle(answer)
        return ExecutionContext.build_response(data, settling.errors)

    def enter(self, selection: Selection, sources: list[Any], answers: list[dict[str, Any]]) -> None:
        """Let ``answers`` be filled in from ``sources``, once the levels above are."""
        self._groups.append((selection, sources, answers))

    def fill_in(self) -> None:
        """Give all answers their fields."""
        for selection, sources, answers in self._groups:  # grows meanwhile
            memories, failures = self._memories(selection, sources), self._failures
            for field in selection.fields:
                self.hooks.go_on()
                name = field.name
                for each, value in zip(answers, self._values(field, sources, memories), strict=True):
                    each[name] = value
            if selection.whole and memories and self._failures == failures:
                self._keep_wholes(selection, memories, answers)

    def wholes(self, selection: Selection, sources: list[Any]) -> Sequence[Any]:
        """For each source its whole answer where that is kept, or None; none at all where nothing is kept."""
        memories = self._memories(selection, sources) if selection.whole else ()
        if not memories:
            return ()
        key = self._whole_key(selection)
        return [None if memory is None else memory.get(key, None) for memory in memories]

    def failed(self, error: Exception, begun: list[Any] | None = None) -> Failed:
        """What stands for a value that ``error`` took the place of."""
        self.hooks.failed(error)
        self._failures += 1
        return Failed(error, begun)

    def _memories(self, selection: Selection, sources: list[Any]) -> Sequence[Memory | None]:
        """The memories of the sources; none at all where nothing is kept in any."""
        found = self.hooks.memories(sources) if selection.lasts else ()
        return found if any(memory is not None for memory in found) else ()

    def _keep_wholes(
        self, selection: Selection, memories: Sequence[Memory | None], answers: list[dict[str, Any]]
    ) -> None:
        """Keep the answers of which each field is kept."""
        key = self._whole_key(selection)
        parts = [self._key(field) for field in selection.whole]
        for memory, answer in zip(memories, answers, strict=True):
            if memory is not None and all(memory.get(part, CHANGING) is not CHANGING for part in parts):
                memory.keep(key, answer)

    def _whole_key(self, selection: Selection) -> bytes:
        return selection.meaning + b"".join(map(self._told, selection.whole))

    def _key(self, field: Field) -> bytes:
        """Under what the values of a field are kept."""
        return field.meaning + self._told(field)

    def _told(self, field: Field) -> bytes:
        """What the request tells of a field's values, asked once in a run."""
        if field.given is None:
            return b""
        if field.given not in self._given:
            try:
                self._given[field.given] = field.given(self._info(field))
            except Exception as error:
                self.hooks.failed(error)
                raise
        return self._given[field.given]

    def _values(self, field: Field, sources: list[Any], memories: Sequence[Memory | None]) -> list[Any]:
        if field.typename is not None:
            return [field.typename] * len(sources)
        if field.lasting is not None and memories:
            return self._kept(field, sources, memories)
        return self._made(field, sources)

    def _kept(self, field: Field, sources: list[Any], memories: Sequence[Memory | None]) -> list[Any]:
        """The values that are kept; the others are made now, and those of them kept that will last."""
        key = self._key(field)
        values = [_UNKNOWN if memory is None else memory.get(key, _UNKNOWN) for memory in memories]
        if not field.is_leaf:
            for place, memory in enumerate(memories):
                if memory is not None and values[place] is _UNKNOWN:
                    values[place] = alone = self._made_alone(field, sources[place])
                    memory.keep(key, alone)
        lacking = [place for place, value in enumerate(values) if value is _UNKNOWN or value is CHANGING]
        if not lacking:
            return values
        failures = self._failures
        made = self._made(field, [sources[place] for place in lacking])
        keeps = field.is_leaf and self._failures == failures
        for place, value in zip(lacking, made, strict=True):
            values[place], memory = value, memories[place]
            if keeps and memory is not None and field.lasts(sources[place]):
                memory.keep(key, value)
        return values

    def _made_alone(self, field: Field, source: Any) -> Any:
        """The whole value of one object, down to its leaves, if all of it will last; else CHANGING."""
        try:
            return _Alone(self._asked).value(field, source)
        except _Changing:
            return CHANGING

    def _made(self, field: Field, sources: list[Any]) -> list[Any]:
        self.info = self._info(field)
        return field.completer.complete(self, self._resolved(field, sources))

    def _resolved(self, field: Field, sources: list[Any]) -> Sequence[Any]:
        try:
            arguments = field.arguments(self._asked.variables)
        except Exception as error:
            return [self.failed(error) for _ in sources]
        if field.batch is not None:
            try:
                return field.batch(sources, self.info, **arguments)
            except Exception as error:
                self.hooks.failed(error)  # and if there is hope yet, each is asked by itself
        values: list[Any] = []
        resolve, info = field.resolve, self.info
        for count, source in enumerate(sources, start=1):
            if not count % CALLS:
                self.hooks.go_on()
            try:
                values.append(resolve(source, info, **arguments))
            except Exception as error:
                values.append(self.failed(error))
        return values

    def _info(self, field: Field) -> GraphQLResolveInfo:
        asked = self._asked
        return GraphQLResolveInfo(
            field.nodes[0].name.value,
            field.nodes,
            field.definition.type,
            field.parent_type,
            field.path,
            asked.schema,
            asked.fragments,
            asked.root_value,
            asked.operation,
            asked.variables,
            asked.context_value,
            ExecutionContext.is_awaitable,
        )


class _Changing(Exception):
    """Something does not follow from the object alone."""


class _Alone(Run):
    """The run of one field of one object, which ends where it meets what would not last."""

    def value(self, field: Field, source: Any) -> Any:
        """Raises _Changing."""
        if not field.lasts(source):
            raise _Changing
        (value,) = super()._values(field, [source], ())
        self.fill_in()
        return value

    def failed(self, error: Exception, begun: list[Any] | None = None) -> Failed:
        raise _Changing from error

    def _memories(self, selection: Selection, sources: list[Any]) -> Sequence[Memory | None]:
        return ()

    def _values(self, field: Field, sources: list[Any], memories: Sequence[Memory | None]) -> list[Any]:
        if field.typename is None and (field.given or not all(map(field.lasts, sources))):
            raise _Changing
        return super()._values(field, sources, memories)
