"""The least that an application can do for a hit: read the request, answer with as many bytes as its path says."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    environ["wsgi.input"].read()
    body, headers = _answer(environ["PATH_INFO"])
    start_response("200 OK", headers)
    return [body]


@cache
def _answer(path: str) -> tuple[bytes, list[tuple[str, str]]]:
    size = int(path.strip("/") or 0)
    return b"x" * size, [("Content-Type", "application/json"), ("Content-Length", str(size))]
