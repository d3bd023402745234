"""Wagtail's REST API v3, for programs that write: nothing of it answers without a token.

Without one it would show whatever is live, also below a draft, past its expiry date or with files that are private.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from wagtail.api.v3.auth import BearerTokenAuth
from wagtail.api.v3.errors import problem_response
from wagtail.api.v3.urls import api

View = Callable[..., HttpResponse]


def api_for_token_holders() -> tuple[list[URLPattern], str, str]:
    """What ``path`` takes to mount the API."""
    patterns, app_name, namespace = api.urls
    for pattern in patterns:
        pattern.callback = by_token(pattern.callback)
    return patterns, app_name, namespace


def by_token(view: View) -> View:
    """``view`` for holders of a token, with answers that no cache stores; 401 for everybody else."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if BearerTokenAuth()(request):
            response = view(request, *args, **kwargs)
        else:
            response = problem_response(status=401, detail="Send `Authorization: Bearer <token>`.")
            response["WWW-Authenticate"] = "Bearer"
        response["Cache-Control"] = "private, no-store"
        return response

    return checked
