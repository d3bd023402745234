"""What a plan asks of the site that it runs in."""

from collections.abc import Sequence
from typing import Any, Protocol


class Memory(Protocol):
    """What is kept of an object for as long as that does not change, by what was asked."""

    def get(self, key: bytes, default: Any, /) -> Any: ...
    def keep(self, key: bytes, value: Any) -> None:
        """Keep a completed value, in whatever form an answer can hold it; or keep nothing."""


class Hooks:
    """What the site has to say while an operation runs. As it stands: nothing."""

    def admitted(self, objects: Sequence[Any]) -> Sequence[bool]:
        """For each object whether the answer may hold it; null takes the place of those that it may not."""
        return [True] * len(objects)

    def memories(self, objects: Sequence[Any]) -> Sequence[Memory | None]:
        """For each object where values that last as long as it may be kept for other runs; or nothing for none."""
        return ()

    def go_on(self) -> None:
        """Called again and again; raises what ends the run, no Exception."""

    def failed(self, error: Exception) -> None:
        """Told of every failure; raises, as ``go_on`` does, where nothing else will work either."""

    def not_covered(self, reason: str) -> None:
        """Told why graphql-core runs the operation instead."""
