"""Operations and their plans, which are made once for each combination of what their directives ask for."""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from threading import Lock
from typing import Any

from graphql import (
    DocumentNode,
    ExecutionResult,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    execute_sync,
    get_variable_values,
)
from graphql.execution.execute import SELECTIONS_NESTED_TOO_DEEPLY

from .hooks import Hooks
from .running import Asked, Run
from .selections import NotCovered, Plan, deciding_variables

#: Plans of one operation that are kept.
MAX_PLANS = 16


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
        try:
            plan = self.plan(coerced)
        except GraphQLError as error:
            return ExecutionResult(None, [error])
        asked = Asked(self.schema, self.fragments, self.node, coerced, root_value, context_value, hooks or Hooks())
        return Run(asked).result(plan)


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
