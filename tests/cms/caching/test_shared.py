"""Answers that hosts share in Redis, and what becomes of them when Redis hangs or dies."""

import shutil
import signal
import socket
import subprocess
import time

import pytest
import redis

from cms.caching.answers import Answers
from cms.caching.memory import NEVER, Versions
from cms.caching.shared import SharedAnswers, release
from cms.caching.tags import slots_of
from cms.redis_cache import OptionalRedisCache

pytestmark = pytest.mark.skipif(not shutil.which("redis-server"), reason="There is no redis-server on this machine.")

EPOCH = 7


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A Redis of our own that can be stopped: its process and its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["redis-server", "--port", str(port), "--save", "", "--dir", str(tmp_path_factory.mktemp("redis"))]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    with redis.Redis(port=port) as client:
        for _ in range(100):
            try:
                client.ping()
                break
            except redis.ConnectionError:
                time.sleep(0.05)
    yield process, port
    process.kill()
    process.wait()


@pytest.fixture
def store(server, settings, monkeypatch):
    """The cache's alias at that server; gives a client of it."""
    _, port = server
    options = {"socket_connect_timeout": 0.2, "socket_timeout": 0.2}
    place = {"BACKEND": "cms.redis_cache.OptionalRedisCache", "LOCATION": f"redis://127.0.0.1:{port}/0"}
    settings.CACHES = settings.CACHES | {"answers": place | {"OPTIONS": options, "KEY_PREFIX": "answers"}}
    monkeypatch.setattr(OptionalRedisCache, "left_alone_until", 0.0)
    with redis.Redis(port=port) as client:
        client.flushall()
        yield client


@pytest.fixture
def host(site):
    """Makes a host: a layer with a memory of its own."""

    def make(epoch=EPOCH, position=1):
        memory = Versions()
        memory.begin(epoch, position)
        memory.next_expiry = NEVER
        return Answers(site, memory, is_alone=True, others=SharedAnswers()), memory

    return make


@pytest.fixture
def asked(ask):
    return lambda layer, **environ: ask(layer=layer, **environ).body


@pytest.mark.usefixtures("store")
def test_what_one_host_has_computed_the_others_need_not(host, asked, site):
    first, second = host()[0], host()[0]
    assert [asked(first), asked(second), asked(second)] == [b"answer 1"] * 3
    assert site.runs == 1
    assert asked(second, CONTENT_TYPE="text/plain") == b"answer 2"


@pytest.mark.usefixtures("store")
def test_each_host_judges_by_what_it_knows_itself(host, asked):
    (first, _), (second, memory) = host(), host()
    asked(first)
    memory.mark(slots_of(["page.1"]), 2)
    assert asked(second) == b"answer 2"


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("known", [{"epoch": EPOCH + 1}, {"position": 5}])
def test_answer_of_which_a_host_cannot_know_whether_it_is_true_is_refused(host, asked, known):
    asked(host()[0])
    assert asked(host(**known)[0]) == b"answer 2"


def test_what_others_have_written_there_is_no_answer(host, asked, store):
    asked(host()[0])
    (key,) = store.keys()
    for value in (b"garbage", b"12", b"\x80\x05K\x01.", b""):
        store.set(key, value)
        assert asked(host()[0]).startswith(b"answer ")
        assert store.get(key) not in (value, b"answer 1")


@pytest.mark.usefixtures("store")
def test_another_release_or_setting_shares_nothing(host, asked, settings):
    asked(host()[0])
    before = release()
    settings.BASE_URL = "https://elsewhere.example"
    assert release() != before
    assert asked(host()[0]) == b"answer 2"


@pytest.mark.usefixtures("store")
def test_redis_that_hangs_is_waited_for_once_and_nobody_fails(host, asked, server, site, monkeypatch):
    process, _ = server
    first, second = host()[0], host()[0]
    assert asked(first) == b"answer 1"
    pauses = []
    process.send_signal(signal.SIGSTOP)
    try:
        for number in range(5):
            assert asked(second, QUERY_STRING=str(number)).startswith(b"answer ")
            pauses.append(OptionalRedisCache.left_alone_until)
    finally:
        process.send_signal(signal.SIGCONT)
    assert len(set(pauses)) == 1
    assert asked(first) == b"answer 1"
    assert site.runs == 6
    monkeypatch.setattr(OptionalRedisCache, "left_alone_until", 0.0)
    assert asked(host()[0]) == b"answer 1"


@pytest.mark.usefixtures("store")
def test_redis_that_dies_is_not_missed(host, asked, server):
    process, _ = server
    first = host()[0]
    asked(first)
    process.kill()
    process.wait()
    assert [asked(first), asked(host()[0])] == [b"answer 1", b"answer 2"]
