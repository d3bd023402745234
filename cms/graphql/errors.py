"""Errors as clients see them: a message that helps, and a code that stays the same."""

import logging
from enum import StrEnum
from typing import Any

from graphql import GraphQLError, GraphQLSyntaxError

logger = logging.getLogger(__name__)


class Code(StrEnum):
    """The values of ``extensions.code``. The first two are Apollo Server's names for the same cases."""

    PARSE_FAILED = "GRAPHQL_PARSE_FAILED"
    VALIDATION_FAILED = "GRAPHQL_VALIDATION_FAILED"
    BAD_REQUEST = "BAD_REQUEST"
    BAD_USER_INPUT = "BAD_USER_INPUT"
    INTERNAL = "INTERNAL_SERVER_ERROR"


class BadUserInput(GraphQLError):
    """An argument that is well typed and still means nothing."""

    def __init__(self, message: str) -> None:
        super().__init__(message, extensions={"code": Code.BAD_USER_INPUT.value})


def as_dict(error: GraphQLError, default: Code = Code.INTERNAL) -> dict[str, Any]:
    """The response form of ``error``. What went wrong inside is logged and never told."""
    if error.original_error is not None and not isinstance(error.original_error, GraphQLError):
        logger.error("A resolver failed at %s", error.path, exc_info=error.original_error)
        return {**_place(error), "message": "Internal server error", "extensions": {"code": Code.INTERNAL.value}}
    code = Code.PARSE_FAILED if isinstance(error, GraphQLSyntaxError) else default
    extensions = {"code": code.value, **(error.extensions or {})}
    return {**_place(error), "message": error.message, "extensions": extensions}


def _place(error: GraphQLError) -> dict[str, Any]:
    place: dict[str, Any] = {}
    if error.locations:
        place["locations"] = [location.formatted for location in error.locations]
    if error.path is not None:
        place["path"] = error.path
    return place
