"""GraphQL over HTTP, by the specification of that name (graphql.github.io/graphql-over-http), without cookies."""

import logging
from typing import Any

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt
from graphql import OperationType

from cms.caching.headers import disclose
from cms.caching.recording import keep_nothing, recording
from cms.negotiation import RESPONSE_JSON, media_type

from . import persisted, throttling
from .documents import prepared
from .errors import STATUS, Code, Refusal
from .execution import run
from .naming import naming
from .privacy import holds_token, is_private, keep_private, seal
from .requests import parameters

logger = logging.getLogger(__name__)

#: Larger than any answer's cost can be told in by JSON's numbers.
_UNTELLABLE = 2**31 - 1


class _Compression(GZipMiddleware):
    # Compressed answers tell by their length what they hold (BREACH), so that only public ones are compressed, and no
    # random bytes need to veil it: the same answer is the same bytes, whatever process made it.
    max_random_bytes = 0


_compressed = _Compression(lambda request: HttpResponse()).process_response


@csrf_exempt
def graphql(request: HttpRequest) -> HttpResponse:
    """Answer one operation; ``Accept`` decides between the two media types of the specification."""
    # Django answers a malformed CSRF cookie with a new one, on any address; nothing here reads it.
    request.META.pop("CSRF_COOKIE_NEEDS_UPDATE", None)
    kind = media_type(request.META.get("HTTP_ACCEPT", ""))
    headers: dict[str, str] = {}
    try:
        with recording() as used:
            status, answer = _answer(request, kind)
    except Refusal as refusal:
        status, answer = _status(refusal.code, kind), refusal.answer()
        if refusal.retry_after is not None:
            headers["Retry-After"] = str(refusal.retry_after)
        if refusal.code is Code.METHOD_NOT_ALLOWED:
            headers["Allow"] = "GET, POST"
    except Exception:
        logger.exception("An operation could not be answered")
        status, answer = 500, Refusal(Code.INTERNAL, "Internal server error").answer()
    if "errors" in answer:
        headers["Cache-Control"] = "no-store"
    body = orjson.dumps(answer, default=str)
    response = HttpResponse(body, status=status, content_type=f"{kind}; charset=utf-8", headers=headers)
    patch_vary_headers(response, ("Accept",))
    seal(request, response)
    if is_private(request):
        return response
    response = _compressed(request, response)
    if status == 200 and "errors" not in answer:
        disclose(request, response, used)
    return response


def _answer(request: HttpRequest, kind: str) -> tuple[int, dict[str, Any]]:
    client = throttling.admitted(request)
    asked = parameters(request)
    if holds_token(asked.query, asked.variables):
        keep_private(request)
    document = prepared(asked.query)
    operation = document.operation(asked.operation_name)
    if request.method == "GET" and operation.node.operation is not OperationType.QUERY:
        raise Refusal(Code.METHOD_NOT_ALLOWED, "GET runs queries only; send a mutation by POST.")
    price = _priced(document.cost(operation, asked.variables))
    if asked.persisted and not holds_token(asked.query):
        persisted.remember(asked.query, asked.persisted)
        keep_nothing()  # a kept answer would not bring the text here again, once another has taken its place
    throttling.charge(client, price["requested"])
    with naming(document.column_names):
        answer = run(operation, asked.variables, request)
    answer["extensions"] = {"cost": price}
    return 200 if "data" in answer else _status(Code.BAD_USER_INPUT, kind), answer


def _priced(requested: int) -> dict[str, int]:
    """What is told about the cost. Raises Refusal where it is beyond the limit."""
    price = {"requested": min(requested, _UNTELLABLE), "limit": settings.GRAPHQL["MAX_COST"]}
    if requested > price["limit"]:
        raise Refusal(
            Code.TOO_COSTLY,
            f"The operation may cost {price['requested']}; the limit is {price['limit']}. Ask for fewer items with "
            "`first`, or for fewer lists inside lists.",
            extensions={"cost": price},
        )
    return price


def _status(code: Code, kind: str) -> int:
    return STATUS.get(code, 400 if kind == RESPONSE_JSON else 200)
