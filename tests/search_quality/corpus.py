"""The texts that are searched, and the queries with the texts that answer them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Text:
    key: str
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked, and by the key of each text that answers it how well it does: 3 best, 1 barely."""

    words: str
    grades: Mapping[str, int]

    @property
    def answers(self) -> frozenset[str]:
        """Those texts that a reader would be glad to find; what is only mentioned somewhere is no answer."""
        return frozenset(key for key, grade in self.grades.items() if grade > 1)


def texts() -> list[Text]:
    """``texts.txt``: blocks of two lines, ``key | title`` and the text."""
    blocks = (_FOLDER / "texts.txt").read_text(encoding="utf-8").strip().split("\n\n")
    return [Text(*head.split(" | "), body) for head, body in (block.split("\n") for block in blocks)]


def queries() -> list[Query]:
    """``queries.txt``: lines of ``query | key=grade key=grade``, and comments."""
    lines = (_FOLDER / "queries.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split(" | ") for line in lines if line and not line.startswith("#"))
    return [
        Query(asked, {key: int(grade) for key, grade in (g.split("=") for g in grades.split())})
        for asked, grades in pairs
    ]
