"""GraphQL over HTTP, by the specification of that name (graphql.github.io/graphql-over-http), without cookies."""

import json
import re
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from graphql import OperationType

from .errors import Code
from .execution import operation_type, prepared, run
from .privacy import holds_token, keep_private, seal

RESPONSE_JSON = "application/graphql-response+json"
JSON = "application/json"
MAX_BODY = 64 * 1024
_REFUSED = re.compile(r"q=0(\.0*)?")


@dataclass(frozen=True, slots=True)
class Parameters:
    """What a request asks to be run."""

    query: str
    variables: dict[str, Any] | None
    operation_name: str | None


class BadRequest(Exception):
    """A request that holds no operation to run; ``status`` is HTTP's."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


@csrf_exempt
def graphql(request: HttpRequest) -> HttpResponse:
    """Answer one operation; ``Accept`` decides between the two media types of the specification."""
    # Django answers a malformed CSRF cookie with a new one, on any address; nothing here reads it.
    request.META.pop("CSRF_COOKIE_NEEDS_UPDATE", None)
    media_type = _media_type(request.headers.get("Accept", ""))
    try:
        status, answer = _answer(request, _parameters(request), media_type)
    except BadRequest as refusal:
        status = refusal.status
        answer = {"errors": [{"message": refusal.message, "extensions": {"code": Code.BAD_REQUEST.value}}]}
    body = json.dumps(answer, ensure_ascii=False, separators=(",", ":"), default=str)
    response = HttpResponse(body, status=status, content_type=f"{media_type}; charset=utf-8")
    response["Vary"] = "Accept"
    seal(request, response)
    if status == 405:
        response["Allow"] = "GET, POST"
    return response


def _answer(request: HttpRequest, parameters: Parameters, media_type: str) -> tuple[int, dict[str, Any]]:
    refused = 400 if media_type == RESPONSE_JSON else 200
    if holds_token(parameters.query, parameters.variables):
        keep_private(request)
    document, errors = prepared(parameters.query)
    if document is None:
        return refused, {"errors": errors}
    wanted = operation_type(document, parameters.operation_name)
    if request.method == "GET" and wanted not in {None, OperationType.QUERY}:
        raise BadRequest(405, "GET runs queries only; send a mutation by POST.")
    answer = run(document, parameters.variables, parameters.operation_name, request)
    return 200 if "data" in answer else refused, answer


def _parameters(request: HttpRequest) -> Parameters:
    match request.method:
        case "GET":
            values: Any = dict(request.GET.items())
            for name in ("variables", "extensions"):
                if name in values:
                    values[name] = _json(values[name], f"`{name}`")
        case "POST":
            values = _body(request)
        case method:
            raise BadRequest(405, f"{method} is not answered here; send an operation by GET or POST.")
    return _checked(values)


def _body(request: HttpRequest) -> Any:
    if request.content_type != JSON:
        raise BadRequest(415, f"The body is {request.content_type or 'of no type'}; send {JSON}.")
    if request.content_params.get("charset", "utf-8").lower().replace("_", "-") not in {"utf-8", "utf8"}:
        raise BadRequest(415, "The body's charset is not UTF-8; send UTF-8.")
    body = request.read(MAX_BODY + 1)
    if len(body) > MAX_BODY:
        raise BadRequest(413, f"The body is larger than {MAX_BODY} bytes.")
    return _json(body, "The body")


def _json(source: bytes | str, what: str) -> Any:
    try:
        # Decoded here, because `loads` guesses at UTF-16 and UTF-32 too.
        values = json.loads(source if isinstance(source, str) else source.decode("utf-8-sig"))
        # JSON can spell half a surrogate pair, which is no text: neither a database nor an answer can hold it.
        json.dumps(values, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise BadRequest(400, f"{what} is no JSON in UTF-8.") from error
    return values


def _checked(values: Any) -> Parameters:
    if not isinstance(values, dict):
        raise BadRequest(400, 'The body is no JSON object; send {"query": "…"}.')
    query = values.get("query")
    if not isinstance(query, str) or not query.strip():
        raise BadRequest(400, "`query` is missing or no text; it holds the operation to run.")
    for name, kind, called in (
        ("variables", dict, "object"),
        ("operationName", str, "text"),
        ("extensions", dict, "object"),
    ):
        if not isinstance(values.get(name), kind | None):
            raise BadRequest(400, f"`{name}` is no {called}; send one, or leave it out.")
    return Parameters(query, values.get("variables"), values.get("operationName") or None)


def _media_type(accept: str) -> str:
    """The response's media type: the newer one where the client names it with any preference at all."""
    named = (part.lower().replace(" ", "").split(";") for part in accept.split(","))
    wanted = any(kind == RESPONSE_JSON and not any(map(_REFUSED.fullmatch, details)) for kind, *details in named)
    return RESPONSE_JSON if wanted else JSON
