"""What an import did to each item, as data, as a table and as JSON."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from itertools import chain
from textwrap import indent
from typing import Any

from rich.cells import cell_len

#: How a shell is told that a command ended by Ctrl-C: 128 and the number of the signal.
INTERRUPTED = 130


class Status(StrEnum):
    """What became of an item."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"
    UNPUBLISHED = "unpublished"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class ItemReport:
    """One article or section: the file it comes from, the import's key, its title, what became of it and why."""

    source: str
    key: str
    item: str
    status: Status
    detail: str = ""

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> "ItemReport":
        """From what `asdict` makes of a report."""
        return cls(**{**data, "status": Status(data["status"])})


@dataclass(frozen=True, slots=True)
class Report:
    """A whole run. ``items`` can be gone through several times, but only once at a time.

    ``failed`` counts the files that were sound but could not be stored, ``left`` those that an interrupted run has not
    come to.
    """

    items: Iterable[ItemReport]
    failed: int = 0
    left: int = 0

    @property
    def counts(self) -> dict[str, int]:
        found = Counter(item.status for item in self.items)
        return {status.value: found[status] for status in Status if found[status]}

    @property
    def files(self) -> dict[str, int]:
        rejected = {item.source for item in self.items if item.status is Status.REJECTED}
        imported = {item.source for item in self.items} - rejected
        left = {"left": self.left} if self.left else {}
        return {"imported": len(imported), "rejected": len(rejected), **left}

    @property
    def exit_code(self) -> int:
        """0: all imported, conflicts included; 2: input was rejected; 1: not stored; 130: interrupted."""
        if self.left:
            return INTERRUPTED
        if self.failed:
            return 1
        return 2 if self.files["rejected"] else 0


def as_json(report: Report) -> Iterator[str]:
    """``{"counts": {status: n}, "files": {…}, "items": [{"source", "key", "item", "status", "detail"}]}``, by lines."""
    items = json_list(map(asdict, report.items), "  ")
    yield "{"
    yield f'  "counts": {_nested(report.counts)},'
    yield f'  "files": {_nested(report.files)},'
    yield f'  "items": {next(items)}'
    yield from items
    yield "}"


def as_table(report: Report) -> Iterator[str]:
    """A line for each item under its column's name, and a line that sums up."""
    yield from columns(
        ("STATUS", "SOURCE", "ITEM", "DETAIL"),
        lambda: ((item.status.value, item.source, item.item, item.detail) for item in report.items),
    )
    yield ""
    yield summary(report)


def summary(report: Report) -> str:
    """All of a run in one line, such as ``2 files imported, 1 rejected: 12 unchanged, 1 conflict``."""
    files = report.files
    told = f"{_files(files['imported'])} imported"
    if files["rejected"]:
        told += f", {files['rejected']} rejected"
    if counts := ", ".join(f"{number} {status}" for status, number in report.counts.items()):
        told += f": {counts}"
    if report.left:
        told += f"; interrupted, {_files(report.left)} left: the same command goes on"
    return told


def columns(heads: Sequence[str], rows: Callable[[], Iterable[Sequence[str]]]) -> Iterator[str]:
    """What ``rows`` gives as lines of aligned columns; it is asked twice.

    Arabic cells are isolated, so that a bidirectional terminal keeps their place.
    """
    widths = [cell_len(head) for head in heads]
    for row in rows():
        widths = [max(width, cell_len(_isolated(cell))) for width, cell in zip(widths, row, strict=True)]
    for row in chain([heads], rows()):
        cells = ((_isolated(cell), width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cell + " " * (width - cell_len(cell)) for cell, width in cells).rstrip()


def to_json(data: Any) -> str:
    """JSON that stays readable in Arabic."""
    return json.dumps(data, ensure_ascii=False, indent=2)


def json_list(items: Iterable[Any], margin: str = "") -> Iterator[str]:
    """The lines of a list in JSON, of which one item is held at a time."""
    item = ""
    for data in items:
        yield f"{item}," if item else "["
        item = indent(to_json(data), f"{margin}  ")
    yield from (item, f"{margin}]") if item else ("[]",)


def _nested(data: Any) -> str:
    return indent(to_json(data), "  ").lstrip()


def _files(number: int) -> str:
    return f"{number} file{'' if number == 1 else 's'}"


def _isolated(text: str) -> str:
    return text if text.isascii() else f"\u2068{text}\u2069"
