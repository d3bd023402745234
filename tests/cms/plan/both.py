"""One operation through graphql-core's executor and through the planned one, and what their answers must share."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from graphql import DocumentNode, ExecutionResult, GraphQLError, GraphQLSchema, execute_sync, parse

from cms.graphql.plan import execute

#: Where an object lies in memory, as Python's own texts of objects say.
_ADDRESS = re.compile(r" at 0x[0-9a-f]+")
Executor = Callable[..., ExecutionResult]


class Kept(dict[bytes, Any]):
    """A memory without bounds. What it holds is broken by whoever changes it."""

    keep = dict.__setitem__


@dataclass(frozen=True, slots=True)
class Outcome:
    """All of an execution that a client or a caller can tell, in a form that compares exactly.

    ``data`` is written out, so that the order of keys counts and ``1``, ``1.0`` and ``True`` are three values.
    """

    data: str
    errors: tuple[str, ...]
    raised: str = ""


def outcome(executor: Executor, schema: GraphQLSchema, document: DocumentNode, **options: Any) -> Outcome:
    """What ``executor`` makes of the operation."""
    try:
        result = executor(schema, document, **options)
    except Exception as error:
        return Outcome("", (), f"{type(error).__name__}: {error}")
    return described(result)


def described(result: ExecutionResult) -> Outcome:
    assert result.extensions is None
    assert result.errors is None or result.errors, "no error is None, not an empty list"
    return Outcome(_ADDRESS.sub("", repr(result.data)), tuple(map(_told, result.errors or ())))


def _told(error: GraphQLError) -> str:
    """An error with all that the view and clients read of it."""
    nodes = [(node.kind, node.loc and (node.loc.start, node.loc.end)) for node in error.nodes or ()]
    cause = error.original_error
    told = (
        f"{type(error).__name__} {error.message!r} path={error.path!r} locations={error.locations!r} "
        f"extensions={error.extensions!r} nodes={nodes} positions={error.positions!r} "
        f"cause={type(cause).__name__}({getattr(cause, 'message', cause)})"
    )
    return _ADDRESS.sub("", told)


def answer(schema: GraphQLSchema, text: str | DocumentNode, **options: Any) -> tuple[Any, list[dict[str, Any]]]:
    """Data and errors of the planned executor in the form that clients get, found to be graphql-core's as well.

    A function ``root`` makes the root value anew for each executor; a ``root_value`` is used by both.
    """
    document = parse(text) if isinstance(text, str) else text
    root = options.pop("root", None)
    expected, result = (
        executor(schema, document, **options, **({"root_value": root()} if root else {}))
        for executor in (execute_sync, execute)
    )
    assert described(result) == described(expected), f"expected {described(expected)}\n     got {described(result)}"
    return result.data, [dict(error.formatted) for error in result.errors or ()]
