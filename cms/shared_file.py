"""Files in memory that the processes of one user share, and nobody else can read or replace."""

import mmap
import os
from pathlib import Path


def opened(path: Path) -> int:
    """A descriptor of the file at ``path``, which is made where it is missing; raises ``PermissionError``."""
    # NOFOLLOW and the check of the owner: the folder may be one in which anybody can put a file.
    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    status = os.fstat(file)
    if status.st_uid != os.geteuid() or status.st_mode & 0o077:
        os.close(file)
        raise PermissionError(f"{path} is not this user's own: remove it, or set VERSIONS_DIR.")
    return file


def mapped(file: int, size: int) -> mmap.mmap:
    """The first ``size`` bytes of an opened file; new ones are 0."""
    os.posix_fallocate(file, 0, size)
    return mmap.mmap(file, size)
