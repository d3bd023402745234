"""Limits that a serving process leaves on its connections: for the API alone, and not set again for each request."""

import pytest
from django.db import connection, connections

from cms.graphql import deadlines

pytestmark = [
    pytest.mark.usefixtures("committing"),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no limits of its own"),
]


@pytest.fixture
def kept(monkeypatch, settings):
    settings.GRAPHQL = settings.GRAPHQL | {"STATEMENT_SECONDS": 7.0}
    monkeypatch.setattr(deadlines._Process, "keeps_limits", True)
    yield
    deadlines.give_back()


def limit() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        return cursor.fetchone()[0]


@pytest.mark.usefixtures("kept")
def test_limits_stay_for_the_next_operation_and_are_gone_for_every_other_request(graphql, client):
    graphql("{articles {totalCount}}")
    assert limit() == "7s"
    client.get("/")
    assert limit() == "0"
    graphql("{articles {totalCount}}")
    assert limit() == "7s"


@pytest.mark.usefixtures("kept")
def test_a_connection_that_answered_just_now_is_not_asked_whether_it_is_alive(graphql, monkeypatch):
    asked = []
    monkeypatch.setattr(type(connections["default"]), "is_usable", lambda self: asked.append(1) or True)
    connection.health_check_enabled = True

    def ask():
        connection.health_check_done = False
        graphql("{articles {totalCount}}")

    ask()
    asked.clear()
    ask()
    assert asked == []
    deadlines._thread.answered -= deadlines._ALIVE_SECONDS
    ask()
    assert asked == [1]


@pytest.mark.usefixtures("kept")
def test_an_operation_that_sends_nothing_says_nothing_of_the_connection(graphql):
    before = deadlines._thread.answered
    graphql("{__typename}")
    assert deadlines._thread.answered == before
