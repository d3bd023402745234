"""What an import did to each item, as data, as a table and as JSON."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from rich.cells import cell_len


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


@dataclass(frozen=True, slots=True)
class Report:
    """A whole run. ``failed`` counts the files that were sound but could not be stored."""

    items: tuple[ItemReport, ...]
    failed: int = 0

    @property
    def counts(self) -> dict[str, int]:
        found = Counter(item.status for item in self.items)
        return {status.value: found[status] for status in Status if found[status]}

    @property
    def files(self) -> dict[str, int]:
        rejected = {item.source for item in self.items if item.status is Status.REJECTED}
        imported = {item.source for item in self.items} - rejected
        return {"imported": len(imported), "rejected": len(rejected)}

    @property
    def exit_code(self) -> int:
        """0: all imported, conflicts included; 2: input was rejected; 1: sound input could not be stored."""
        if self.failed:
            return 1
        return 2 if self.files["rejected"] else 0


def as_json(report: Report) -> str:
    """``{"items": [{"source", "key", "item", "status", "detail"}], "counts": {status: n}, "files": {…}}``."""
    items = [
        {"source": i.source, "key": i.key, "item": i.item, "status": i.status.value, "detail": i.detail}
        for i in report.items
    ]
    return to_json({"items": items, "counts": report.counts, "files": report.files})


def as_table(report: Report) -> str:
    """A line for each item under its column's name, and a line that sums up."""
    rows = [(i.status.value, i.source, i.item, i.detail) for i in report.items]
    return f"{columns(('STATUS', 'SOURCE', 'ITEM', 'DETAIL'), rows)}\n\n{summary(report)}"


def summary(report: Report) -> str:
    """All of a run in one line, such as ``2 files imported, 1 rejected: 12 unchanged, 1 conflict``."""
    imported, rejected = report.files["imported"], report.files["rejected"]
    files = f"{imported} file{'' if imported == 1 else 's'} imported" + (f", {rejected} rejected" if rejected else "")
    counts = ", ".join(f"{number} {status}" for status, number in report.counts.items())
    return f"{files}: {counts}" if counts else files


def columns(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """``rows`` as aligned columns. Arabic cells are isolated, so that a bidirectional terminal keeps their place."""
    cells = [heads, *([_isolated(cell) for cell in row] for row in rows)]
    widths = [max(cell_len(row[column]) for row in cells) for column in range(len(heads))]
    padded = ((cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True)) for row in cells)
    return "\n".join("  ".join(row).rstrip() for row in padded)


def to_json(data: Any) -> str:
    """JSON that stays readable in Arabic."""
    return json.dumps(data, ensure_ascii=False, indent=2)


def _isolated(text: str) -> str:
    return text if text.isascii() else f"\u2068{text}\u2069"
