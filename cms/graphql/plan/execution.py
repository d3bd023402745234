"""Running a plan: level by level, each field of a level for all its objects at once."""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from threading import Lock
from typing import Any

from graphql import (
    DocumentNode,
    ExecutionContext,
    ExecutionResult,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLResolveInfo,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    execute_sync,
    get_variable_values,
)
from graphql.execution.execute import SELECTIONS_NESTED_TOO_DEEPLY

from .completion import Failed
from .selections import Field, NotCovered, Plan, Selection, deciding_variables
from .settling import Settling

#: Plans of one operation that are kept: it has one for each combination of what its directives ask for.
MAX_PLANS = 16
#: Calls of an ordinary resolver between two looks at the clock.
CALLS = 50


class Hooks:
    """What the site has to say while an operation runs. As it stands: nothing."""

    def admitted(self, objects: Sequence[Any]) -> Sequence[bool]:
        """For each object whether the answer may hold it; null takes the place of those that it may not."""
        return [True] * len(objects)

    def go_on(self) -> None:
        """Called again and again; raises what ends the run, no Exception."""

    def failed(self, error: Exception) -> None:
        """Told of every failure; raises, as ``go_on`` does, where nothing else will work either."""

    def not_covered(self, reason: str) -> None:
        """Told why graphql-core runs the operation instead."""


class Operation:
    """One operation of a valid document, its plans kept. The last two arguments say what errors of variables tell."""

    def __init__(
        self,
        schema: GraphQLSchema,
        document: DocumentNode,
        node: OperationDefinitionNode,
        *,
        max_coercion_errors: int = 50,
        hide_suggestions: bool = False,
    ) -> None:
        self.schema = schema
        self.document = document
        self.node = node
        self._told: dict[str, Any] = {"max_errors": max_coercion_errors, "hide_suggestions": hide_suggestions}
        self.fragments = {
            definition.name.value: definition
            for definition in document.definitions
            if isinstance(definition, FragmentDefinitionNode)
        }
        self._deciding = sorted(deciding_variables([node, *self.fragments.values()]))
        self._plans: OrderedDict[tuple[Any, ...], Plan] = OrderedDict()
        self._lock = Lock()

    @property
    def name(self) -> str | None:
        return self.node.name.value if self.node.name else None

    def plan(self, variables: Mapping[str, Any]) -> Plan:
        """The plan for these coerced variables. Raises NotCovered, and GraphQLError where it cannot be decided."""
        key = tuple(variables.get(name, "absent") for name in self._deciding)
        with self._lock:
            if key in self._plans:
                self._plans.move_to_end(key)
                return self._plans[key]
        if self.node.operation is not OperationType.QUERY or self.schema.query_type is None:
            raise NotCovered(self.node.operation.value)
        conditions = {name: variables[name] for name in self._deciding if name in variables}
        try:
            made = Plan(self.schema, self.fragments, self.schema.query_type, self.node.selection_set, conditions)
        except RecursionError:
            raise GraphQLError(SELECTIONS_NESTED_TOO_DEEPLY, self.node) from None
        with self._lock:
            self._plans[key] = made
            if len(self._plans) > MAX_PLANS:
                self._plans.popitem(last=False)
        return made

    def run(
        self,
        variables: Mapping[str, Any],
        *,
        root_value: Any = None,
        context_value: Any = None,
        hooks: Hooks | None = None,
    ) -> ExecutionResult:
        """The result for ``variables`` as the client sent them. Raises NotCovered."""
        coerced = get_variable_values(self.schema, self.node.variable_definitions, dict(variables), **self._told)
        if isinstance(coerced, list):
            return ExecutionResult(None, coerced)
        run = Run(self, coerced, root_value, context_value, hooks or Hooks())
        return run.result()


class Run:
    """One run of an operation: the groups of objects that are still to be filled in, the nearest to the root first."""

    def __init__(
        self, operation: Operation, variables: dict[str, Any], root_value: Any, context_value: Any, hooks: Hooks
    ) -> None:
        self.hooks = hooks
        self.info: Any = None
        self._operation = operation
        self._variables = variables
        self._root_value = root_value
        self._context_value = context_value
        self._groups: list[tuple[Selection, list[Any], list[dict[str, Any]]]] = []
        self._has_failed = False

    def result(self) -> ExecutionResult:
        """Raises NotCovered."""
        try:
            plan = self._operation.plan(self._variables)
        except GraphQLError as error:
            return ExecutionResult(None, [error])
        answer: dict[str, Any] = {}
        self.enter(plan.root, [self._root_value], [answer])
        for selection, sources, answers in self._groups:  # grows meanwhile
            for field in selection.fields:
                self.hooks.go_on()
                name = field.name
                for each, value in zip(answers, self._values(field, sources), strict=True):
                    each[name] = value
        if not self._has_failed:
            return ExecutionResult(answer, None)
        settling = Settling({id(each): selection for selection, _, answers in self._groups for each in answers})
        data = settling.settle(answer)
        return ExecutionContext.build_response(data, settling.errors)

    def enter(self, selection: Selection, sources: list[Any], answers: list[dict[str, Any]]) -> None:
        """Let ``answers`` be filled in from ``sources``, once the levels above are."""
        self._groups.append((selection, sources, answers))

    def failed(self, error: Exception, begun: list[Any] | None = None) -> Failed:
        self.hooks.failed(error)
        self._has_failed = True
        return Failed(error, begun)

    def _values(self, field: Field, sources: list[Any]) -> list[Any]:
        if field.typename is not None:
            return [field.typename] * len(sources)
        self.info = self._info(field)
        return field.completer.complete(self, self._resolved(field, sources))

    def _resolved(self, field: Field, sources: list[Any]) -> Sequence[Any]:
        try:
            arguments = field.arguments(self._variables)
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
        operation = self._operation
        return GraphQLResolveInfo(
            field.nodes[0].name.value,
            field.nodes,
            field.definition.type,
            field.parent_type,
            field.path,
            operation.schema,
            operation.fragments,
            self._root_value,
            operation.node,
            self._variables,
            self._context_value,
            ExecutionContext.is_awaitable,
        )


def execute(  # noqa: PLR0913  the arguments of graphql-core's own
    schema: GraphQLSchema,
    document: DocumentNode,
    *,
    root_value: Any = None,
    context_value: Any = None,
    variable_values: dict[str, Any] | None = None,
    operation_name: str | None = None,
    max_coercion_errors: int = 50,
    hide_suggestions: bool = False,
    hooks: Hooks | None = None,
    instead: Callable[..., ExecutionResult] = execute_sync,
) -> ExecutionResult:
    """Run one operation of a valid ``document``, as graphql-core's ``execute_sync`` does; ``instead`` runs the rest."""
    hooks = hooks or Hooks()
    values: dict[str, Any] = {"root_value": root_value, "context_value": context_value}
    told: dict[str, Any] = {"max_coercion_errors": max_coercion_errors, "hide_suggestions": hide_suggestions}
    node = _only(document, operation_name)
    try:
        if node is None:
            raise NotCovered("no single operation of that name")
        return Operation(schema, document, node, **told).run(variable_values or {}, hooks=hooks, **values)
    except NotCovered as reason:
        hooks.not_covered(str(reason))
        return instead(
            schema, document, variable_values=variable_values, operation_name=operation_name, **values, **told
        )


def _only(document: DocumentNode, name: str | None) -> OperationDefinitionNode | None:
    operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    named = operations if name is None else [node for node in operations if node.name and node.name.value == name]
    return named[-1] if named and (name is not None or len(named) == 1) else None
