"""The rules for Varnish that the site brings: which answers a real Varnish keeps, and which it forgets."""

from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from threading import Event, Thread
from urllib.parse import parse_qs, urlsplit

import pytest

from cms.caching.sending import send
from cms.caching.targets import Varnish

from .real_caches import varnish_before


class Site(BaseHTTPRequestHandler):
    """Answers a query with a number and says that the answer is made of the tags that the query consists of."""

    numbers = count()
    #: An answer is on its way from when it ``left`` until it ``arrives``.
    left, arrives = Event(), Event()

    def do_GET(self):
        body = str(next(self.numbers)).encode()
        self.left.set()
        self.arrives.wait(30)
        tags = parse_qs(urlsplit(self.path).query)["query"][0]
        self.send_response(200)
        self.send_header("Cache-Control", "public, max-age=0, s-maxage=3600")
        self.send_header("Surrogate-Key", tags)
        self.send_header("Cache-Tag", tags.replace(" ", ","))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def varnish(tmp_path_factory):
    Site.arrives.set()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    with varnish_before(f"127.0.0.1:{server.server_port}", tmp_path_factory.mktemp("varnish")) as varnish:
        yield varnish
    server.shutdown()
    server.server_close()


@pytest.fixture
def target(varnish):
    return Varnish("varnish", varnish.url)


def keep(varnish, *queries):
    """Have Varnish keep an answer that is made of the tags of each of ``queries``."""
    for query in queries:
        varnish.get(query)
        assert varnish.get(query).is_hit


def test_a_ban_meets_each_answer_that_has_one_of_the_tags_and_no_other(varnish, target):
    met = ["page.1", "page.1 page.9", "page.9 page.1", "page.8 page.1 page.9", "slug.abc", "x.1 slug.abc"]
    spared = ["page.12", "page.11", "apage.1", "page.1.ar", "page_1", "pagex1", "page.9", "slug.abcd", "page", "1"]
    keep(varnish, *met, *spared)
    send(target, ["page.1", "slug.abc", "platform.7"])
    assert [varnish.get(query).is_hit for query in met] == [False] * len(met)
    assert [varnish.get(query).is_hit for query in spared] == [True] * len(spared)


def test_what_came_after_a_ban_is_kept(varnish, target):
    keep(varnish, "page.20")
    send(target, ["page.20"])
    keep(varnish, "page.20")


def test_an_answer_on_its_way_escapes_a_ban_but_not_its_repetition(varnish, target):
    Site.arrives.clear()
    Site.left.clear()
    with ThreadPoolExecutor(1) as reader:
        old = reader.submit(varnish.get, "page.25")
        assert Site.left.wait(10)
        send(target, ["page.25"])
        Site.arrives.set()
        assert varnish.get("page.25").body == old.result().body
    send(target, ["page.25"])
    assert varnish.get("page.25").body != old.result().body


@pytest.mark.parametrize("tags", [None, "", " ", "page.30|.*", 'page."30', "page.1  page.30", "a) || req.url ~ (.*"])
def test_what_is_no_list_of_tags_is_refused(varnish, tags):
    keep(varnish, "page.30")
    status, *_ = varnish.send("BAN", "/", **({} if tags is None else {"Surrogate_Key": tags}))
    assert status == 400
    assert varnish.get("page.30").is_hit


def test_a_hundred_tags_of_the_greatest_length_are_taken(varnish, target):
    tags = [f"tag.{number:060}" for number in range(100)]
    keep(varnish, tags[-1])
    send(target, tags)
    assert not varnish.get(tags[-1]).is_hit


def test_readers_are_not_told_what_an_answer_was_made_of(varnish):
    keep(varnish, "page.40")
    assert varnish.get("page.40").headers.keys().isdisjoint({"Surrogate-Key", "Cache-Tag"})


def test_a_cookie_keeps_no_answer_from_being_kept(varnish):
    answers = [varnish.send("GET", "/graphql/?query=page.50", Cookie=f"a={number}")[3] for number in range(2)]
    assert answers[0] == answers[1]
