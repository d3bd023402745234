"""Rich text as readers get it: stored HTML, read once into a typed tree, and written as HTML, plain text or JSON."""

from collections.abc import Callable

from .html import to_html as html_of
from .nodes import Document
from .reading import read
from .targets import Address, Destination, LinkKind, Reference, Resolve, Target
from .text import to_text as text_of
from .tree import TYPESCRIPT
from .tree import to_tree as tree_of

__all__ = [
    "TYPESCRIPT",
    "Address",
    "Destination",
    "Document",
    "LinkKind",
    "Reference",
    "Resolve",
    "Target",
    "html_of",
    "read",
    "references",
    "text_of",
    "to_html",
    "to_text",
    "tree_of",
]


def references(source: str) -> frozenset[Reference]:
    """What the links of a stored rich text point to."""
    return frozenset(read(source, None).references)


def to_html(source: str, address: Callable[[Reference], str | None]) -> str:
    """Sanitised HTML of a stored rich text. A link to what has no address goes, and its text stays."""

    def resolve(target: Target) -> Destination | None:
        if isinstance(target, Address):
            return Destination(target.kind, target.href)
        href = address(target)
        return Destination(LinkKind(target.kind), href) if href else None

    return html_of(read(source, None), resolve)


def to_text(source: str) -> str:
    """The words of a stored rich text, a line for each paragraph."""
    return text_of(read(source, None))
