"""Which caches may stand in PURGE_TARGETS, and what each of them is told."""

import socket
from contextlib import suppress
from threading import Thread
from urllib.parse import urlsplit

import pytest
from django.core.exceptions import ImproperlyConfigured

from cms.caching import sending
from cms.caching.sending import Undelivered, send
from cms.caching.targets import Cloudflare, Fastly, Nginx, Varnish, configured_targets

from .fake_caches import ZONE, FakeCache, cloudflare, fastly, nginx, reply

SECRET = "hunter2-hunter2"


@pytest.fixture
def cache():
    with FakeCache() as cache:
        yield cache


@pytest.fixture(autouse=True)
def _tokens(settings):
    settings.CLOUDFLARE_TOKEN = settings.FASTLY_TOKEN = "a-token"


def only(settings, address):
    settings.PURGE_TARGETS = [address]
    (target,) = configured_targets()
    return target


def test_no_target_is_no_fault(settings):
    settings.PURGE_TARGETS = []
    assert configured_targets() == ()


def test_each_kind_of_cache_is_told_as_its_maker_says(settings, cache):
    settings.PURGE_TARGETS = [f"varnish+{cache.url}", f"nginx+{cache.url}/purge/graphql/"]
    first, second = configured_targets()
    send(first, ["page.1", "platform.2"])
    cache.answers = nginx
    send(second, ["page.1", "platform.2"])
    cache.answers = cloudflare
    send(Cloudflare("cloudflare", ZONE, "a-token", cache.url), ["page.1", "platform.2"])
    cache.answers = fastly
    send(Fastly("fastly", "Abc123", "a-token", cache.url), ["page.1", "platform.2"])
    assert [(asked.method, asked.path) for asked in cache.asked] == [
        ("BAN", "/"),
        ("DELETE", "/purge/graphql/"),
        ("POST", f"/zones/{ZONE}/purge_cache"),
        ("POST", "/service/Abc123/purge"),
    ]
    ban, delete, zone, service = cache.asked
    assert ban.tags == zone.tags == service.tags == ["page.1", "platform.2"]
    assert delete.body == ban.body == b""
    assert zone.headers["Content-Type"] == service.headers["Content-Type"] == "application/json"


def test_ids_and_makers_addresses_come_from_the_setting(settings):
    assert only(settings, f"cloudflare://{ZONE}").request(["a"]).url == (
        f"https://api.cloudflare.com/client/v4/zones/{ZONE}/purge_cache"
    )
    assert only(settings, "fastly://SU1Z0isxPaozGVKXdv0eY").request(["a"]).url == (
        "https://api.fastly.com/service/SU1Z0isxPaozGVKXdv0eY/purge"
    )
    assert only(settings, "varnish+https://varnish.example:6443").request(["a"]).url == "https://varnish.example:6443/"
    assert isinstance(only(settings, "varnish+http://[::1]:80"), Varnish)
    assert isinstance(only(settings, "nginx+https://nginx.example/purge/"), Nginx)


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("http://varnish", "is none of the caches"),
        ("varnish:80", "is none of the caches"),
        ("", "is none of the caches"),
        ("varnish+http://", "names no host"),
        ("varnish+http://varnish:port", "is no address"),
        ("varnish+http://varnish/graphql/", "has a path"),
        ("nginx+http://nginx", "lacks the path"),
        ("nginx+http://nginx/purge", "lacks the path"),
        (f"varnish+http://user:{SECRET}@varnish", "has a user"),
        (f"varnish+http://user:pass:{SECRET}", "is no address"),
        (f"cloudflare://{ZONE}?token={SECRET}", "has a user, a query"),
        (f"cloudflare://{SECRET}", "lacks the zone's id"),
        (f"cloudflare://{ZONE}/{SECRET}", "lacks the zone's id"),
        (f"fastly://{SECRET}", "lacks the service's id"),
        ("varnish+http://" + "v" * 200, "is longer than 200"),
        ("varnish+http://fine", "is there already"),
    ],
)
def test_a_wrong_entry_is_named_by_number_with_what_works_and_without_secrets(settings, address, fault):
    settings.PURGE_TARGETS = ["varnish+http://fine", address]
    with pytest.raises(ImproperlyConfigured) as refusal:
        configured_targets()
    message = str(refusal.value)
    assert message.startswith(f"PURGE_TARGETS: entry 2 {fault}")
    assert "What works: varnish+http://varnish:80, " in message
    assert SECRET not in message
    assert refusal.value.__cause__ is None
    assert refusal.value.__suppress_context__


@pytest.mark.parametrize(
    ("token", "fault"), [("", "which is not set"), ("two words", "which is no plain token"), ("é", "which is no plain")]
)
def test_a_missing_or_broken_token_is_named_by_its_setting(settings, token, fault):
    settings.PURGE_TARGETS = [f"cloudflare://{ZONE}"]
    settings.CLOUDFLARE_TOKEN = token
    with pytest.raises(ImproperlyConfigured, match=f"entry 1 needs CLOUDFLARE_TOKEN, {fault}"):
        configured_targets()


def test_tokens_are_shown_nowhere(settings, caplog):
    settings.CLOUDFLARE_TOKEN = SECRET
    target = only(settings, f"cloudflare://{ZONE}")
    assert SECRET not in f"{target!r} {target} {target.request(['a'])!r}"
    with FakeCache(reply(401, "Unauthorized", b"{}")) as cache:
        refused = Cloudflare("c", ZONE, SECRET, cache.url)
        with pytest.raises(Undelivered) as failure:
            send(refused, ["a"])
    assert str(failure.value) == "answered 401 Unauthorized"
    assert SECRET not in caplog.text


@pytest.mark.parametrize(
    "answer",
    [
        reply(200, "OK", b"<h1>Some other server</h1>"),
        reply(302, "Found", Location="/elsewhere"),
        reply(301, "Moved Permanently", Location="/elsewhere"),
        reply(405, "Method Not Allowed"),
        reply(500, "Internal Server Error"),
    ],
)
@pytest.mark.parametrize("kind", [Varnish, Nginx, Cloudflare])
def test_only_the_caches_own_word_counts(cache, answer, kind):
    cache.answers = answer
    target = kind("c", ZONE, "t", cache.url) if kind is Cloudflare else kind("c", f"{cache.url}/purge/")
    with pytest.raises(Undelivered, match=r"^answered [2345]0"):
        send(target, ["a"])
    assert len(cache.asked) == 1


def test_cloudflare_may_refuse_with_a_sound_status(cache):
    cache.answers = reply(200, "OK", b'{"success": false, "errors": []}')
    with pytest.raises(Undelivered):
        send(Cloudflare("c", ZONE, "t", cache.url), ["a"])


@pytest.mark.parametrize(
    ("header", "pause"), [("17", 17), ("Wed, 21 Oct 2015 07:28:00 GMT", 0), ("soon", None), ("", None)]
)
def test_a_cache_may_ask_for_a_pause(cache, header, pause):
    cache.answers = reply(429, "Too Many Requests", Retry_After=header)
    with pytest.raises(Undelivered) as failure:
        send(Varnish("v", cache.url), ["a"])
    assert failure.value.pause == pause


def test_a_cache_that_refuses_hangs_or_talks_nonsense_is_a_failure(cache, monkeypatch):
    monkeypatch.setattr(sending, "PATIENCE", 0.2)
    cache.stop()
    with pytest.raises(Undelivered, match=r"^ConnectionRefusedError Connection refused$"):
        send(Varnish("v", cache.url), ["a"])
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        with pytest.raises(Undelivered, match=r"^TimeoutError"):
            send(Varnish("v", f"http://127.0.0.1:{port}"), ["a"])
    with pytest.raises(Undelivered, match=r"^gaierror"):
        send(Varnish("v", "http://no-such-host.invalid"), ["a"])


def test_an_answer_is_not_read_to_its_end():
    with socket.create_server(("127.0.0.1", 0)) as endless:
        endless.settimeout(10)

        def answer():
            link, _ = endless.accept()
            with link, suppress(ConnectionResetError):
                link.sendall(b"HTTP/1.1 200 Banned\r\nContent-Length: 1000000\r\n\r\n" + b"x" * 10_000)
                link.recv(65_536)
                link.recv(1)

        answering = Thread(target=answer)
        answering.start()
        send(Varnish("v", f"http://127.0.0.1:{endless.getsockname()[1]}"), ["a"])
        answering.join()


def test_a_hundred_of_the_longest_tags_fit_into_varnishs_header(settings):
    request = only(settings, "varnish+http://varnish").request(["t" * 64] * Varnish.limit)
    assert len(request.headers["Surrogate-Key"]) < 8 * 1024 - len("Surrogate-Key: ")
    assert urlsplit(request.url).path == "/"
