"""Errors as clients see them: a message that helps, and a code that stays the same."""

import logging
from enum import StrEnum
from typing import Any

from django.db.utils import DataError
from graphql import GraphQLError, GraphQLSyntaxError

logger = logging.getLogger(__name__)


class Code(StrEnum):
    """The values of ``extensions.code``. Where Apollo's clients and server have a name for a case, it is theirs."""

    # The operation as such.
    PARSE_FAILED = "GRAPHQL_PARSE_FAILED"
    VALIDATION_FAILED = "GRAPHQL_VALIDATION_FAILED"
    BAD_USER_INPUT = "BAD_USER_INPUT"
    # Its size.
    SOURCE_TOO_LONG = "SOURCE_TOO_LONG"
    TOO_MANY_TOKENS = "TOO_MANY_TOKENS"
    TOO_COMPLEX = "TOO_COMPLEX"
    TOO_DEEP = "TOO_DEEP"
    TOO_MANY_ALIASES = "TOO_MANY_ALIASES"
    TOO_MANY_ROOT_FIELDS = "TOO_MANY_ROOT_FIELDS"
    TOO_MANY_DIRECTIVES = "TOO_MANY_DIRECTIVES"
    TOO_COSTLY = "TOO_COSTLY"
    # Documents known by their hash.
    PERSISTED_NOT_FOUND = "PERSISTED_QUERY_NOT_FOUND"
    PERSISTED_NOT_SUPPORTED = "PERSISTED_QUERY_NOT_SUPPORTED"
    PERSISTED_MISMATCH = "PERSISTED_QUERY_HASH_MISMATCH"
    DOCUMENT_NOT_FOUND = "DOCUMENT_NOT_FOUND"
    DOCUMENT_NOT_TRUSTED = "DOCUMENT_NOT_TRUSTED"
    # The request that carries it.
    BAD_REQUEST = "BAD_REQUEST"
    BATCHING_REFUSED = "BATCHING_REFUSED"
    METHOD_NOT_ALLOWED = "METHOD_NOT_ALLOWED"
    BODY_TOO_LARGE = "BODY_TOO_LARGE"
    UNSUPPORTED_MEDIA_TYPE = "UNSUPPORTED_MEDIA_TYPE"
    RATE_LIMITED = "RATE_LIMITED"
    # The site.
    TIMEOUT = "TIMEOUT"
    UNAVAILABLE = "SERVICE_UNAVAILABLE"
    INTERNAL = "INTERNAL_SERVER_ERROR"


#: Codes with a status of their own, whatever media type the client takes. All others are request errors in a
#: well-formed GraphQL request: 400 as `application/graphql-response+json`, 200 as `application/json`.
STATUS = {
    # Apollo's clients take any other status for a server that knows no persisted queries.
    Code.PERSISTED_NOT_FOUND: 200,
    Code.PERSISTED_NOT_SUPPORTED: 200,
    Code.BAD_REQUEST: 400,
    Code.BATCHING_REFUSED: 400,
    Code.DOCUMENT_NOT_TRUSTED: 403,
    Code.METHOD_NOT_ALLOWED: 405,
    Code.BODY_TOO_LARGE: 413,
    Code.UNSUPPORTED_MEDIA_TYPE: 415,
    Code.RATE_LIMITED: 429,
    Code.INTERNAL: 500,
    Code.TIMEOUT: 503,
    Code.UNAVAILABLE: 503,
}


class Refusal(Exception):
    """A request that gets no data. ``retry_after`` is in seconds; ``extensions`` are those of the whole response."""

    def __init__(
        self,
        code: Code,
        message: str,
        *,
        errors: tuple[dict[str, Any], ...] = (),
        extensions: dict[str, Any] | None = None,
        retry_after: int | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.errors = errors or ({"message": message, "extensions": {"code": code.value}},)
        self.extensions = extensions
        self.retry_after = retry_after

    def answer(self) -> dict[str, Any]:
        """The response's body."""
        answer: dict[str, Any] = {"errors": list(self.errors)}
        return answer | {"extensions": self.extensions} if self.extensions else answer


class BadUserInput(GraphQLError):
    """An argument that is well typed and still means nothing."""

    def __init__(self, message: str) -> None:
        super().__init__(message, extensions={"code": Code.BAD_USER_INPUT.value})


def as_dict(error: GraphQLError, default: Code = Code.INTERNAL) -> dict[str, Any]:
    """The response form of ``error``. What went wrong inside is logged and never told."""
    cause = error.original_error
    if isinstance(cause, DataError) or (cause is not None and error.path is None and not _is_told(cause)):
        message = "A value is of the right kind and cannot be used here: too long, too large or not printable."
        return {**_place(error), "message": message, "extensions": {"code": Code.BAD_USER_INPUT.value}}
    if cause is not None and not _is_told(cause):
        logger.error("A resolver failed at %s", error.path, exc_info=cause)
        return {**_place(error), "message": "Internal server error", "extensions": {"code": Code.INTERNAL.value}}
    code = Code.PARSE_FAILED if isinstance(error, GraphQLSyntaxError) else default
    extensions = {"code": code.value, **(error.extensions or {})}
    return {**_place(error), "message": error.message, "extensions": extensions}


def _is_told(cause: Exception) -> bool:
    """Whether the text of ``cause`` was written for clients."""
    return isinstance(cause, GraphQLError)


def _place(error: GraphQLError) -> dict[str, Any]:
    place: dict[str, Any] = {}
    if error.locations:
        place["locations"] = [location.formatted for location in error.locations]
    if error.path is not None:
        place["path"] = error.path
    return place
