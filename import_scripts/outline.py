"""The outline of an article: the vocabulary that parsers, renderer, mapping and loader share.

Every text in an outline is one line without line breaks, with something visible in it and without whitespace at its
ends.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias, assert_never

from .words import word_count

LEAD_IN = "اقرأ أيضًا"
"""The words before a read-also link when the source of an outline does not hold them."""


class Kind(StrEnum):
    """What a section is about."""

    DEFINITION = "definition"
    TYPES = "types"
    IMPORTANCE = "importance"
    ADVANTAGES = "advantages"
    DEVELOPMENTS = "developments"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a section."""

    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section, at level 3 or 4."""

    text: str
    level: int = 3


@dataclass(frozen=True, slots=True)
class Point:
    """A titled entry of a list."""

    title: str
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Platform:
    """A list entry on a platform: `label` is the article's name for it; `slug` is "" when unknown."""

    slug: str
    label: str
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadAlso:
    """A link to another text; `url` is "" when unknown, or when `text` is itself the address."""

    text: str
    url: str = ""
    lead_in: str = LEAD_IN


@dataclass(frozen=True, slots=True)
class Summary:
    """The closing words of a section."""

    text: str


Block: TypeAlias = Paragraph | Heading | Point | Platform | ReadAlso | Summary


@dataclass(frozen=True, slots=True)
class Section:
    """A section with its blocks in order."""

    title: str
    kind: Kind
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """An article; `warnings` says which lines were read on a guess."""

    title: str
    lead: tuple[str, ...]
    sections: tuple[Section, ...]
    warnings: tuple[str, ...] = ()


def block_texts(block: Block) -> Iterator[str]:
    """Yield what a reader sees of a block, in order; a link's address and lead-in are not part of it."""
    match block:
        case Paragraph(text) | Heading(text) | Summary(text) | ReadAlso(text):
            yield text
        case Point(title, paragraphs) | Platform(_, title, paragraphs):
            yield title
            yield from paragraphs
        case _:
            assert_never(block)


def section_text(section: Section) -> str:
    """Return all that a reader sees of a section, one text per line."""
    return "\n".join((section.title, *(text for block in section.blocks for text in block_texts(block))))


def outline_words(outline: Outline) -> int:
    """Count the words that the outline holds, lead-ins and addresses of links included."""
    texts = [outline.title, *outline.lead]
    for section in outline.sections:
        texts.append(section.title)
        for block in section.blocks:
            texts.extend(block_texts(block))
            if isinstance(block, ReadAlso):
                texts += [block.lead_in, block.url]
    return sum(map(word_count, texts))


def block_dict(block: Block) -> dict[str, Any]:
    """Return a block as JSON-ready data; `url` of a read-also link is there when it is known."""
    match block:
        case Paragraph(text):
            return {"type": "paragraph", "text": text}
        case Heading(text):
            return {"type": "heading", "text": text}
        case Summary(text):
            return {"type": "summary", "text": text}
        case ReadAlso(text, url):
            return {"type": "read_also", "text": text} | ({"url": url} if url else {})
        case Point(title, paragraphs):
            return {"type": "point", "title": title, "paragraphs": list(paragraphs)}
        case Platform(slug, label, paragraphs):
            return {"type": "platform", "platform": slug, "label": label, "paragraphs": list(paragraphs)}
        case _:
            assert_never(block)


def outline_dict(outline: Outline, *, words_in: int, mentions: Callable[[str], Sequence[str]]) -> dict[str, Any]:
    """Return an outline as JSON-ready data.

    `words_in` is the number of words in the source; `mentions` tells which platforms (slugs) a section's
    text names.
    """
    return {
        "title": outline.title,
        "lead": list(outline.lead),
        "sections": [
            {
                "title": section.title,
                "kind": section.kind.value,
                "blocks": [block_dict(block) for block in section.blocks],
                "mentions": list(mentions(section_text(section))),
            }
            for section in outline.sections
        ],
        "words": {"in": words_in, "out": outline_words(outline)},
        "warnings": list(outline.warnings),
    }
