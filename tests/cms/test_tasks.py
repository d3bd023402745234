"""Tasks run where they are asked for, or once at the end of a block."""

from contextlib import suppress

import pytest
from django.db import DatabaseError
from django_tasks import task

from cms import tasks
from cms.tasks import once_each, run_together

DONE = []


@task()
def note(*what):
    DONE.append(what)


@task()
def note_all(asked):
    DONE.append("all")
    DONE.extend(map(tuple, asked))


@pytest.fixture(autouse=True)
def _nothing_done():
    DONE.clear()


def test_a_task_runs_at_once():
    note.enqueue("a")
    note.enqueue("a")
    assert DONE == [("a",), ("a",)]


def test_in_a_block_each_runs_once_at_its_end():
    with once_each():
        for what in ("a", "b", "a", 1, "1"):
            note.enqueue(what)
        with once_each():
            note.enqueue("b")
        assert DONE == []
    assert DONE == [("a",), ("b",), (1,), ("1",)]
    note.enqueue("a")
    assert DONE[4:] == [("a",)]


def test_after_an_error_none_runs():
    with suppress(DatabaseError), once_each():
        note.enqueue("a")
        raise DatabaseError
    assert DONE == []
    note.enqueue("b")
    assert DONE == [("b",)]


def test_runs_that_can_be_one_are_one_at_the_end_of_a_block(monkeypatch):
    monkeypatch.setattr(tasks, "_together", {})
    run_together(note, note_all)
    with once_each():
        for what in ("a", "b", "a"):
            note.enqueue(what)
    assert DONE == ["all", ("a",), ("b",)]
    with once_each():
        note.enqueue("c")
    note.enqueue("d")
    assert DONE[3:] == [("c",), ("d",)]
