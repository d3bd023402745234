"""What is kept of a row beside its columns: parts of answers that follow from the row alone, as JSON."""

from collections.abc import Callable, Sequence
from typing import Any

import orjson

#: Bytes that the parts of one row take at most; then it forgets them all and begins anew.
MOST = 200_000
#: What a part takes beside its text, in bytes.
_FRAME = 150
ATTRIBUTE = "_memory"


class Memory(dict[bytes, Any]):
    """The parts that are kept of a row, or of a block in it. What they grow by is told to ``grown``, in bytes."""

    __slots__ = ("_room",)

    def __init__(self, grown: Callable[[int], None]) -> None:
        super().__init__()
        self._room = _Room(grown)
        self._room.memories.append(self)

    def part(self) -> "Memory":
        """A memory for something inside the row, in the same room."""
        made = Memory.__new__(Memory)
        made._room = self._room
        self._room.memories.append(made)
        return made

    def keep(self, key: bytes, value: Any) -> None:
        """Keep a part as the text that it becomes, unless it is too large."""
        if isinstance(value, dict | list):
            # A copy: what orjson gives holds on to the four kilobytes that it begins with.
            text = bytes(memoryview(orjson.dumps(value, default=str)))
            size, value = len(text), orjson.Fragment(text)
        else:
            size = len(value) if isinstance(value, str) else 0
        if self._room.take(size + _FRAME):
            self[key] = value


class _Room:
    """The bytes that the memories of one row share."""

    __slots__ = ("_grown", "_taken", "_told", "memories")

    def __init__(self, grown: Callable[[int], None]) -> None:
        self.memories: list[Memory] = []
        self._grown = grown
        self._taken = self._told = 0

    def take(self, size: int) -> bool:
        """Whether there is room, which is made where it is needed."""
        if size > MOST:
            return False
        if self._taken + size > MOST:
            for memory in self.memories:
                memory.clear()
            self._taken = 0
        self._taken += size
        if self._taken > self._told:
            self._grown(self._taken - self._told)
            self._told = self._taken
        return True


def memories_of(objects: Sequence[Any]) -> list[Memory | None]:
    """The memory of each object; None for what is no kept row, nor a block of one."""
    return [getattr(each, ATTRIBUTE, None) for each in objects]
