"""Changes made by other processes, by killed ones, and by several at once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from time import sleep
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from cms.caching.journal import expire_due, look
from cms.caching.memory import NEVER, Versions, versions
from cms.caching.tags import slot_of, slots_of
from cms.models import Change, Entry, Journal
from pages.models import ArticlePage
from snippets.models import Platform, Topic
from tests.scratch import Scratch

CHANGE = """
import django; django.setup()
from snippets.models import Topic
Topic.objects.filter(slug=Topic.objects.order_by("pk").first().slug).update(description="from elsewhere")
"""

# Commits, and is killed at the first statement after the commit.
KILLED = """
import os, signal
import django; django.setup()
from django.db import connection, transaction
from snippets.models import Topic

def kill(execute, sql, params, many, context):
    if sql.startswith(START):
        os.kill(os.getpid(), signal.SIGKILL)
    return execute(sql, params, many, context)

with connection.execute_wrapper(kill), transaction.atomic():
    Topic.objects.filter(pk=Topic.objects.order_by("pk").first().pk).update(description="killed")
"""

# Many short transactions, some of which end after ones that began later.
BUSY = """
import random, sys, time
import django; django.setup()
from django.db import connection, transaction
from cms.caching.memory import versions
from cms.caching.tags import slot_of
from snippets.models import Topic

number, rounds = int(sys.argv[1]), int(sys.argv[2])
pks = [topic.pk for topic in Topic.objects.order_by("pk")]
memory = versions()
random.seed(number)
for round in range(rounds):
    pk = pks[number]
    before = memory.position
    with transaction.atomic():
        if connection.vendor == "sqlite":
            time.sleep(random.random() / 100)
        Topic.objects.filter(pk=pk).update(description=f"{number}.{round}")
        time.sleep(random.random() / 50)
    assert not memory.are_unchanged([slot_of(f"topic.{pk}")], before), (number, round)
    assert memory.words[8 + slot_of(f"topic.{pk}")] <= memory.position
print(rounds)
"""


def _begin() -> Versions:
    look()
    expire_due()
    return versions()


def _first_topic() -> str:
    return f"topic.{Topic.objects.order_by('pk').first().pk}"


def test_a_change_of_another_process_is_marked_here_when_it_ends(committing):
    memory, tag = _begin(), _first_topic()
    since = memory.position
    committing.run("-c", CHANGE)
    assert memory.position == since + 1
    assert not memory.are_unchanged([slot_of(tag)], since)
    assert memory.are_unchanged(slots_of(["menu.1", "page.3"]), since)


@pytest.mark.parametrize("start", ['"SELECT \\"cms_journal"', '"UPDATE \\"cms_journal"', '("DELETE", "INSERT")'])
def test_what_a_killed_process_has_committed_is_marked_by_the_next_look(committing, start):
    memory, tag = _begin(), _first_topic()
    since = memory.position
    process = committing.start("-c", f"START = {start}\n{KILLED}")
    process.communicate()
    assert process.returncode == -9
    assert Topic.objects.filter(description="killed").exists()
    assert memory.are_unchanged([slot_of(tag)], since)
    look()
    assert not memory.are_unchanged([slot_of(tag)], since)
    assert (memory.position, Change.objects.count()) == (since + 1, 0)


def test_an_entry_that_nobody_marked_is_marked_by_the_next_look(committing):
    memory = _begin()
    since = memory.position
    Topic.objects.update(description="x")
    memory.mark([], since)  # as if the process had been killed between the two
    assert memory.position == since
    look()
    assert memory.position == since + 1


def test_processes_that_commit_at_once_lose_nothing(committing):
    memory = _begin()
    since, rounds = memory.position, 25
    processes = [committing.start("-c", BUSY, number, rounds) for number in range(4)]
    outputs = [process.communicate() for process in processes]
    assert [process.returncode for process in processes] == [0] * 4, outputs
    assert Change.objects.count() == 0
    positions = list(Entry.objects.filter(position__gt=since).order_by("position").values_list("position", flat=True))
    assert positions == [*range(since + 1, memory.position + 1)]
    assert Journal.objects.get().position == memory.position
    topics = Topic.objects.order_by("pk")[:4]
    for topic in topics:
        assert not memory.are_unchanged([slot_of(f"topic.{topic.pk}")], since + 2 * rounds // 4)


def test_a_memory_that_is_gone_begins_anew_and_trusts_nothing_from_before(committing):
    memory = _begin()
    Topic.objects.update(description="x")
    position, epoch = memory.position, memory.epoch
    memory.path.unlink()
    look()
    assert (memory.epoch, memory.position) == (epoch, position)
    assert not memory.are_unchanged([slot_of("never changed")], position - 1)
    assert memory.are_unchanged([slot_of("never changed")], position)


def test_a_database_older_than_the_memory_begins_another_epoch(committing):
    memory = _begin()
    Topic.objects.update(description="x")
    epoch, position = memory.epoch, memory.position
    Journal.objects.update(position=position - 1)
    Entry.objects.all().delete()
    look()
    assert memory.epoch == Journal.objects.get().epoch != epoch
    assert memory.position == position - 1


def test_a_host_that_was_away_for_too_long_trusts_nothing(committing):
    memory = _begin()
    since = memory.position
    committing.run("-c", CHANGE)
    memory.mark([], since)
    Entry.objects.all().delete()
    look()
    assert memory.position == since + 1
    assert not memory.are_unchanged([slot_of("anything")], since)


def test_entries_are_not_kept_for_ever(committing, monkeypatch):
    memory = _begin()
    monkeypatch.setattr("cms.caching.numbering._SWEEP", memory.position + 2)
    Entry.objects.update(made_at=timezone.now() - timedelta(hours=2))
    Topic.objects.update(description="x")
    assert Entry.objects.count() == memory.position
    Topic.objects.update(description="y")
    assert Entry.objects.count() == 2


def test_a_change_that_cannot_be_told_outdates_everything(committing, monkeypatch, caplog):
    memory = _begin()
    since = memory.position
    monkeypatch.setattr("cms.caching.watching.CONSEQUENCES", [lambda changes: 1 / 0])
    Topic.objects.update(description="x")
    assert Entry.objects.get(position=since + 1).tags == ["everything"]
    assert not memory.are_unchanged([slot_of("anything")], since)
    assert "outdates everything" in caplog.text


def test_what_is_enqueued_stands_and_falls_with_the_entry(committing, monkeypatch):
    _begin()
    told = []
    monkeypatch.setattr("cms.caching.numbering._enqueues", [lambda tags, position: told.append((tags, position))])
    Topic.objects.filter(pk=Topic.objects.order_by("pk").first().pk).update(description="x")
    assert told == [(sorted(["t.snippets_topic", _first_topic()]), versions().position)]


def test_a_failure_to_enqueue_leaves_nothing_unmarked(committing, monkeypatch, caplog):
    memory = _begin()
    since = memory.position

    def fail(tags: list[str], position: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM nowhere")

    monkeypatch.setattr("cms.caching.numbering._enqueues", [fail])
    Topic.objects.update(description="x")
    assert memory.position == since + 1
    assert not memory.are_unchanged([slot_of(_first_topic())], since)
    assert "Nothing is purged" in caplog.text


def test_content_expires_without_anybody_writing(committing):
    memory = _begin()
    article = ArticlePage.objects.filter(live=True).first()
    far = timezone.now() + timedelta(days=1)
    ArticlePage.objects.filter(pk=article.pk).update(expire_at=far)
    assert abs(memory.next_expiry - far.timestamp() * 1e6) < 1e6
    since = memory.position
    expire_due()
    assert memory.position == since
    soon = timezone.now() + timedelta(seconds=0.5)
    ArticlePage.objects.filter(pk=article.pk).update(expire_at=soon)
    assert abs(memory.next_expiry - soon.timestamp() * 1e6) < 1e6
    since = memory.position
    sleep(0.6)
    expire_due()
    assert memory.position == since + 1
    told = Entry.objects.get(position=memory.position).tags
    section = article.get_children().first()
    assert {f"page.{article.pk}", f"slug.page.{article.slug}", "list.articlepage.ar", f"page.{section.pk}"} <= {*told}
    assert memory.next_expiry == NEVER
    memory.next_expiry = 1
    expire_due()
    assert memory.position == since + 1


def test_what_expired_while_it_was_marked_is_marked_once_more(committing):
    memory = _begin()
    topic = Topic.objects.order_by("pk").first()
    # Somebody may have looked at the topic between its mark and its end.
    Topic.objects.filter(pk=topic.pk).update(expire_at=timezone.now())
    since = memory.position
    expire_due()
    assert not memory.are_unchanged([slot_of(f"topic.{topic.pk}")], since)
    assert memory.next_expiry == NEVER


def test_a_new_row_that_will_expire_is_waited_for(committing):
    memory = _begin()
    far = timezone.now() + timedelta(days=1)
    platform = Platform.objects.first()
    platform.pk, platform.slug, platform.translation_key, platform.expire_at = None, "new", uuid4(), far
    platform.save(force_insert=True)
    assert abs(memory.next_expiry - far.timestamp() * 1e6) < 1e6


# A serving process on another host: it has a memory of its own, and tells when that has reached a position.
FOLLOWED = """
import sys, time
import django; django.setup()
from django.conf import settings
from cms.caching import follower
from cms.caching.memory import versions
settings.VERSIONS_DIR = sys.argv[1]
follower.start()
memory = versions()
while not memory.heard:
    time.sleep(0.01)
print("ready", flush=True)
for line in sys.stdin:
    position, until = int(line), time.monotonic() + 20
    while memory.position < position and time.monotonic() < until:
        time.sleep(0.01)
    print(memory.position, flush=True)
"""


@contextmanager
def elsewhere(scratch: Scratch, folder: Path) -> Iterator[Callable[[int], int]]:
    """A host that follows the journal; ask it to wait for a position, and it tells the one that it has reached."""
    process = scratch.start("-c", FOLLOWED, folder)
    assert process.stdout.readline() == "ready\n", process.stderr.read()

    def reached(position: int) -> int:
        process.stdin.write(f"{position}\n")
        process.stdin.flush()
        return int(process.stdout.readline())

    try:
        yield reached
    finally:
        process.kill()
        process.communicate()


def test_another_host_hears_what_is_committed_here(committing, tmp_path):
    memory = _begin()
    with elsewhere(committing, tmp_path) as reached:
        Topic.objects.update(description="x")
        assert reached(memory.position) == memory.position
        Topic.objects.update(description="y")
        assert reached(memory.position) == memory.position


def test_followers_find_what_a_program_without_a_journal_has_written(committing, tmp_path):
    memory = _begin()
    since = memory.position
    with elsewhere(committing, tmp_path) as reached:
        connection.execute_wrappers.clear()  # as in psql
        Topic.objects.update(description="by hand")
        assert reached(since + 1) == since + 1
    assert memory.are_unchanged([slot_of(_first_topic())], since)
    look()
    assert not memory.are_unchanged([slot_of(_first_topic())], since)


def test_followers_survive_the_loss_of_their_connection(committing, tmp_path):
    if connection.vendor != "postgresql":
        pytest.skip("an embedded database has no connection to lose")
    memory = _begin()
    with elsewhere(committing, tmp_path) as reached:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        Topic.objects.update(description="x")
        assert reached(memory.position) == memory.position


def test_a_follower_expires_content_at_its_time(committing, tmp_path):
    memory = _begin()
    with elsewhere(committing, tmp_path) as reached:
        soon = timezone.now() + timedelta(seconds=1)
        ArticlePage.objects.filter(pk=ArticlePage.objects.filter(live=True).first().pk).update(expire_at=soon)
        due = memory.position + 1
        assert reached(due) == due
    assert timezone.now() >= soon
    assert "list.articlepage.ar" in Entry.objects.get(position=due).tags
