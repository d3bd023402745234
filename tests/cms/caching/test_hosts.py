"""Two hosts that share nothing but PostgreSQL and Redis: neither gives old answers for long, whatever fails between."""

import shutil
import signal
import socket
import subprocess
import time
from contextlib import contextmanager

import psycopg
import pytest
import redis
from django.db import connection

from tests.cms.caching.serving import editing, environment, serving
from tests.cms.caching.test_serving import ARTICLES, CONTENT, RENAME, hits, titles

PATIENCE = 30
#: Ends the connections of the followers, which alone read the journal and its entries.
DEAFEN = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute('''
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE '%cms_%'
    ''')
"""


@pytest.fixture(scope="module")
def redis_server(tmp_path_factory):
    """A Redis of our own that can be stopped, and its port."""
    if not shutil.which("redis-server"):
        pytest.skip("There is no redis-server on this machine.")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["redis-server", "--port", str(port), "--save", "", "--dir", str(tmp_path_factory.mktemp("redis"))]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    with redis.Redis(port=port) as client:
        assert eventually(lambda: answers(client))
    yield process, port
    process.kill()
    process.wait()


def answers(client):
    try:
        return client.ping()
    except redis.ConnectionError:
        return False


@pytest.fixture(scope="module")
def told(tmp_path_factory, redis_server, django_db_blocker):
    if connection.vendor != "postgresql":
        pytest.skip("an embedded database has no other host")
    place = f"redis://127.0.0.1:{redis_server[1]}/0"
    folder = tmp_path_factory.mktemp("hosts")
    with django_db_blocker.unblock(), environment(folder, CACHE_URL=place, CONN_MAX_AGE="3600") as told:
        yield told


@pytest.fixture(scope="module")
def hosts(told, tmp_path_factory, edit):
    """A connection to each host; a host has one process with one thread, and so one connection to the database."""
    here, there = told["VERSIONS_DIR"], str(tmp_path_factory.mktemp("there"))
    one = {"workers": 1, "threads": 1}
    with (
        serving(tmp_path_factory.mktemp("log"), told | {"VERSIONS_DIR": here}, **one) as (first,),
        serving(tmp_path_factory.mktemp("log"), told | {"VERSIONS_DIR": there}, **one) as (second,),
    ):
        yield first, second


@pytest.fixture(scope="module")
def edit(told):
    """Edits on the first host."""
    with editing(told) as editor:
        editor(CONTENT)
        yield editor


def eventually(condition):
    until = time.monotonic() + PATIENCE
    while not (held := condition()) and time.monotonic() < until:
        time.sleep(0.02)
    return held


def shows(host, title):
    answer = host.post(ARTICLES)
    assert answer.status == 200
    return titles(answer) == [title]


def test_other_host_hears_of_a_change(hosts, edit):
    first, second = hosts
    for number in range(3):
        for host in hosts:
            host.post(ARTICLES)
        edit(RENAME.format(f"change {number}"))
        assert shows(first, f"change {number}")
        assert eventually(lambda number=number: shows(second, f"change {number}"))
        before = hits(second)
        assert shows(second, f"change {number}")
        assert hits(second) == before + 1


def test_both_hosts_find_what_no_program_of_the_site_has_written(hosts, told):
    with psycopg.connect(told["DATABASE_URL"], autocommit=True) as by_hand:
        by_hand.execute("UPDATE wagtailcore_page SET title = 'by hand' WHERE slug = 'first'")
    for host in hosts:
        assert eventually(lambda host=host: shows(host, "by hand"))


@contextmanager
def nobody_connects(told):
    """Refuses new connections to the database; those that there are remain."""
    server, _, name = told["DATABASE_URL"].rpartition("/")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as administrator:
        administrator.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        try:
            yield
        finally:
            administrator.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')


def test_nothing_kept_is_given_by_a_host_that_has_gone_deaf(hosts, edit, told):
    edit(RENAME.format("heard"))
    for host in hosts:
        assert eventually(lambda host=host: shows(host, "heard"))
    with nobody_connects(told):
        edit(DEAFEN)
        assert eventually(lambda: not serves_from_memory(hosts[1]))
        for number in range(2):
            edit(RENAME.format(f"not heard {number}"))
            before = hits(hosts[1])
            assert all(shows(host, f"not heard {number}") for host in hosts for _ in range(3))
            assert hits(hosts[1]) == before
    for host in hosts:
        assert eventually(lambda host=host: serves_from_memory(host))
        assert shows(host, "not heard 1")


def serves_from_memory(host):
    before = hits(host)
    host.post(ARTICLES)
    return hits(host) > before


def test_neither_host_misses_redis_when_it_hangs_or_dies(hosts, edit, redis_server):
    first, second = hosts
    process, _ = redis_server
    edit(RENAME.format("with Redis"))
    assert shows(first, "with Redis")
    assert eventually(lambda: shows(second, "with Redis"))
    process.send_signal(signal.SIGSTOP)
    try:
        edit(RENAME.format("without Redis"))
        assert shows(first, "without Redis")
        assert eventually(lambda: shows(second, "without Redis"))
    finally:
        process.send_signal(signal.SIGCONT)
    assert eventually(lambda: shows(second, "without Redis"))
    process.kill()
    process.wait()
    edit(RENAME.format("never again"))
    assert shows(first, "never again")
    assert eventually(lambda: shows(second, "never again"))
