"""Counts of what the serving processes of this host do, in the text format that Prometheus collects.

A kept answer is counted too, and there each microsecond tells. prometheus-client takes two of them for a count where
there are several processes; here it is one word of memory. Each process has its figures, under a number as a label
(prometheus.io/docs/practices/instrumentation, "Use labels"), and whichever is asked tells those of all.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from cms.tallies import Tallies, Tally

#: Each metric's kind and meaning.
METRICS = {
    "answers_total": ("counter", "Answers of GraphQL by where they came from."),
    "operations_total": ("counter", "Operations that were run, by executor and why by that one."),
    "kept_entries": ("gauge", "Values that a store in memory holds."),
    "kept_bytes": ("gauge", "Bytes that the values of a store in memory take."),
}
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Count:
    """One figure of this process."""

    __slots__ = ("_name", "_place", "_words")

    def __init__(self, name: str, tally: Tally) -> None:
        self._name = name
        self._words, self._place = tally.words, tally.place(name)

    def add(self) -> None:
        # Without a lock: CPython changes threads at calls and at the ends of loops, and here is neither.
        self._words[self._place] += 1

    def set(self, value: int) -> None:
        self._words[self._place] = value

    def move(self, tally: Tally) -> None:
        """Go on counting in ``tally``, from what it holds."""
        counted = self._words[self._place]
        self._words, self._place = tally.words, tally.place(self._name)
        self._words[self._place] += counted


_own = Tally()
_tallies: Tallies | None = None
_counts: dict[str, Count] = {}
_gauges: dict[str, Callable[[], int]] = {}


def share(path: Path) -> None:
    """Keep this process's figures where the others see them: in files whose paths begin with ``path``."""
    global _own, _tallies  # noqa: PLW0603
    if _tallies is None:
        _tallies = Tallies(path)
        _own = _tallies.own
        for named in _own.figures():
            if _kind(named) == "gauge":  # of the process that had them before
                _own.words[_own.place(named)] = 0
        for known in _counts.values():
            known.move(_own)


def counter(name: str, **labels: str) -> Count:
    """The counter of that name and those labels, to be kept by who counts often."""
    return _count(_named(name, labels))


def count(name: str, **labels: str) -> None:
    """One more, as in ``count("operations_total", executor="plan")``."""
    counter(name, **labels).add()


def gauge(read: Callable[[], int], name: str, **labels: str) -> None:
    """Let ``read`` tell the value whenever somebody asks this process, and whenever it ``publish``es."""
    _gauges[_named(name, labels)] = read


def publish() -> None:
    """Let other processes see the present values of this one's gauges."""
    for name, read in _gauges.copy().items():
        _count(name).set(read())


def rendered() -> str:
    """The values of all processes, after a line that says which of them tells."""
    publish()
    others = _tallies.all() if _tallies else ()
    number = _tallies.number if _tallies else 1
    known = {other: _living(tally, lives) for other, tally, lives in others} | {number: _own.figures()}
    return f"# Told by process {number}.\n" + "".join(_lines(known))


def _count(name: str) -> Count:
    return _counts.get(name) or _counts.setdefault(name, Count(name, _own))


def _named(name: str, labels: dict[str, str]) -> str:
    return json.dumps([name, *sorted(labels.items())])


def _living(tally: Tally, lives: bool) -> dict[str, int]:
    """The figures that are true: what a process has counted stays counted, what it held is gone with it."""
    figures = tally.figures()
    return {name: value for name, value in figures.items() if lives or _kind(name) == "counter"}


def _kind(named: str) -> str:
    return METRICS.get(json.loads(named)[0], ("",))[0]


def _lines(figures: dict[int, dict[str, int]]) -> Iterator[str]:
    known = [(*json.loads(name), process, value) for process, found in figures.items() for name, value in found.items()]
    for metric, (kind, meaning) in METRICS.items():
        found = sorted((labels, process, value) for name, *labels, process, value in known if name == metric)
        if found:
            yield f"# HELP shabakat_{metric} {meaning}\n# TYPE shabakat_{metric} {kind}\n"
        for labels, process, value in found:
            yield f"shabakat_{metric}{{{_spelt([*labels, ('process', str(process))])}}} {value}\n"


def _spelt(labels: Any) -> str:
    escaped = ((key, value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")) for key, value in labels)
    return ",".join(f'{key}="{value}"' for key, value in escaped)
