"""How an operation is run: behind the choke point and under the time limits."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from graphql import (
    ExecutionContext,
    ExecutionResult,
    GraphQLError,
    GraphQLObjectType,
    execute_sync,
)

from cms.metrics import count, counter

from .deadlines import DatabaseAway, Deadline, OutOfTime, failed, limited
from .documents import MAX_COERCION_ERRORS
from .errors import Code, Refusal, as_dict
from .memories import Memory, memories_of
from .plan import Hooks, NotCovered, Operation
from .visibility import may_be_held

logger = logging.getLogger(__name__)

RETRY_SECONDS = 2

_PLANNED = counter("operations_total", executor="plan", reason="")


class PublicHooks(Hooks):
    """Null for every row that nobody may see, whatever resolver gave it, and an end when the time is over."""

    def __init__(self, deadline: Deadline) -> None:
        self._deadline = deadline

    def admitted(self, objects: Sequence[Any]) -> Sequence[bool]:
        return may_be_held(objects)

    def memories(self, objects: Sequence[Any]) -> Sequence[Memory | None]:
        return memories_of(objects) if settings.ROW_CACHE_BYTES else ()

    def go_on(self) -> None:
        self._deadline.check()

    def failed(self, error: Exception) -> None:
        failed(error)

    def not_covered(self, reason: str) -> None:
        logger.info("graphql-core runs an operation: %s", reason)
        count("operations_total", executor="graphql-core", reason=reason)


class PublicExecution(ExecutionContext):
    """The same for what graphql-core runs."""

    def complete_object_value(
        self, return_type: GraphQLObjectType, field_nodes: Any, info: Any, path: Any, result: Any
    ) -> Any:
        self.context_value.deadline.check()
        return (
            super().complete_object_value(return_type, field_nodes, info, path, result)
            if all(may_be_held([result]))
            else None
        )

    def handle_field_error(self, error: GraphQLError, return_type: Any, path: Any) -> None:
        failed(error.original_error)
        super().handle_field_error(error, return_type, path)


def run(operation: Operation, variables: Mapping[str, Any] | None, request: HttpRequest) -> dict[str, Any]:
    """The response of a valid operation: ``data``, and ``errors`` where there are any.

    Without ``data`` where the operation could not begin, as for a variable of the wrong type. Raises Refusal where it
    took too long, or the database is away.
    """
    try:
        with limited() as deadline:
            request.deadline = deadline
            return _response(_executed(operation, variables or {}, request, PublicHooks(deadline)))
    except OutOfTime as end:
        logger.warning("An operation was given up: it took too long", exc_info=end.__cause__)
        raise Refusal(
            Code.TIMEOUT, "The operation took too long; ask for less at once.", retry_after=RETRY_SECONDS
        ) from None
    except DatabaseAway as end:
        logger.error("An operation was given up: no database", exc_info=end.__cause__)
        raise Refusal(
            Code.UNAVAILABLE, "The content cannot be read at the moment; try again soon.", retry_after=RETRY_SECONDS
        ) from None


def _executed(
    operation: Operation, variables: Mapping[str, Any], request: HttpRequest, hooks: Hooks
) -> ExecutionResult:
    try:
        result = operation.run(variables, context_value=request, hooks=hooks)
        _PLANNED.add()
        return result
    except NotCovered as reason:
        hooks.not_covered(str(reason))
        return run_by_graphql_core(operation, variables, request)


def run_by_graphql_core(operation: Operation, variables: Mapping[str, Any], request: HttpRequest) -> ExecutionResult:
    """The result as the reference implementation has it."""
    return execute_sync(
        operation.schema,
        operation.document,
        context_value=request,
        variable_values=dict(variables),
        operation_name=operation.name,
        execution_context_class=PublicExecution,
        max_coercion_errors=MAX_COERCION_ERRORS,
        hide_suggestions=not settings.GRAPHQL["INTROSPECTION"],
    )


def _response(result: ExecutionResult) -> dict[str, Any]:
    errors = result.errors or []
    began = result.data is not None or any(error.path for error in errors)
    response: dict[str, Any] = {"data": result.data} if began else {}
    if errors:
        response["errors"] = [as_dict(error, Code.INTERNAL if began else Code.BAD_USER_INPUT) for error in errors]
    return response
