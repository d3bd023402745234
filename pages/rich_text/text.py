"""The typed tree as plain text."""

from collections.abc import Iterable, Iterator

from .nodes import Block, Document, Heading, Inline, LineBreak, ListItem, Paragraph, Text


def to_text(document: Document) -> str:
    """The words alone: a line for each paragraph, heading and item of a list, and for each line that is broken."""
    return "\n".join(line for block in document.children for line in _lines(block))


def _lines(block: Block | ListItem) -> Iterator[str]:
    if isinstance(block, Paragraph | Heading):
        pieces: list[str] = []
        _collect(block.children, pieces)
        yield from filter(None, "".join(pieces).split("\n"))
    else:
        for child in block.children:
            yield from _lines(child)


def _collect(children: Iterable[Inline], pieces: list[str]) -> None:
    for node in children:
        if isinstance(node, Text):
            pieces.append(node.value)
        elif isinstance(node, LineBreak):
            pieces.append("\n")
        else:
            _collect(node.children, pieces)
