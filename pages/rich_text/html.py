"""The typed tree as HTML. Every element and attribute that readers can get is written here, and nowhere else."""

from collections.abc import Iterable
from html import escape

from .links import shown
from .nodes import (
    Block,
    Document,
    Heading,
    Inline,
    LineBreak,
    Link,
    List,
    ListItem,
    Mark,
    Marks,
    Paragraph,
    Quote,
    Run,
    Text,
)
from .targets import Destination, Resolve

_ELEMENTS = {Mark.BOLD: "b", Mark.ITALIC: "i", Mark.CODE: "code", Mark.SUB: "sub", Mark.SUP: "sup"}


def to_html(document: Document, resolve: Resolve) -> str:
    """The HTML of a rich text, with links where ``resolve`` says; one that leads nowhere leaves its text."""
    pieces: list[str] = []
    for block in document.children:
        _write(block, resolve, pieces)
    return "".join(pieces)


def _write(block: Block | ListItem, resolve: Resolve, pieces: list[str]) -> None:
    element = _element(block)
    if element:
        pieces.append(f"<{element}>")
    if isinstance(block, Paragraph | Heading):
        _write_inlines(block.children, (), resolve, pieces)
    else:
        for child in block.children:
            _write(child, resolve, pieces)
    if element:
        pieces.append(f"</{element}>")


def _element(block: Block | ListItem) -> str:
    match block:
        case Paragraph():
            return "" if block.bare else "p"
        case Heading():
            return f"h{block.level}"
        case List():
            return "ol" if block.ordered else "ul"
        case ListItem():
            return "li"
        case Quote():
            return "blockquote"


def _write_inlines(children: Iterable[Inline], outer: Marks, resolve: Resolve, pieces: list[str]) -> None:
    """Write inline nodes. An element for a mark stays open as long as what comes next is under the same mark."""
    opened: Marks = outer
    for node, destination in shown(children, resolve):
        match node:
            case Text():
                opened = _switch(opened, node.marks, outer, pieces)
                pieces.append(escape(node.value, quote=False))
            case LineBreak():
                pieces.append("<br>")
            case Link() | Run():
                opened = _switch(opened, _shared(opened, node), outer, pieces)
                pieces.append(_start(node, destination))
                _write_inlines(node.children, opened, resolve, pieces)
                pieces.append("</a>" if destination else "</bdi>")
    _switch(opened, outer, outer, pieces)


def _start(node: Link | Run, destination: Destination | None) -> str:
    if isinstance(node, Run):
        language = f' lang="{node.language}"' if node.language else ""
        return f'<bdi{language} dir="{node.direction}">'
    return f'<a href="{escape(destination.href)}">' if destination else ""


def _shared(marks: Marks, node: Inline) -> Marks:
    """Those of ``marks`` that all text of ``node`` has."""
    match node:
        case Text():
            return tuple(mark for mark in marks if mark in node.marks)
        case LineBreak():
            return marks
        case Link() | Run():
            for child in node.children:
                marks = _shared(marks, child)
            return marks


def _switch(opened: Marks, wanted: Marks, outer: Marks, pieces: list[str]) -> Marks:
    """Close and open elements until those of ``wanted`` are open; those of ``outer`` are not closed here."""
    if opened == wanted:
        return opened
    kept = len(outer)
    while kept < len(opened) and opened[kept] in wanted:
        kept += 1
    more = tuple(mark for mark in wanted if mark not in opened[:kept])
    pieces += [f"</{_ELEMENTS[mark]}>" for mark in reversed(opened[kept:])]
    pieces += [f"<{_ELEMENTS[mark]}>" for mark in more]
    return opened[:kept] + more
