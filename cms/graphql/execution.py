"""How an operation is run: parsed and validated once, then executed behind the choke point."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from graphql import (
    DocumentNode,
    ExecutionContext,
    ExecutionResult,
    GraphQLError,
    GraphQLObjectType,
    OperationDefinitionNode,
    OperationType,
    execute_sync,
    get_operation_ast,
    parse,
    validate,
)

from .errors import Code, as_dict
from .privacy import holds_token
from .schema import schema
from .visibility import is_admitted, is_public

MAX_TOKENS = 2_000
_KEPT_DOCUMENTS = 500


class PublicExecution(ExecutionContext):
    """Answers null for every row that nobody may see, whatever resolver gave it."""

    def complete_object_value(
        self, return_type: GraphQLObjectType, field_nodes: Any, info: Any, path: Any, result: Any
    ) -> Any:
        if isinstance(result, Model) and not (is_admitted(result) or is_public(result)):
            return None
        return super().complete_object_value(return_type, field_nodes, info, path, result)


def prepared(source: str) -> tuple[DocumentNode | None, tuple[dict[str, Any], ...]]:
    """The document of ``source``, or None and what is wrong with it. One that a token stands in is not remembered."""
    return _prepared.__wrapped__(source) if holds_token(source) else _prepared(source)


@lru_cache(maxsize=_KEPT_DOCUMENTS)
def _prepared(source: str) -> tuple[DocumentNode | None, tuple[dict[str, Any], ...]]:
    try:
        document = parse(source, max_tokens=MAX_TOKENS)
    except GraphQLError as error:
        return None, (as_dict(error, Code.PARSE_FAILED),)
    except RecursionError:
        return None, (
            as_dict(GraphQLError("The operation is nested too deep.", extensions={"code": Code.PARSE_FAILED})),
        )
    errors = validate(schema, document, max_errors=20)
    return (None if errors else document), tuple(as_dict(error, Code.VALIDATION_FAILED) for error in errors)


def operation_type(document: DocumentNode, name: str | None) -> OperationType | None:
    """What kind of operation would run; None where ``name`` names none, or is needed and missing."""
    operation: OperationDefinitionNode | None = get_operation_ast(document, name)
    return operation.operation if operation else None


def run(
    document: DocumentNode, variables: Mapping[str, Any] | None, operation_name: str | None, request: HttpRequest
) -> dict[str, Any]:
    """The response of a valid document: ``data``, and ``errors`` where there are any.

    Without ``data`` where the operation could not begin, as for a variable of the wrong type.
    """
    result: ExecutionResult = execute_sync(
        schema,
        document,
        context_value=request,
        variable_values=dict(variables or {}),
        operation_name=operation_name,
        execution_context_class=PublicExecution,
    )
    errors = result.errors or []
    began = result.data is not None or any(error.path for error in errors)
    response: dict[str, Any] = {"data": result.data} if began else {}
    if errors:
        response["errors"] = [as_dict(error, Code.INTERNAL if began else Code.BAD_USER_INPUT) for error in errors]
    return response
