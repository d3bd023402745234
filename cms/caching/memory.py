"""The versions that all processes of a host share: a file in memory that says when each tag last changed.

The file is a row of unsigned 64-bit words: eight of them about the whole, then a slot for each hash of a tag. A slot
holds the position in the journal of the last change to its tags. Words are read without a lock and written under one.
"""

import fcntl
import mmap
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from threading import Lock
from time import time

from django.conf import settings
from django.db import connection

from cms.shared_file import mapped, opened

from .tags import SLOTS

EPOCH, POSITION, NEXT_EXPIRY, HEARD = range(4)
FIRST_SLOT = 8
SIZE = 8 * (FIRST_SLOT + SLOTS)
NEVER = 2**63
#: Microseconds after which a journal that was not heard may hold changes that are not marked here.
SILENCE = 5_000_000


class Versions:
    """When each tag last changed, as far as this host has heard.

    A value made of some tags, at an ``epoch`` and ``position`` read before its data was, is valid as long as the epoch
    is the same and ``are_unchanged`` is true of the tags' slots since that position. ``path`` is the file that the
    host's processes share; without one, the memory is this process's own.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self._turn = Lock()
        self._inode = 0
        self._open()

    def _open(self) -> None:
        if self.path is None:
            buffer = mmap.mmap(-1, SIZE)
        else:
            file = opened(self.path)
            try:
                buffer = mapped(file, SIZE)
                self._inode = os.fstat(file).st_ino
            finally:
                os.close(file)
        #: All words of the memory, for those who count nanoseconds.
        self.words = memoryview(buffer).cast("Q")

    @property
    def epoch(self) -> int:
        """Which journal the positions are those of; 0 while that is not known, when nothing may be kept."""
        return self.words[EPOCH]

    @property
    def position(self) -> int:
        """The number of the last change that is marked here."""
        return self.words[POSITION]

    @property
    def next_expiry(self) -> int:
        """When content expires next, in microseconds since 1970."""
        return self.words[NEXT_EXPIRY] or NEVER

    @next_expiry.setter
    def next_expiry(self, moment: int) -> None:
        self.words[NEXT_EXPIRY] = moment

    @property
    def heard(self) -> int:
        """When the journal was last looked at with success, in microseconds since 1970."""
        return self.words[HEARD]

    def hear(self) -> None:
        self.words[HEARD] = int(time() * 1_000_000)

    def are_unchanged(self, slots: Iterable[int], since: int) -> bool:
        """Whether no tag of ``slots`` changed after position ``since``."""
        words = self.words
        for slot in slots:  # noqa: SIM110  all() takes twice as long
            if words[FIRST_SLOT + slot] > since:
                return False
        return True

    def mark(self, slots: Iterable[int], position: int) -> None:
        """Note that the tags of ``slots`` changed at ``position``. Only for who holds the lock."""
        words = self.words
        for slot in slots:
            words[FIRST_SLOT + slot] = position
        # The position comes last: whoever dies before it leaves the whole change to the next.
        words[POSITION] = position

    def mark_everything(self, position: int) -> None:
        """Note that any tag may have changed at ``position``. Only for who holds the lock."""
        self._fill(position)
        self.words[POSITION] = position

    def begin(self, epoch: int, position: int) -> None:
        """Start anew, knowing nothing of what was before ``position``. Only for who holds the lock."""
        self.words[EPOCH] = 0
        self._fill(position)
        self.words[POSITION] = position
        self.words[NEXT_EXPIRY] = 1
        self.words[EPOCH] = epoch

    def _fill(self, position: int) -> None:
        self.words[FIRST_SLOT:] = memoryview(position.to_bytes(8, sys.byteorder) * SLOTS).cast("Q")

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keeps all other threads and processes from writing, for the time of its block."""
        if self.path is None:
            with self._turn:
                yield
            return
        self.renew()
        # Opened anew each time: a lock belongs to an opened file, which threads and forked processes would share.
        with self.path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                # Closing is not enough where a process was forked meanwhile and holds the same opened file.
                fcntl.flock(file, fcntl.LOCK_UN)

    def renew(self) -> None:
        """Open the file anew if another took its place, as where somebody has cleared the folder."""
        if self.path is None:
            return
        try:
            inode = self.path.stat().st_ino
        except FileNotFoundError:
            inode = 0
        if inode != self._inode:
            self._open()


_known: dict[str, Versions] = {}


def versions() -> Versions:
    """The memory that belongs to the database of this process."""
    database = connection.settings_dict
    name = str(database["NAME"])
    known = _known.get(name)
    if known is None:
        known = _known.setdefault(name, Versions(None if _is_in_memory(name) else _path(database)))
    return known


def _is_in_memory(name: str) -> bool:
    return connection.vendor == "sqlite" and (":memory:" in name or "mode=memory" in name)


def _path(database: dict[str, object]) -> Path:
    """One file for each database, data folder, user and layout of the words."""
    identity = [str(database[key]) for key in ("NAME", "HOST", "PORT")] + [str(settings.DATA_DIR), str(SIZE)]
    digest = blake2b("\0".join(identity).encode(), digest_size=8).hexdigest()
    shared = Path("/dev/shm")
    folder = settings.VERSIONS_DIR or (shared if shared.is_dir() else tempfile.gettempdir())
    return Path(folder) / f"shabakat-{os.geteuid()}-{digest}"
