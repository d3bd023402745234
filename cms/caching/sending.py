"""One request to a cache in front of the site: it has forgotten, or there is a reason that may be shown."""

import http.client
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPResponse
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, build_opener
from urllib.request import Request as HttpRequest

from .targets import Answer, Target

#: Seconds for connecting, and for each wait for what follows.
PATIENCE = 5.0
#: Bytes of an answer's body that are read.
ENOUGH = 4_096


class Undelivered(Exception):
    """The cache has not, or not surely, forgotten. The message holds no secret; ``pause`` is in seconds."""

    def __init__(self, reason: str, pause: float | None = None) -> None:
        super().__init__(reason)
        self.pause = pause


class _NoRedirects(HTTPRedirectHandler):
    """A redirect is an answer like others: whoever follows it asks for a page and purges nothing."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


_opener = build_opener(_NoRedirects)


def send(target: Target, tags: Sequence[str]) -> None:
    """Make ``target`` forget what carries one of ``tags``; raises ``Undelivered``."""
    request = target.request(tags)
    asked = HttpRequest(request.url, request.body, request.headers, method=request.method)
    pause = None
    try:
        try:
            response: HTTPResponse = _opener.open(asked, timeout=PATIENCE)
        except HTTPError as refusal:
            pause = _pause(refusal.headers.get("Retry-After"))
            with refusal:
                answer = Answer(refusal.code, str(refusal.reason), refusal.read(ENOUGH))
        else:
            with response:
                answer = Answer(response.status, response.reason, response.read(ENOUGH))
    except (OSError, http.client.HTTPException) as error:  # URLError and TimeoutError are OSErrors
        raise Undelivered(_said(error)) from None
    if not target.confirmed(answer):
        raise Undelivered(f"answered {answer.status} {answer.reason}"[:200], pause)


def _said(error: Exception) -> str:
    """The error's kind, and what the operating system says about it; never a part of the request."""
    cause = getattr(error, "reason", error)
    told = getattr(cause, "strerror", None) or ""
    return f"{type(cause).__name__ if isinstance(cause, Exception) else type(error).__name__} {told}".strip()


def _pause(retry_after: str | None) -> float | None:
    """Seconds until the moment that Retry-After names, as a number or as a date."""
    if not retry_after:
        return None
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        moment = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    return max(0.0, (moment.astimezone(UTC) - datetime.now(UTC)).total_seconds())
