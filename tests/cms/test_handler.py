"""The handler that serves: GraphQL past the signals around a request, and all else as Django has it."""

from io import BytesIO

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import connection

from cms.graphql.shortcut import Handler

TYPENAME = b'{"query": "{__typename}"}'


def ask(handler, path="/graphql/", body=TYPENAME, **more):
    """Status line, headers and body."""
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": path,
        "SCRIPT_NAME": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "HTTP_HOST": "localhost",
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": BytesIO(body),
        "wsgi.url_scheme": "http",
        **more,
    }
    told = []
    response = handler(environ, lambda *begun: told.extend(begun))
    content = b"".join(response)
    getattr(response, "close", lambda: None)()
    return told[0], dict(told[1]), content


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"REQUEST_METHOD": "GET", "QUERY_STRING": "query={__typename}", "body": b""},
        {"REQUEST_METHOD": "PUT"},
        {"body": b"{"},
        {"HTTP_HOST": "not a host"},
        {"path": "/graphql"},
        {"SCRIPT_NAME": "/below"},
        {"path": "/sitemap"},
    ],
    ids=str,
)
def test_it_answers_as_djangos_own_does(db, asked):
    assert ask(Handler(), **asked) == ask(WSGIHandler(), **asked)


def test_only_other_requests_send_signals(db):
    sent = []
    signals = request_started, request_finished

    def note(signal, **kwargs):
        sent.append(signal)

    for signal in signals:
        signal.connect(note)
    try:
        ask(Handler())
        assert sent == []
        ask(Handler(), path="/sitemap")
        assert sent == [*signals]
    finally:
        for signal in signals:
            signal.disconnect(note)


def test_a_broken_connection_is_given_up_before_the_next_request(committing):
    query = b'{"query": "{articles {nodes {title}}}"}'
    status, _headers, known = ask(Handler(), body=query)
    assert status == "200 OK"
    if connection.vendor == "sqlite":
        pytest.skip("SQLite's connection does not break")
    connection.connection.close()
    connection.errors_occurred = True  # as whoever met the error leaves it
    assert ask(Handler(), body=query)[2] == known


def test_addresses_begin_where_the_site_stands(db):
    from django.urls import reverse, set_script_prefix

    try:
        ask(Handler(), SCRIPT_NAME="/below")
        assert reverse("graphql") == "/below/graphql/"
    finally:
        set_script_prefix("/")
