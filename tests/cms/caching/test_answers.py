"""When an answer is given from memory, and when it is not."""

import time
import tracemalloc
from threading import Barrier, Event, Thread

import orjson
import pytest

from cms.caching.answers import Answers
from cms.caching.headers import MADE_OF
from cms.caching.memory import HEARD, NEVER
from cms.caching.recording import Recording

GET = {"method": "GET", "QUERY_STRING": "query={a}"}


def in_parallel(number, work):
    threads = [Thread(target=work) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not any(thread.is_alive() for thread in threads)


def test_what_is_kept_takes_no_more_memory_than_it_counts(history):
    def site(environ, start_response):
        start_response("200 OK", [])
        environ[MADE_OF] = recorded
        return [orjson.dumps({"data": "x" * 100})]

    recorded = Recording()
    recorded.epoch, recorded.since = history.epoch, history.position
    layer = Answers(site, history, is_alone=True)
    usual = {"REQUEST_METHOD": "GET", "PATH_INFO": "/graphql/", "HTTP_HOST": "localhost", "wsgi.url_scheme": "http"}
    tracemalloc.start()
    try:
        for number in range(500):
            layer(usual | {"QUERY_STRING": f"query={number}"}, lambda status, headers: None)
        assert len(layer._kept) == 500
        assert tracemalloc.get_traced_memory()[0] < 2 * layer._kept.size
    finally:
        tracemalloc.stop()


def test_same_question_is_answered_from_memory(ask, site):
    site.headers.append(("Vary", "Accept"))
    first, second = ask(), ask()
    assert first == second
    assert second.headers == dict(site.headers)
    assert (site.runs, site.closed) == (1, 1)


def test_application_can_read_the_body_that_was_read_before(ask, site):
    ask(b'{"query": "{a}"}')
    assert site.seen[0]["body"] == b'{"query": "{a}"}'


def test_change_outdates_what_it_touches_and_nothing_else(ask, site, change):
    ask()
    change("page.2")
    assert ask().body == b"answer 1"
    change("page.1")
    assert ask().body == b"answer 2"


@pytest.mark.parametrize("status", ["400 Bad Request", "429 Too Many Requests", "500 Error", "503 Away", "206 Partial"])
def test_only_success_is_kept(ask, site, status):
    site.status = status
    assert [ask().body, ask().body] == [b"answer 1", b"answer 2"]


def test_what_does_not_say_what_it_is_made_of_is_not_kept(ask, site):
    site.tags = None
    assert [ask().body, ask().body] == [b"answer 1", b"answer 2"]


def test_answer_that_sets_a_cookie_is_not_kept(ask, site):
    site.headers.append(("Set-Cookie", "a=b"))
    assert [ask().body, ask().body] == [b"answer 1", b"answer 2"]


def test_answer_that_is_outdated_when_it_is_made_goes_to_its_client_only(ask, site, change):
    site.headers += [("Cache-Control", "public, s-maxage=60"), ("ETag", '"e"'), ("Cache-Tag", "page.1")]
    site.before = lambda: change("page.1")
    answer = ask(**GET)
    assert (answer.body, answer.headers["Cache-Control"]) == (b"answer 1", "no-store")
    assert not {"ETag", "Cache-Tag"} & answer.headers.keys()
    assert ask(**GET).body == b"answer 2"


def test_large_answer_is_not_kept(site, history, settings, ask):
    settings.ANSWER_CACHE_BYTES = 16 * 1_000
    layer = Answers(site, history, is_alone=True)
    site.headers.append(("X-Long", "x" * 2_000))
    assert [ask(layer=layer).body for _ in range(2)] == [b"answer 1", b"answer 2"]
    site.headers.pop()
    assert [ask(layer=layer).body for _ in range(2)] == [b"answer 3", b"answer 3"]


def test_store_of_no_size_still_answers_conditions(site, history, settings, ask):
    settings.ANSWER_CACHE_BYTES = 0
    layer = Answers(site, history, is_alone=True)
    site.headers.append(("ETag", '"e"'))
    assert [ask(layer=layer, **GET).body for _ in range(2)] == [b"answer 1", b"answer 2"]
    assert ask(layer=layer, **GET, HTTP_IF_NONE_MATCH='"e"').status == 304


@pytest.mark.parametrize("condition", ['"e"', 'W/"e"', '"other", "e"', "*"])
@pytest.mark.parametrize("times", [1, 2])
def test_client_that_has_the_answer_is_not_sent_it_again(ask, site, condition, times):
    site.headers += [("ETag", '"e"'), ("Vary", "Accept"), ("Content-Length", "8")]
    answers = [ask(**GET, HTTP_IF_NONE_MATCH=condition) for _ in range(times)]
    assert (answers[-1].status, answers[-1].body) == (304, b"")
    assert answers[-1].headers == {"ETag": '"e"', "Vary": "Accept"}
    assert "HTTP_IF_NONE_MATCH" not in site.seen[0]
    assert ask(**GET).body == b"answer 1"


def test_client_that_has_another_answer_is_sent_this_one(ask, site):
    site.headers.append(("ETag", '"e"'))
    assert ask(**GET, HTTP_IF_NONE_MATCH='"f", e').status == 200


@pytest.mark.parametrize("path", ["/", "/graphql/x", "/admin/", "/GraphQL/"])
def test_other_addresses_go_to_the_application(ask, site, path):
    assert [ask(PATH_INFO=path).body, ask(PATH_INFO=path).body] == [b"answer 1", b"answer 2"]


def test_nothing_is_given_from_the_moment_of_an_expiry_until_that_is_written_down(history, change, ask):
    history.next_expiry = time.time_ns() // 1000 + 3_600_000_000
    assert [ask().body for _ in range(2)] == [b"answer 1"] * 2
    history.next_expiry = time.time_ns() // 1000 - 1
    assert [ask().body for _ in range(2)] == [b"answer 2", b"answer 3"]
    change("page.2")
    history.next_expiry = NEVER
    assert ask().body == b"answer 1"
    change("page.1")
    assert ask().body == b"answer 4"


def test_nothing_is_given_while_the_journal_of_several_hosts_is_not_heard(site, history, ask):
    layer = Answers(site, history, is_alone=False)
    history.hear()
    assert [ask(layer=layer).body for _ in range(2)] == [b"answer 1"] * 2
    history.words[HEARD] -= 6_000_000
    assert ask(layer=layer).body == b"answer 2"
    history.hear()
    assert ask(layer=layer).body == b"answer 1"


def test_many_who_ask_at_once_cost_one_computation(ask, site):
    bodies = []
    site.before = lambda: time.sleep(0.2)
    in_parallel(40, lambda: bodies.append(ask().body))
    assert (site.runs, bodies) == (1, [b"answer 1"] * 40)


def test_next_one_computes_where_the_first_fails(ask, site):
    def fail_once():
        time.sleep(0.05)
        if site.runs == 1:
            raise OSError

    site.before = fail_once
    bodies, failures = [], []

    def work():
        try:
            bodies.append(ask().body)
        except OSError:
            failures.append(1)

    in_parallel(8, work)
    assert (site.runs, len(failures), bodies) == (2, 1, [b"answer 2"] * 7)


def test_those_whose_answers_cannot_be_kept_do_not_wait_for_ever(ask, site, monkeypatch):
    monkeypatch.setattr("cms.caching.answers.PATIENCE", 0.1)
    site.tags = None
    together = Barrier(4, timeout=20)  # broken unless all four compute at once
    site.before = together.wait if site.runs == 0 else lambda: None
    bodies = []
    in_parallel(4, lambda: bodies.append(ask().body))
    assert sorted(bodies) == [b"answer 1", b"answer 2", b"answer 3", b"answer 4"]


def test_others_are_given_the_outdated_answer_where_that_is_wanted(site, history, settings, ask, change):
    settings.STALE_SECONDS = 60
    layer = Answers(site, history, is_alone=True)
    ask(layer=layer)
    change("page.1")
    computing, done = Event(), Event()

    def compute():
        computing.set()
        done.wait(20)

    site.before = compute
    bodies = []
    first = Thread(target=lambda: bodies.append(ask(layer=layer).body))
    first.start()
    computing.wait(20)
    assert ask(layer=layer).body == b"answer 1"
    done.set()
    first.join(20)
    assert bodies == [b"answer 2"]
    assert ask(layer=layer).body == b"answer 2"
