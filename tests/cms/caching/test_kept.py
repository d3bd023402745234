"""What a store keeps, for how long, and when it gives room."""

import time

import pytest

from cms.caching.kept import Kept, Stamp
from cms.caching.memory import Versions
from cms.caching.tags import slots_of

EPOCH = 7


@pytest.fixture
def history():
    known = Versions()
    known.begin(EPOCH, 1)
    return known


@pytest.fixture
def change(history):
    def mark(*tags):
        history.mark(slots_of(tags), history.position + 1)

    return mark


def made_of(*tags, since=1, epoch=EPOCH):
    return Stamp(slots_of(tags), epoch, since)


def test_value_is_kept_until_what_it_is_made_of_changes(history, change):
    store = Kept(history, 10_000)
    assert store.put("a", "value", made_of("page.1", "page.2"), 10)
    change("page.3")
    assert store.get("a") == "value"
    change("page.2")
    assert store.get("a") is None
    assert (len(store), store.size) == (0, 0)


def test_value_that_was_outdated_while_it_was_made_is_refused(history, change):
    store = Kept(history, 10_000)
    change("page.1")
    assert not store.put("a", "value", made_of("page.1", since=1), 10)
    assert store.put("a", "value", made_of("page.1", since=2), 10)


def test_unchanged_position_reads_no_slot(history, monkeypatch):
    store = Kept(history, 10_000)
    store.put("a", "value", made_of("page.1"), 10)
    monkeypatch.setattr(history.__class__, "are_unchanged", lambda *args: pytest.fail("a slot was read"))
    assert store.get("a") == "value"


def test_slots_are_read_once_for_each_position(history, change, monkeypatch):
    store = Kept(history, 10_000)
    store.put("a", "value", made_of("page.1"), 10)
    change("page.9")
    read = []
    monkeypatch.setattr(history.__class__, "are_unchanged", lambda *args: read.append(1) or True)
    assert [store.get("a") for _ in range(3)] == ["value"] * 3
    assert len(read) == 1


def test_another_journal_outdates_everything(history):
    store = Kept(history, 10_000)
    store.put("a", "value", made_of("page.1"), 10)
    history.begin(EPOCH + 1, 1)
    assert store.get("a") is None
    assert not store.put("a", "value", made_of("page.1"), 10)


def test_nothing_is_kept_while_the_journal_is_unknown():
    store = Kept(Versions(), 10_000)
    assert not store.put("a", "value", made_of("page.1", epoch=0), 10)


def test_values_that_were_not_used_give_room(history):
    store = Kept(history, 3 * 1_700)
    for key in "abc":
        store.put(key, key, made_of("page.1"), 1_000)
    store.get("a")
    store.put("d", "d", made_of("page.1"), 1_000)
    assert [store.get(key) for key in "abcd"] == ["a", None, "c", "d"]
    assert store.size <= 3 * 1_700


def test_values_that_are_all_used_give_room_in_their_order(history):
    store = Kept(history, 3 * 1_700)
    for key in "abc":
        store.put(key, key, made_of("page.1"), 1_000)
        store.get(key)
    store.put("d", "d", made_of("page.1"), 1_000)
    assert [store.get(key) for key in "abcd"] == [None, "b", "c", "d"]


def test_value_that_takes_the_place_of_another_counts_once(history):
    store = Kept(history, 10_000)
    for _ in range(50):
        store.put("a", "value", made_of("page.1"), 1_000)
    assert (len(store), store.size) == (1, 1_640)


def test_value_larger_than_the_store_is_refused_and_throws_nothing_out(history):
    store = Kept(history, 2_000)
    store.put("a", "small", made_of("page.1"), 10)
    assert not store.put("b", "large", made_of("page.1"), 2_000)
    assert store.get("a") == "small"


def test_what_a_value_is_made_of_counts_too(history):
    store = Kept(history, 20_000)
    assert not store.put("a", "value", made_of(*(f"page.{n}" for n in range(1_000))), 10)


def test_store_of_no_size_keeps_nothing(history):
    assert not Kept(history, 0).put("a", "value", made_of("page.1"), 10)


def test_outdated_value_can_be_had_for_a_while_where_asked_for(history, change, monkeypatch):
    now = time.monotonic()
    monkeypatch.setattr("cms.caching.kept.monotonic", lambda: now)
    plain, lenient = Kept(history, 10_000), Kept(history, 10_000, stale_seconds=5)
    for store in (plain, lenient):
        store.put("a", "value", made_of("page.1"), 10)
    change("page.1")
    assert [store.get("a") for store in (plain, lenient)] == [None, None]
    assert [store.stale("a") for store in (plain, lenient)] == [None, "value"]
    now += 6
    assert lenient.stale("a") is None
