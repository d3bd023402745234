"""The way from a request to GraphQL past all that it does not need: sessions, accounts, messages, static files."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.db import close_old_connections
from django.http import HttpRequest, HttpResponse
from django.urls import set_script_prefix

from cms.caching.questions import PATHS, Environ

from .deadlines import give_back


def shortcut(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """A middleware that answers GraphQL itself; those before it have their say."""
    from .view import graphql  # a schema needs all models

    def answered(request: HttpRequest) -> HttpResponse:
        if request.path_info not in PATHS:
            give_back()
            return get_response(request)
        request.get_host()  # refuses hosts that are not ours, as Django's common middleware does
        response = graphql(request)
        response.headers.setdefault("X-Frame-Options", "DENY")
        response.headers.setdefault("Content-Length", str(len(response.content)))
        return response

    return answered


class Handler(WSGIHandler):
    """Django's handler, which sends no signals around a request to GraphQL; what it needs of them is done here."""

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["PATH_INFO"] not in PATHS:
            return super().__call__(environ, start_response)
        close_old_connections()
        request = self.request_class(environ)
        set_script_prefix(request.META["SCRIPT_NAME"])
        response = self.get_response(request)
        start_response(f"{response.status_code} {response.reason_phrase}", [*response.items()])
        return [response.content]
