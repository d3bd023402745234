"""What was read lately of published content, kept in this process for as long as it has not changed.

Values are rows, and lists and look-ups that hold keys of rows, so that a change of a row outdates that row alone.
Nothing is kept inside a transaction, whose own changes nobody else may see yet, and nothing is taken from here while
this host may have missed a change: then values last for one execution.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sized
from contextlib import nullcontext
from functools import partial
from typing import Any, TypeVar

from django.conf import settings
from django.db import connection
from django.db.models import Model
from wagtail.blocks import StreamValue

from cms.caching.currency import is_up_to_date
from cms.caching.kept import Kept, Stamp
from cms.caching.memory import Versions, versions
from cms.caching.recording import Recording, decided, declared, made_of, recording
from cms.caching.tags import slots_of
from cms.metrics import gauge

from .memories import ATTRIBUTE, Memory

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

Tags = Callable[[Any, Any], Iterable[str]]

#: A value with the tags that it is made of.
_Value = tuple[Any, tuple[str, ...]]
#: What is kept in this process; or where that may not be, for one execution alone.
_Store = Kept[_Value] | dict[Hashable, _Value]

#: What Python takes for an object of a row or a list beside its texts, in bytes.
_FRAME = 2_000
#: The attribute by which the copies of a row share what was worked out of it.
_WORKED_OUT = "_worked_out"


class Shelf:
    """What is kept of one sort, as many bytes as ``limit`` says at the time; rows with a memory, where it has them."""

    def __init__(self, name: str, limit: Callable[[], int], *, has_memories: bool = False) -> None:
        self._name = name
        self._limit = limit
        self._has_memories = has_memories
        self._stores: dict[tuple[Versions, int], Kept[_Value]] = {}

    def each(
        self,
        kind: Hashable,
        keys: Iterable[K],
        load: Callable[[list[K]], Mapping[K, V]],
        tags: Tags,
        *,
        known: bool = True,
    ) -> dict[K, V]:
        """The value under each key, for which there is one; those that are not kept come from one call of ``load``.

        ``tags(key, value)`` names what a value is made of, and a missing one too, for which ``value`` is None. Where
        ``known`` is false that is not all there is, and the tables that ``load`` reads are added.
        """
        store = decided(self, self._store)
        found: dict[K, V] = {}
        missing: list[K] = []
        known_names: set[str] = set()
        for key in dict.fromkeys(keys):
            kept = store.get((kind, key))
            if kept is None:
                missing.append(key)
                continue
            value, names = kept
            known_names.update(names)
            if value is not None:
                found[key] = value
        made_of(*known_names)
        if not missing:
            return found
        with recording() as used, declared() if known else nullcontext():
            loaded = load(missing)
        for key in missing:
            value = loaded.get(key)
            names = tuple({*tags(key, value), *used.tags})
            made_of(*names)
            self._put(store, (kind, key), value, names, used)
            if value is not None:
                found[key] = value
        return found

    def shelve(self, kind: Hashable, values: Mapping[K, Any], tags: Tags, used: Recording) -> None:
        """Keep what was read on the way to something else, while ``used`` was recording."""
        store = decided(self, self._store)
        for key, value in values.items():
            self._put(store, (kind, key), value, tuple(tags(key, value)), used)

    def one(self, kind: Hashable, load: Callable[[], V], tags: Iterable[str], *, known: bool = True) -> V | None:
        """The value of its kind, as ``each`` would give it."""
        return self.each(kind, (None,), lambda keys: {None: load()}, lambda key, value: tags, known=known).get(None)

    def _put(self, store: _Store, key: Hashable, value: Any, names: tuple[str, ...], used: Recording) -> None:
        if isinstance(store, dict):
            store[key] = value, names
            return
        if used.unkeepable:
            return
        stamp = Stamp(slots_of(names), used.epoch, used.since)
        is_kept = store.put(key, (value, names), stamp, _size(value))
        if is_kept and self._has_memories and isinstance(value, Model):
            value.__dict__[ATTRIBUTE] = Memory(partial(store.grow, key))

    def _store(self) -> _Store:
        limit = self._limit()
        if not limit or connection.in_atomic_block:
            return {}
        history = versions()
        if not is_up_to_date(history, is_alone=connection.vendor == "sqlite"):
            return {}
        store = self._stores.get((history, limit))
        if store is None:
            store = self._stores.setdefault((history, limit), Kept(history, limit))
            gauge(store.__len__, "kept_entries", store=self._name)
            gauge(lambda: store.size, "kept_bytes", store=self._name)
        return store


_ROWS = Shelf("rows", lambda: settings.ROW_CACHE_BYTES, has_memories=True)
each, one, shelve = _ROWS.each, _ROWS.one, _ROWS.shelve

#: Sites and what was decided of them: few, and asked for by nearly each request.
configuration = Shelf("configuration", lambda: 1_000_000)


def copied(row: Any) -> Any:
    """A row of its own for one answer, which may hang on it what belongs to that answer."""
    row.__dict__.setdefault(_WORKED_OUT, {})
    twin = row.__class__.__new__(row.__class__)
    twin.__dict__.update(row.__dict__)
    return twin


def worked_out(row: Any, key: Hashable, work: Callable[[], V]) -> V:
    """What follows from nothing but the columns of ``row``, kept with the row where that is kept."""
    known: dict[Hashable, Any] | None = row.__dict__.get(_WORKED_OUT)
    if known is None:
        return work()
    if key not in known:
        known[key] = work()
    return known[key]


def _size(value: Any) -> int:
    """About how many bytes a value takes."""
    match value:
        case Model():
            return _FRAME + sum(map(_size_of_column, value.__dict__.values()))
        case str() | StreamValue():
            return _FRAME + _size_of_column(value)
        case Sized():
            return _FRAME + 100 * len(value)
    return _FRAME


def _size_of_column(value: Any) -> int:
    match value:
        case str():
            return 8 * len(value)  # the text, and what is worked out of it
        case StreamValue():
            return 10 * len(str(value.raw_data))
    return 50
