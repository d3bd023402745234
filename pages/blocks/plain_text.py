"""The words of a body, read from its stored form without building blocks."""

from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from re import compile as pattern
from typing import Any

_TAG = pattern(r"<[^>]*>")
_ADDRESSES = {"url"}


def plain_text(raw_blocks: Iterable[Mapping[str, Any]]) -> str:
    """All that a reader reads in ``[{"type", "value", "id"}, …]``, a line for each field that holds text."""
    return "\n".join(text for block in raw_blocks for text in _texts(block["value"]))


def strip_tags(html: str) -> str:
    """The text of rich text; tags become spaces, so that words in neighbouring paragraphs stay apart."""
    return unescape(_TAG.sub(" ", html))


def _texts(value: Any) -> Iterator[str]:
    match value:
        case str():
            if text := strip_tags(value).strip():
                yield text
        case Mapping():
            for key, inner in value.items():
                if key not in _ADDRESSES:
                    yield from _texts(inner)
        case list() | tuple():
            for inner in value:
                yield from _texts(inner)
