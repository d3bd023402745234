"""Tasks run where they are asked for, or once at the end of a block."""

from contextlib import suppress

import pytest
from django.db import DatabaseError
from django_tasks import task

from cms.tasks import once_each

DONE = []


@task()
def note(*what):
    DONE.append(what)


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
