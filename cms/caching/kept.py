"""Stores of values that are valid for as long as nothing they were made of has changed, bounded in bytes."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from time import monotonic
from typing import Generic, NamedTuple, TypeVar

from .memory import EPOCH, POSITION, Versions
from .recording import Recording
from .tags import slots_of

V = TypeVar("V")

#: What an entry takes beside its value, in bytes: its place in the order and its key's frame; and each of its slots.
_OVERHEAD = 600
_PER_SLOT = 40


class Stamp(NamedTuple):
    """What a value was made of, as slots, and the state of the journal before its data was read."""

    slots: tuple[int, ...]
    epoch: int
    since: int

    @classmethod
    def of(cls, used: Recording) -> "Stamp":
        return cls(slots_of(used.tags), used.epoch, used.since)

    def is_valid(self, history: Versions) -> bool:
        """Whether nothing of it has changed since."""
        return self.epoch == history.epoch != 0 and history.are_unchanged(self.slots, self.since)


class _Entry(Generic[V]):
    __slots__ = ("epoch", "position", "seen", "size", "stamp", "used", "value")

    def __init__(self, value: V, stamp: Stamp, size: int) -> None:
        self.value = value
        self.stamp = stamp
        self.epoch = stamp.epoch
        self.size = size
        #: Whether it was asked for since it last might have been thrown out.
        self.used = False
        #: The last position and moment at which it was found valid.
        self.position = stamp.since
        self.seen = monotonic()


class Kept(Generic[V]):
    """Values whose sizes together stay below ``limit`` bytes; 0 keeps nothing.

    Those give room that were not used since they were last passed over ("second chance", CLOCK): to use one leaves
    nothing but a mark on it, where moving it to the end of an order would touch two others.

    Threads may share a store. Keys are plain values, whose comparison runs no Python code. An outdated value can be had
    for ``stale_seconds`` after it was last found valid.
    """

    def __init__(self, history: Versions, limit: int, stale_seconds: float = 0.0) -> None:
        self._history = history
        self._limit = limit
        self._stale_seconds = stale_seconds
        self._entries: OrderedDict[Hashable, _Entry[V]] = OrderedDict()
        self._lock = Lock()
        self.size = 0

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: Hashable) -> V | None:
        """The valid value under ``key``."""
        entry = self._entries.get(key)
        if entry is None:
            return None
        words = self._history.words
        # Read before the slots: what is marked meanwhile has a later position, at which the slots are read again.
        position = words[POSITION]
        if entry.position != position or entry.epoch != words[EPOCH]:
            if not entry.stamp.is_valid(self._history):
                if not self._stale_seconds:
                    self._drop(key, entry)
                return None
            entry.position = position
        if self._stale_seconds:
            entry.seen = monotonic()
        entry.used = True
        return entry.value

    def stale(self, key: Hashable) -> V | None:
        """The value under ``key`` even if it is outdated, unless that is too long ago."""
        entry = self._entries.get(key)
        if entry is None or monotonic() - entry.seen > self._stale_seconds:
            return None
        return entry.value

    def put(self, key: Hashable, value: V, stamp: Stamp, size: int) -> bool:
        """Keep ``value`` of ``size`` bytes; whether it is kept. Outdated values and too large ones are not."""
        size += _OVERHEAD + _PER_SLOT * len(stamp.slots)
        if size > self._limit or not stamp.is_valid(self._history):
            return False
        entry = _Entry(value, stamp, size)
        with self._lock:
            replaced = self._entries.pop(key, None)
            self.size += size - (replaced.size if replaced else 0)
            self._give_room()
            self._entries[key] = entry
        return True

    def grow(self, key: Hashable, more: int) -> None:
        """Count ``more`` bytes for the value under ``key``."""
        with self._lock:
            entry = self._entries.get(key)
            if entry is not None:
                entry.size += more
                self.size += more
                self._give_room()

    def clear(self) -> None:
        with self._lock:
            self._entries.clear()
            self.size = 0

    def _give_room(self) -> None:
        while self.size > self._limit:
            key, entry = self._entries.popitem(last=False)
            if entry.used:
                entry.used = False
                self._entries[key] = entry
            else:
                self.size -= entry.size

    def _drop(self, key: Hashable, entry: _Entry[V]) -> None:
        with self._lock:
            if self._entries.get(key) is entry:
                del self._entries[key]
                self.size -= entry.size
