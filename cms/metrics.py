"""Counts of what this process does, in the text format that Prometheus collects.

A kept answer is counted too, and there each microsecond tells. prometheus-client takes two of them for a count where
there are several processes, which is several times what these take: here each process tells its own, by its label.
"""

from collections.abc import Callable, Iterator
from os import getpid
from typing import Any

#: Each metric's kind and meaning.
METRICS = {
    "answers_total": ("counter", "Answers of GraphQL by where they came from."),
    "operations_total": ("counter", "Operations that were run, by executor and why by that one."),
    "kept_entries": ("gauge", "Values that a store in memory holds."),
    "kept_bytes": ("gauge", "Bytes that the values of a store in memory take."),
}
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

Labels = tuple[tuple[str, str], ...]


class Count:
    """One counter with its labels."""

    __slots__ = ("value",)

    def __init__(self) -> None:
        self.value = 0

    def add(self) -> None:
        # Without a lock: CPython changes threads at calls and at the ends of loops, and here is neither.
        self.value += 1


_counts: dict[tuple[str, Labels], Count] = {}
_gauges: dict[tuple[str, Labels], Callable[[], float]] = {}


def counter(name: str, **labels: str) -> Count:
    """The counter of that name and those labels, to be kept by who counts often."""
    return _counts.setdefault((name, tuple(sorted(labels.items()))), Count())


def count(name: str, **labels: str) -> None:
    """One more, as in ``count("operations_total", executor="plan")``."""
    counter(name, **labels).add()


def gauge(read: Callable[[], float], name: str, **labels: str) -> None:
    """Let ``read`` tell the value whenever somebody asks."""
    _gauges[name, tuple(sorted(labels.items()))] = read


def rendered() -> str:
    """All values of this process."""
    counted: dict[tuple[str, Labels], float] = {of: count.value for of, count in _counts.copy().items()}
    return "".join(_lines(counted | {of: read() for of, read in _gauges.copy().items()}))


def _lines(values: dict[tuple[str, Labels], float]) -> Iterator[str]:
    for name, (kind, meaning) in METRICS.items():
        found = sorted((labels, value) for (of, labels), value in values.items() if of == name)
        if found:
            yield f"# HELP shabakat_{name} {meaning}\n# TYPE shabakat_{name} {kind}\n"
        for labels, value in found:
            yield f"shabakat_{name}{{{_spelt((*labels, ('process', str(getpid()))))}}} {value}\n"


def _spelt(labels: Any) -> str:
    escaped = ((key, value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")) for key, value in labels)
    return ",".join(f'{key}="{value}"' for key, value in escaped)
