"""What clients are told when time runs out, and when the database or the cache is away."""

import socket
import time
from types import SimpleNamespace

import pytest
from django.core.cache import caches
from django.core.cache.backends.base import InvalidCacheBackendError
from django.db import connection
from django.db.utils import InterfaceError, OperationalError

from cms.graphql.schema import schema
from cms.redis_cache import OptionalRedisCache

SITES = "{site {name} menus {totalCount}}"
ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


@pytest.fixture
def site_resolves(monkeypatch):
    """Lets `site` be answered by the function given."""

    def replace(resolve):
        monkeypatch.setattr(schema.query_type.fields["site"], "resolve", lambda root, info, **arguments: resolve())

    return replace


@pytest.fixture
def ask(client):
    return lambda query=SITES: client.get("/graphql/", {"query": query})


def failing(error):
    def resolve():
        raise error

    return resolve


def outcome(response):
    (error,) = response.json()["errors"]
    assert "data" not in response.json()
    return response.status_code, error["extensions"]["code"], response["Retry-After"], response["Cache-Control"]


@pytest.mark.parametrize(
    "error", [OperationalError("could not translate host name db.internal"), InterfaceError("connection closed")]
)
def test_database_that_goes_away_is_told_without_its_name(ask, site_resolves, error):
    site_resolves(failing(error))
    response = ask()
    assert outcome(response) == (503, "SERVICE_UNAVAILABLE", "2", "no-store")
    assert response.json()["errors"][0]["message"] == "The content cannot be read at the moment; try again soon."


def test_database_that_is_away_is_asked_once(ask, site_resolves, monkeypatch):
    calls = []

    def resolve():
        calls.append(1)
        raise OperationalError

    monkeypatch.setattr(schema.query_type.fields["menus"], "resolve", lambda *args, **kwargs: resolve())
    site_resolves(resolve)
    assert ask().status_code == 503
    assert len(calls) == 1


def test_statement_that_takes_too_long_is_ended(ask, site_resolves, settings, db):
    settings.GRAPHQL = settings.GRAPHQL | {"STATEMENT_SECONDS": 0.1}

    def resolve():
        with connection.cursor() as cursor:
            cursor.execute(ENDLESS)

    site_resolves(resolve)
    assert outcome(ask()) == (503, "TIMEOUT", "2", "no-store")


def test_limit_of_statements_is_taken_back(ask, settings, db):
    settings.GRAPHQL = settings.GRAPHQL | {"STATEMENT_SECONDS": 5.0}
    assert "data" in ask().json()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SHOW statement_timeout")
            assert cursor.fetchone() == ("0",)


def test_request_that_takes_too_long_is_ended_before_its_next_statement(ask, site_resolves, settings, db):
    settings.GRAPHQL = settings.GRAPHQL | {"REQUEST_SECONDS": 0.01}
    site_resolves(lambda: time.sleep(0.02))
    assert outcome(ask()) == (503, "TIMEOUT", "2", "no-store")


def test_request_that_takes_too_long_is_ended_before_its_next_object(ask, site_resolves, settings):
    settings.GRAPHQL = settings.GRAPHQL | {"REQUEST_SECONDS": 0.01}

    def resolve():
        time.sleep(0.02)
        return SimpleNamespace(name="شبكات")

    site_resolves(resolve)
    assert outcome(ask("{site {name}}")) == (503, "TIMEOUT", "2", "no-store")


@pytest.fixture
def black_hole():
    """A port that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture
def cache_at(settings, monkeypatch):
    """The settings' cache, at another port of this machine."""
    monkeypatch.setattr(OptionalRedisCache, "left_alone_until", 0.0)

    def place(port):
        options = {"socket_connect_timeout": 0.1, "socket_timeout": 0.1}
        return OptionalRedisCache(f"redis://127.0.0.1:{port}/0", {"OPTIONS": options})

    return place


def test_cache_that_hangs_is_asked_once_and_left_alone(cache_at, black_hole, monkeypatch):
    cache = cache_at(black_hole)
    asked = []
    original = cache._cache.get_client
    monkeypatch.setattr(
        cache._cache, "get_client", lambda *args, **kwargs: asked.append(1) or original(*args, **kwargs)
    )
    assert [cache.get("a"), cache.get("b", 7), cache.get_many(["a"])] == [None, 7, {}]
    assert len(asked) == 1


def test_cache_that_is_away_finds_and_keeps_nothing(cache_at):
    cache = cache_at(1)
    assert cache.add("a", 1) is True
    assert (cache.set("a", 1), cache.touch("a"), cache.delete("a"), cache.has_key("a")) == (None, False, False, False)
    assert (cache.incr("a", 3), cache.set_many({"a": 1}), cache.delete_many(["a"])) == (3, ["a"], None)
    assert cache.get_or_set("a", 5) == 5


def test_clients_are_served_while_the_cache_hangs(cache_at, black_hole, ask, settings, monkeypatch):
    cache = cache_at(black_hole)
    settings.RATE_LIMIT = 1
    monkeypatch.setattr("cms.graphql.throttling.caches", {"counters": cache})
    assert [ask("{__typename}").status_code for _ in range(3)] == [200, 200, 200]


def test_parts_of_the_cache_are_apart():
    for name in ("default", "counters", "operations"):
        caches[name].set("key", name)
    assert [caches[name].get("key") for name in ("default", "counters", "operations")] == [
        "default",
        "counters",
        "operations",
    ]
    with pytest.raises(InvalidCacheBackendError):
        caches["other"]
