"""Links of a tree as an answer shows them: those that lead somewhere, and the text of the others."""

from collections.abc import Iterable, Iterator

from .nodes import Inline, Link
from .targets import Destination, Resolve


def shown(children: Iterable[Inline], resolve: Resolve) -> Iterator[tuple[Inline, Destination | None]]:
    """The nodes, each link with its destination; a link that leads nowhere is replaced by what it holds."""
    for node in children:
        if not isinstance(node, Link):
            yield node, None
        elif destination := resolve(node.target):
            yield node, destination
        else:
            yield from shown(node.children, resolve)
