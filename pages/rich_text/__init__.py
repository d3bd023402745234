"""Rich text as readers get it: stored HTML, read once into a typed tree, and written as HTML, plain text or JSON."""

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
    "text_of",
    "to_text",
    "tree_of",
]


def to_text(source: str) -> str:
    """The words of a stored rich text, a line for each paragraph."""
    return text_of(read(source, None))
