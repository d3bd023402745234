"""What an execution is made of."""

from threading import Thread

from cms.caching.memory import versions
from cms.caching.recording import declared, is_declared, keep_nothing, made_of, recording


def test_what_is_named_inside_is_recorded():
    with recording() as used:
        made_of("page.1", "page.2")
        used.add("page.3")
    made_of("page.4")
    assert used.tags == {"page.1", "page.2", "page.3"}
    assert (used.epoch, used.since) == (versions().epoch, versions().position)


def test_the_outer_recording_is_made_of_all_that_the_inner_one_is():
    with recording() as outer:
        made_of("a")
        with recording() as inner:
            made_of("b")
        made_of("c")
    assert outer.tags == {"a", "b", "c"}
    assert inner.tags == {"b"}


def test_what_may_not_be_kept_spoils_all_recordings_under_way():
    with recording() as outer:
        with recording() as before:
            pass
        with recording() as inner:
            keep_nothing()
    assert (outer.unkeepable, inner.unkeepable, before.unkeepable) == (True, True, False)


def test_other_threads_are_not_recorded():
    with recording() as used:
        thread = Thread(target=made_of, args=["page.1"])
        thread.start()
        thread.join()
    assert used.tags == set()


def test_a_recording_ends_with_an_error():
    try:
        with recording() as used:
            raise ValueError
    except ValueError:
        made_of("page.1")
    assert used.tags == set()


def test_declarations_nest():
    assert not is_declared()
    with declared():
        with declared():
            pass
        assert is_declared()
    assert not is_declared()
