"""What an execution is made of: the tags of all that it looked at, found or not."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from threading import local
from typing import Any, TypeVar

from .memory import versions

T = TypeVar("T")


class Recording:
    """The tags of one execution, with the state of the journal at which it began.

    A value made meanwhile is valid as long as the memory has this ``epoch`` and no slot of ``tags`` is beyond
    ``since``. It may not be kept at all where ``unkeepable`` is set.
    """

    __slots__ = ("decided", "epoch", "since", "tags", "unkeepable")

    def __init__(self) -> None:
        memory = versions()
        # The epoch comes first: a memory that starts anew in between gives an epoch that is already over.
        self.epoch = memory.epoch
        self.since = memory.position
        self.tags: set[str] = set()
        self.unkeepable = False
        self.decided: dict[Hashable, Any] = {}

    def add(self, *tags: str) -> None:
        self.tags.update(tags)


class _Thread(local):
    def __init__(self) -> None:
        self.recordings: list[Recording] = []
        self.declarations = 0


_thread = _Thread()


@contextmanager
def recording() -> Iterator[Recording]:
    """Records what its block is made of. Recordings nest: the outer one is made of all that the inner one is."""
    used = Recording()
    _thread.recordings.append(used)
    try:
        yield used
    finally:
        _thread.recordings.remove(used)


def made_of(*tags: str) -> None:
    """Name what is being looked at, for all recordings under way in this thread. Name it before looking."""
    for used in _thread.recordings:
        used.tags.update(tags)


def decided(what: Hashable, decide: Callable[[], T]) -> T:
    """What ``decide`` says of ``what``, asked once in a whole execution."""
    if not _thread.recordings:
        return decide()
    known = _thread.recordings[0].decided
    if what not in known:
        known[what] = decide()
    return known[what]


def keep_nothing() -> None:
    """Let nothing of what is under way in this thread be kept."""
    for used in _thread.recordings:
        used.unkeepable = True


@contextmanager
def declared() -> Iterator[None]:
    """Says that its block names the tags of what it reads by itself, so that nobody needs to guess them."""
    _thread.declarations += 1
    try:
        yield
    finally:
        _thread.declarations -= 1


def is_declared() -> bool:
    return _thread.declarations > 0
