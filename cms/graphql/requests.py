"""What an HTTP request asks to be run, by the specification of GraphQL over HTTP."""

import json
from dataclasses import dataclass
from typing import Any, NoReturn

from django.conf import settings
from django.http import HttpRequest

from . import persisted
from .errors import Code, Refusal

JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Parameters:
    """A well-formed request; ``persisted`` is the hash under which the client wants the text to be kept."""

    query: str
    variables: dict[str, Any]
    operation_name: str | None
    persisted: str | None = None


def parameters(request: HttpRequest) -> Parameters:
    """Read ``request``. Raises Refusal for what is not a request of GraphQL over HTTP."""
    match request.method:
        case "GET":
            values: Any = {name: value for name, value in request.GET.items() if value}
            for name in ("variables", "extensions"):
                if name in values:
                    values[name] = _json(values[name], f"`{name}`")
        case "POST":
            values = _body(request)
        case method:
            raise Refusal(Code.METHOD_NOT_ALLOWED, f"{method} is not answered here; send an operation by GET or POST.")
    return _checked(values)


def _body(request: HttpRequest) -> Any:
    if request.content_type != JSON:
        given = request.content_type or "of no type"
        raise Refusal(Code.UNSUPPORTED_MEDIA_TYPE, f"The body is {given}; send {JSON}.")
    if request.content_params.get("charset", "utf-8").lower().replace("_", "-") not in {"utf-8", "utf8"}:
        raise Refusal(Code.UNSUPPORTED_MEDIA_TYPE, "The body's charset is not UTF-8; send UTF-8.")
    if request.META.get("HTTP_CONTENT_ENCODING", "identity").lower() != "identity":
        raise Refusal(Code.UNSUPPORTED_MEDIA_TYPE, "The body is compressed; send it as it is.")
    limit = settings.GRAPHQL["MAX_BODY"]
    body = request.read(limit + 1)
    if len(body) > limit:
        raise Refusal(Code.BODY_TOO_LARGE, f"The body is larger than {limit} bytes, which is the limit.")
    return _json(body, "The body")


def _json(source: bytes | str, what: str) -> Any:
    try:
        # Decoded here, because `loads` guesses at UTF-16 and UTF-32 too.
        text = source if isinstance(source, str) else source.decode("utf-8-sig")
        values = json.loads(text, parse_constant=_no_number)
        if "\\u" in text:
            # JSON can spell half a surrogate pair, which is no text: neither a database nor an answer can hold it.
            json.dumps(values, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise Refusal(Code.BAD_REQUEST, f"{what} is no JSON in UTF-8.") from error
    return values


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def _checked(values: Any) -> Parameters:
    if isinstance(values, list):
        raise Refusal(
            Code.BATCHING_REFUSED, "The body is a list; operations are not taken in batches, send one in each request."
        )
    if not isinstance(values, dict):
        raise Refusal(Code.BAD_REQUEST, 'The body is no JSON object; send {"query": "…"}.')
    for name, kind, called in (
        ("query", str, "text"),
        ("documentId", str, "text"),
        ("variables", dict, "object"),
        ("operationName", str, "text"),
        ("extensions", dict, "object"),
    ):
        if not isinstance(values.get(name), kind | None):
            raise Refusal(Code.BAD_REQUEST, f"`{name}` is no {called}; send one, or leave it out.")
    query, digest = _source(values)
    return Parameters(query, values.get("variables") or {}, values.get("operationName") or None, digest)


def _source(values: dict[str, Any]) -> tuple[str, str | None]:
    """The text to run, and the hash under which to keep it."""
    query, document_id = values.get("query") or None, values.get("documentId") or None
    extension = (values.get("extensions") or {}).get("persistedQuery")
    if document_id:
        if query:
            raise Refusal(Code.BAD_REQUEST, "Send `documentId` or `query`, not both.")
        return persisted.known(document_id), None
    digest = persisted.named(extension) if extension is not None else None
    if digest and not query:
        return persisted.recalled(digest), None
    if query is None or not query.strip():
        raise Refusal(Code.BAD_REQUEST, "`query` is missing or empty; it holds the operation to run.")
    if digest:
        persisted.agree(query, digest)
    persisted.admit(query)
    return query, digest
