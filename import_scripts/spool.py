"""Values of a long run in their order, of which only few are held in memory."""

import json
from collections.abc import Callable, Iterator
from tempfile import SpooledTemporaryFile
from typing import Any, Generic, TypeVar
from weakref import finalize

T = TypeVar("T")

#: Up to this size, in characters, they stay in memory; beyond it they go to a temporary file.
IN_MEMORY = 1_000_000


class Spool(Generic[T]):
    """Values that are added one by one and can be gone through again and again, one walk at a time.

    ``write`` turns a value into JSON-ready data, ``read`` such data into the value. The file goes with this object.
    """

    def __init__(self, write: Callable[[T], Any], read: Callable[[Any], T]) -> None:
        self._write = write
        self._read = read
        self._file = SpooledTemporaryFile(IN_MEMORY, "w+", encoding="utf-8")  # noqa: SIM115  closed with this object
        finalize(self, self._file.close)

    def add(self, *values: T) -> None:
        self._file.seek(0, 2)
        self._file.writelines(f"{json.dumps(self._write(value))}\n" for value in values)

    def __iter__(self) -> Iterator[T]:
        self._file.seek(0)
        for line in self._file:
            yield self._read(json.loads(line))
