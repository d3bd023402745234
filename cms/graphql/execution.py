"""How an operation is run: behind the choke point and under the time limits."""

import logging
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.http import HttpRequest
from graphql import (
    DocumentNode,
    ExecutionContext,
    ExecutionResult,
    GraphQLError,
    GraphQLObjectType,
    execute_sync,
)

from cms.metrics import count

from .deadlines import DatabaseAway, Deadline, OutOfTime, failed, limited
from .errors import Code, Refusal, as_dict
from .schema import schema
from .visibility import is_admitted, is_public

logger = logging.getLogger(__name__)

MAX_COERCION_ERRORS = 5
RETRY_SECONDS = 2


class PublicExecution(ExecutionContext):
    """Answers null for every row that nobody may see, whatever resolver gave it, and ends when its time is over."""

    def complete_object_value(
        self, return_type: GraphQLObjectType, field_nodes: Any, info: Any, path: Any, result: Any
    ) -> Any:
        deadline: Deadline = self.context_value.deadline
        deadline.check()
        if isinstance(result, Model) and not (is_admitted(result) or is_public(result)):
            return None
        return super().complete_object_value(return_type, field_nodes, info, path, result)

    def handle_field_error(self, error: GraphQLError, return_type: Any, path: Any) -> None:
        failed(error.original_error)
        super().handle_field_error(error, return_type, path)


def run(
    document: DocumentNode, variables: Mapping[str, Any] | None, operation_name: str | None, request: HttpRequest
) -> dict[str, Any]:
    """The response of a valid document: ``data``, and ``errors`` where there are any.

    Without ``data`` where the operation could not begin, as for a variable of the wrong type. Raises Refusal where it
    took too long, or the database is away.
    """
    try:
        with limited() as deadline:
            request.deadline = deadline
            return _response(_executed(document, variables, operation_name, request))
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
    document: DocumentNode, variables: Mapping[str, Any] | None, operation_name: str | None, request: HttpRequest
) -> ExecutionResult:
    count("operations_total", executor="graphql-core", reason="only one")
    return execute_sync(
        schema,
        document,
        context_value=request,
        variable_values=dict(variables or {}),
        operation_name=operation_name,
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
