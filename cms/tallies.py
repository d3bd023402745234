"""The figures of each serving process of a host, in files that all of them can read.

A file is a row of records: a word that holds the figure, then its name. It belongs to the process that holds its lock.
When that ends, the next to start goes on with its figures, so that counts never go back and there are never more files
than there were processes at a time.
"""

import fcntl
import mmap
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Lock

from cms.shared_file import mapped, opened

_RECORDS, _RECORD = 128, 512
_WORD = 8
_LAST = (_RECORDS - 1) * _RECORD // _WORD
SIZE = _RECORDS * _RECORD


class Tally:
    """The figures of one process by their names.

    ``words`` is the memory in which they are kept, each at the place that ``place`` tells; without a ``buffer`` nobody
    else sees it. A name too many, or of more than 504 bytes, gets a place that is not told.
    """

    def __init__(self, buffer: mmap.mmap | None = None) -> None:
        self._bytes = memoryview(buffer or mmap.mmap(-1, SIZE))
        self.words = self._bytes.cast("Q")
        self._lock = Lock()

    def place(self, name: str) -> int:
        """The place of the figure ``name`` in ``words``, which is 0 where it is new."""
        wanted = name.encode()
        if len(wanted) > _RECORD - _WORD:
            return _LAST
        with self._lock:
            for number in range(_RECORDS - 1):
                found = self._name(number)
                if found == wanted:
                    return number * _RECORD // _WORD
                if not found:
                    start = number * _RECORD + _WORD
                    self._bytes[start : start + len(wanted)] = wanted
                    return number * _RECORD // _WORD
        return _LAST

    def figures(self) -> dict[str, int]:
        """All figures that have a name."""
        names = {self._name(number): number * _RECORD // _WORD for number in range(_RECORDS - 1)}
        return {name.decode(): self.words[place] for name, place in names.items() if name}

    def _name(self, number: int) -> bytes:
        start = number * _RECORD
        return bytes(self._bytes[start + _WORD : start + _RECORD]).rstrip(b"\0")


class Tallies:
    """The files whose paths begin with ``path``, of which the first that is free becomes this process's own."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.number, self._file = self._taken()
        self.own = Tally(mapped(self._file, SIZE))

    def _taken(self) -> tuple[int, int]:
        number = 1
        while True:
            file = opened(self._of(number))
            with suppress(BlockingIOError):
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return number, file
            os.close(file)
            number += 1

    def all(self) -> Iterator[tuple[int, Tally, bool]]:
        """Each process's number and figures, and whether it lives."""
        number = 1
        while self._of(number).exists():
            file = opened(self._of(number))
            try:
                yield number, Tally(mapped(file, SIZE)), number == self.number or _is_held(file)
            finally:
                os.close(file)
            number += 1

    def _of(self, number: int) -> Path:
        return self._path.with_name(f"{self._path.name}-figures-{number}")


def _is_held(file: int) -> bool:
    """Whether a process has the lock. Asked for together with others, so that nobody is kept from it for long."""
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    return False
