"""One computation for many who want the same: the first computes, the others wait for what comes of it."""

from collections.abc import Hashable
from threading import Condition, Lock
from time import monotonic


class Flights:
    """Who computes what at the moment, in this process."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._landed = Condition(self._lock)
        self._under_way: set[Hashable] = set()

    def begin(self, key: Hashable) -> bool:
        """Whether the caller is now the one who computes ``key``, and has to ``end`` it whatever comes of it."""
        with self._lock:
            if key in self._under_way:
                return False
            self._under_way.add(key)
            return True

    def end(self, key: Hashable) -> None:
        with self._lock:
            self._under_way.discard(key)
            self._landed.notify_all()

    def wait(self, key: Hashable, until: float) -> bool:
        """Wait for the computation of ``key`` to end, at most until that moment of the monotonic clock.

        False where it is still under way then.
        """
        with self._lock:
            return self._landed.wait_for(lambda: key not in self._under_way, max(0.0, until - monotonic()))
