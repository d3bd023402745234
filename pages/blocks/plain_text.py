"""The words of a body, read from its stored form without building blocks."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from snippets.markup import strip_tags

#: What is stored as text and not read as such: addresses, choices and the types of columns.
UNREAD = {"url", "level", "tone", "type"}


def plain_text(raw_blocks: Iterable[Mapping[str, Any]]) -> str:
    """All that a reader reads in ``[{"type", "value", "id"}, …]``, a line for each field that holds text."""
    return "\n".join(text for block in raw_blocks for text in _texts(block["value"]))


def _texts(value: Any) -> Iterator[str]:
    match value:
        case str():
            if text := strip_tags(value).strip():
                yield text
        case Mapping():
            for key, inner in value.items():
                if key not in UNREAD:
                    yield from _texts(inner)
        case list() | tuple():
            for inner in value:
                yield from _texts(inner)
