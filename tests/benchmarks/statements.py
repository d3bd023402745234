"""Counts SQL statements inside a site: `python -m tests.benchmarks.statements MODULE:APPLICATION ENDPOINT`.

Reads a line of JSON for each operation, `[key, first body, second body]`; prints `{key: statements}`. Both are asked,
then the second once more: what that sends on its connection is counted, transactions and settings too.
"""

import json
import sys
from collections.abc import Callable
from importlib import import_module
from io import BytesIO
from typing import Any
from wsgiref.util import setup_testing_defaults


def main() -> None:
    place, _, name = sys.argv[1].partition(":")
    application = getattr(import_module(place), name)
    print(json.dumps(dict(_counted(application, *json.loads(line)) for line in sys.stdin)))


def _counted(application: Callable[..., Any], key: str, first: str, second: str) -> tuple[str, int]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for body in (first, second):
        _post(application, body)
    with CaptureQueriesContext(connection) as statements:
        _post(application, second)
    return key, len(statements)


def _post(application: Callable[..., Any], body: str) -> None:
    raw = body.encode()
    environ: dict[str, Any] = {}
    setup_testing_defaults(environ)
    environ |= {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": sys.argv[2],
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(raw)),
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.input": BytesIO(raw),
    }
    statuses: list[str] = []
    answer = application(environ, lambda status, headers, error=None: statuses.append(status))
    try:
        content = b"".join(answer)
    finally:
        if hasattr(answer, "close"):
            answer.close()
    if statuses != ["200 OK"] or b'"errors"' in content:
        raise SystemExit(f"{statuses}: {content[:2_000]!r}")


if __name__ == "__main__":
    main()
