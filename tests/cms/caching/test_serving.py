"""Kept answers as granian's workers give them: none is older than the last change that was committed."""

import gzip
import json
import subprocess
import sys
import time
from threading import Thread

import pytest

from tests.cms.caching.serving import ROOT, Worker, editing, environment, serving

ARTICLES = "{articles {nodes {title}}}"
PLATFORMS = "{platforms {nodes {title}}}"
CONTENT = """
from tests import factories
from wagtail.models import Locale, Page, Site
from pages.models import HomePage
arabic = Locale.objects.get_or_create(language_code="ar")[0]
Site.objects.all().delete()
Page.objects.filter(depth__gt=1).delete()
root = Page.objects.get(depth=1)
home = root.add_child(instance=HomePage(title="home", slug="home", locale=arabic))
Site.objects.create(hostname="localhost", port=80, root_page=home, is_default_site=True)
article = factories.article(home, "first", slug="first")
factories.platform()
"""
RENAME = 'from pages.models import ArticlePage\nArticlePage.objects.filter(slug="first").update(title="{}")'


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("serving")


@pytest.fixture(scope="module")
def told(folder, django_db_blocker):
    with django_db_blocker.unblock(), environment(folder) as settings:
        yield settings


@pytest.fixture(scope="module")
def edit(told):
    with editing(told) as editor:
        editor(CONTENT)
        yield editor


@pytest.fixture(scope="module")
def workers(folder, told, edit):
    with serving(folder, told) as connections:
        yield connections


def titles(answer):
    return [node["title"] for node in answer.data["articles"]["nodes"]]


def hits(worker):
    return worker.counted("answers_total", origin="process")


def test_change_in_another_process_is_in_the_next_answer_of_every_worker(workers, edit):
    for number in range(3):
        edit(RENAME.format(f"title {number}"))
        for worker in workers:
            assert titles(worker.post(ARTICLES)) == [f"title {number}"]
            before = hits(worker)
            assert titles(worker.post(ARTICLES)) == [f"title {number}"]
            assert hits(worker) == before + 1


def test_unrelated_change_outdates_nothing(workers, edit):
    for worker in workers:
        worker.post("{menus {nodes {title}}}")
    edit("from snippets.models import Platform\nPlatform.objects.update(launch_year=1999)")
    for worker in workers:
        before = hits(worker)
        worker.post("{menus {nodes {title}}}")
        assert hits(worker) == before + 1


def test_condition_compression_and_headers_are_those_of_a_computed_answer(workers):
    worker = workers[0]
    long = "{__schema {types {name description}}}"
    computed, kept = worker.get(long), worker.get(long)
    assert kept.body == computed.body
    assert {k: v for k, v in kept.headers.items() if k != "date"} == {
        k: v for k, v in computed.headers.items() if k != "date"
    }
    packed = [worker.get(long, Accept_Encoding="gzip") for _ in range(2)]
    assert [gzip.decompress(answer.body) for answer in packed] == [kept.body] * 2
    assert {answer.headers["content-encoding"] for answer in packed} == {"gzip"}
    unchanged = worker.get(long, If_None_Match=kept.headers["etag"])
    assert (unchanged.status, unchanged.body) == (304, b"")
    assert unchanged.headers["cache-control"] == kept.headers["cache-control"]
    assert worker.get(long, If_None_Match=packed[0].headers["etag"]).status == 200
    assert worker.get(long, Accept_Encoding="gzip", If_None_Match=packed[0].headers["etag"]).status == 304


def test_all_workers_give_one_etag(workers):
    assert len({worker.get(PLATFORMS).headers["etag"] for worker in workers}) == 1


@pytest.mark.parametrize(
    "query", ["{articles(first: 101) {totalCount}}", "{nothing}", "{", '{preview(token: "pv_0") {__typename}}']
)
def test_errors_and_previews_are_computed_each_time(workers, query):
    worker = workers[0]
    before = hits(worker), worker.counted("answers_total", origin="computed")
    answers = [send(query) for send in (worker.post, worker.get) for _ in range(2)]
    assert (hits(worker), worker.counted("answers_total", origin="computed")) == (before[0], before[1] + 4)
    assert all("no-store" in answer.headers["cache-control"] for answer in answers)


def test_text_that_is_registered_by_its_hash_is_found_by_it_ever_after(workers):
    from hashlib import sha256

    digest = sha256(PLATFORMS.encode()).hexdigest()
    extensions = {"persistedQuery": {"version": 1, "sha256Hash": digest}}
    worker = workers[0]

    def post(**body):
        body = json.dumps(body | {"extensions": extensions}).encode()
        return json.loads(worker.send("POST", "/graphql/", body, Content_Type="application/json").body)

    assert "PersistedQueryNotFound" in json.dumps(post())
    before = worker.counted("answers_total", origin="computed")
    expected = post(query=PLATFORMS)
    assert post(query=PLATFORMS) == expected
    assert worker.counted("answers_total", origin="computed") == before + 2
    assert post() == post() == expected
    assert worker.counted("answers_total", origin="computed") == before + 3


def test_kept_answers_do_not_count_against_the_rate(folder, told, edit):
    with serving(folder, told | {"RATE_LIMIT": "6"}, workers=1) as (worker,):
        answers = [worker.post(PLATFORMS) for _ in range(20)]
        assert {answer.status for answer in answers} == {200}
        others = [worker.post(f"{{menus {{totalCount a{n}: totalCount}}}}").status for n in range(10)]
        assert others[-1] == 429
        assert worker.post(PLATFORMS).status == 200


def test_many_clients_who_ask_the_same_at_once_cost_one_execution(workers, edit):
    edit(RENAME.format("stampede"))
    worker = workers[0]
    connections = [Worker(worker.port) for _ in range(40)]
    before = [w.counted("operations_total") for w in workers]
    answers = []
    threads = [Thread(target=lambda c=c: answers.append(c.post(ARTICLES).body)) for c in connections]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    for connection in connections:
        connection.connection.close()
    assert (len(answers), len(set(answers))) == (40, 1)
    assert [w.counted("operations_total") - b for w, b in zip(workers, before, strict=True)] in ([1, 1], [1, 0], [0, 1])


WRITER = """
import sys, time
from pages.models import ArticlePage
for number in range(int(sys.argv[1])):
    ArticlePage.objects.filter(slug="first").update(title=f"v{number}")
    print(number, flush=True)
    time.sleep(0.05)
"""


def test_answers_are_never_older_than_what_was_committed_before_they_were_asked_for(workers, edit, told):
    """A process writes as fast as it can while others read: each reads at least what it knew to be committed."""
    edit(RENAME.format("v-1"))
    committed, stale, reads = [-1], [], []
    code = f"import django; django.setup()\n{WRITER}"
    writer = subprocess.Popen(
        [sys.executable, "-c", code, "40"], cwd=ROOT, env=told | {"DJANGO_SETTINGS_MODULE": "cms.settings"},
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip

    def follow():
        for line in writer.stdout:
            committed[0] = int(line)

    def read(port):
        worker = Worker(port)
        while writer.poll() is None:
            floor = committed[0]
            (title,) = titles(worker.post(ARTICLES))
            reads.append(title)
            if int(title[1:]) < floor:
                stale.append((title, floor))
        worker.connection.close()

    threads = [Thread(target=follow), *(Thread(target=read, args=(workers[0].port,)) for _ in range(4))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    writer.stdout.close()
    assert writer.wait(10) == 0
    assert stale == []
    assert len(set(reads)) > 10
    assert all(titles(worker.post(ARTICLES)) == ["v39"] for worker in workers)


def test_expired_article_is_gone_at_its_time_though_nobody_writes(workers, edit):
    expire = """
from datetime import timedelta
from django.utils import timezone
from pages.models import ArticlePage
ArticlePage.objects.filter(slug="first").update(expire_at=timezone.now() + timedelta(seconds=3))
"""
    edit(RENAME.format("expiring") + expire)
    worker = workers[0]
    begun = time.monotonic()
    while titles(worker.post(ARTICLES)) and time.monotonic() - begun < 10:
        time.sleep(0.02)
    assert [titles(worker.post(ARTICLES)) for worker in workers] == [[], []]
    edit("from pages.models import ArticlePage\nArticlePage.objects.update(expire_at=None)")
    assert [titles(worker.post(ARTICLES)) for worker in workers] == [["expiring"]] * 2


EXPIRE_SOON = """
from datetime import timedelta
from django.db import connection
from django.db.models import F
from django.utils import timezone
from cms.models import Journal
from pages.models import ArticlePage
ArticlePage.objects.filter(slug="first").update(expire_at=timezone.now() + timedelta(seconds=0.5))
connection.set_autocommit(False)
Journal.objects.update(position=F("position"))
"""
LET_WRITE = """
from django.db import connection
from pages.models import ArticlePage
connection.rollback()
connection.set_autocommit(True)
ArticlePage.objects.update(expire_at=None)
"""


def test_nobody_waits_for_who_writes_while_something_expires(workers, edit):
    edit(RENAME.format("expiring"))
    worker = Worker(workers[0].port)
    worker.connection.timeout = 10  # of which writers have more
    edit(EXPIRE_SOON)
    try:
        begun = time.monotonic()
        while titles(worker.post(ARTICLES)) and time.monotonic() - begun < 20:
            time.sleep(0.02)
        assert [titles(worker.post(ARTICLES)) for _ in range(2)] == [[], []]
    finally:
        worker.connection.close()
        edit(LET_WRITE)
    assert [titles(worker.post(ARTICLES)) for worker in workers] == [["expiring"]] * 2
