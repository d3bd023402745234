"""The way from a request to GraphQL past all that it does not need: sessions, accounts, messages, static files."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from cms.caching.questions import PATHS

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
