"""The typed tree of a rich text: blocks that hold blocks or inline nodes, and nothing that is not listed here."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from cms.direction import Direction

from .targets import Reference, Target


class Mark(StrEnum):
    """How a text is set apart, in the order in which marks are told."""

    BOLD = "bold"
    ITALIC = "italic"
    CODE = "code"
    SUB = "sub"
    SUP = "sup"


Marks: TypeAlias = tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """Characters under the same marks."""

    value: str
    marks: Marks = ()


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A new line inside a block."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words that run against their surroundings; ``language`` is None where the script does not tell it."""

    direction: Direction
    language: str | None
    children: tuple["Inline", ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Text that leads to ``target``."""

    target: Target
    children: tuple["Inline", ...]


Inline: TypeAlias = Text | LineBreak | Link | Run


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``bare`` where the source has the text alone, as in an item of a list."""

    children: tuple[Inline, ...]
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 3 or 4."""

    level: int
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class ListItem:
    """An item of a list: paragraphs and lists below it."""

    children: tuple["Block", ...]


@dataclass(frozen=True, slots=True)
class List:
    """A list, numbered where ``ordered``."""

    ordered: bool
    children: tuple[ListItem, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's words, set apart."""

    children: tuple["Block", ...]


Block: TypeAlias = Paragraph | Heading | List | Quote


@dataclass(frozen=True, slots=True)
class Document:
    """A whole rich text, and what its links refer to."""

    children: tuple[Block, ...]
    references: tuple[Reference, ...] = ()
