"""Answers to a preview token are for nobody else: no cache keeps them, and none keeps the token."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse

from snippets.models.preview_token import TOKEN


def holds_token(*texts: Any) -> bool:
    """Whether a token stands in any of ``texts`` or, for values as JSON has them, inside any of them."""
    return any(TOKEN.search(text if isinstance(text, str) else json.dumps(text)) for text in texts if text)


def keep_private(request: HttpRequest) -> None:
    """Note that the answer to ``request`` is for its sender alone."""
    request._is_private = True


def is_private(request: HttpRequest) -> bool:
    """Whether the answer is for its sender alone."""
    return getattr(request, "_is_private", False) or holds_token(request.META.get("QUERY_STRING"))


def seal(request: HttpRequest, response: HttpResponse) -> None:
    """Forbid every cache to store the answer to a request that carries a token, whatever came of it."""
    if is_private(request):
        response["Cache-Control"] = "private, no-store"
