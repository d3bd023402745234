"""Blocks of an outline ↔ raw StreamField data, and the form in which two such bodies are compared."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, assert_never
from uuid import NAMESPACE_URL, uuid5

from .outline import Block, Heading, Paragraph, Platform, Point, ReadAlso, Summary
from .parsers.folding import first_visible
from .rich_prose import canonical_prose, lost_in_text, one_line, paragraphs, prose

__all__ = ["canonical", "canonical_prose", "from_raw", "paragraphs", "prose", "stream", "to_raw"]


def to_raw(blocks: Iterable[Block], *, platform_pk: Callable[[str], int | None], key: str) -> list[dict[str, Any]]:
    """Return blocks as the raw data of a section's body.

    `platform_pk` tells the primary key of a platform by its slug, or None. The identifiers follow from `key`
    and what a block is called, so that a block keeps its own when another is put before it.
    """
    seen: Counter[str] = Counter()
    return [_identified(*_raw(block, platform_pk), key, seen) for block in blocks]


def stream(block_type: str, values: Iterable[Any], *, key: str = "") -> list[dict[str, Any]]:
    """Return values as the raw data of a stream of one block type, with lasting identifiers."""
    seen: Counter[str] = Counter()
    return [_identified(block_type, value, str(value), key, seen) for value in values]


def _identified(block_type: str, value: Any, name: str, key: str, seen: Counter[str]) -> dict[str, Any]:
    path = f"{key}/{block_type}/{name}"
    seen[path] += 1
    return {"type": block_type, "value": value, "id": str(uuid5(NAMESPACE_URL, f"{path}/{seen[path]}"))}


def _raw(block: Block, platform_pk: Callable[[str], int | None]) -> tuple[str, dict[str, Any], str]:
    """Return a block's type, its value and the text that names it."""
    match block:
        case Paragraph(text):
            return "paragraph", {"prose": prose((text,))}, text
        case Heading(text, level):
            return "heading", {"text": text, "level": f"h{level}"}, text
        case Point(title, texts):
            return "point", {"title": title, "prose": prose(texts)}, title
        case Platform(slug, label, texts):
            value = {"platform": platform_pk(slug), "display_name": label, "prose": prose(texts)}
            return "platform", value, label
        case ReadAlso(text, url):
            return "read_also", {"text": text, "page": None, "url": url}, text
        case Summary(text):
            return "summary", {"prose": prose((text,))}, text
        case _:
            assert_never(block)


def from_raw(
    raw: Sequence[Mapping[str, Any]], *, platform_slug: Callable[[int], str | None]
) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """Return the blocks of a section's body, and what the text form cannot hold, such as "block 3: image".

    `platform_slug` tells the slug of a platform by its primary key, or None. A paragraph or summary of several
    `<p>` becomes several blocks; quotes and call-outs become paragraphs.
    """
    blocks: list[Block] = []
    lost: list[str] = []
    for number, item in enumerate(raw, start=1):
        block_type, value = item["type"], item["value"]
        found, missing = _blocks(block_type, value, platform_slug)
        blocks += found
        lost += (f"block {number}: {what}" for what in (*missing, *lost_in_text(value.get("prose") or "")))
    return tuple(blocks), tuple(lost)


_Found = tuple[Iterable[Block], tuple[str, ...]]


def _blocks(block_type: str, value: Mapping[str, Any], platform_slug: Callable[[int], str | None]) -> _Found:
    """Return the blocks that one raw value becomes, and what of it is lost."""
    texts = paragraphs(value.get("prose") or "")
    match block_type:
        case "paragraph" | "summary":
            return map(Summary if block_type == "summary" else Paragraph, texts), ()
        case "heading":
            level = 4 if value.get("level") == "h4" else 3
            return (Heading(text, level) for text in _texts(value, "text")), ()
        case "point":
            return _titled(_texts(value, "title"), texts, Point), ()
        case "platform":
            return _platform(value, texts, platform_slug), ()
        case "read_also":
            return _read_also(value)
        case _:
            return _other(block_type, value, texts)


def _texts(value: Mapping[str, Any], *names: str) -> tuple[str, ...]:
    """Return those of the named texts that are not blank."""
    return tuple(text for text in (one_line(value.get(name) or "") for name in names) if first_visible(text))


def _titled(
    titles: tuple[str, ...], texts: tuple[str, ...], entry: Callable[[str, tuple[str, ...]], Block]
) -> Iterable[Block]:
    """Return an entry, or its paragraphs alone while it has no title yet."""
    return (entry(titles[0], texts),) if titles else map(Paragraph, texts)


def _platform(
    value: Mapping[str, Any], texts: tuple[str, ...], platform_slug: Callable[[int], str | None]
) -> Iterable[Block]:
    pk = value.get("platform")
    slug = (platform_slug(pk) if pk is not None else None) or ""
    names = _texts(value, "display_name") or ((slug,) if slug else ())
    return _titled(names, texts, lambda label, held: Platform(slug, label, held))


def _read_also(value: Mapping[str, Any]) -> _Found:
    url = (value.get("url") or "").strip()
    page = value.get("page")
    names = _texts(value, "text") or ((url,) if url else ())
    lost = () if page is None else (f"link to page {page}",)
    return (ReadAlso(text, "" if text == url else url) for text in names), lost


def _other(block_type: str, value: Mapping[str, Any], texts: tuple[str, ...]) -> _Found:
    """Return the nearest that text has to a block of another type."""
    match block_type:
        case "quote":
            text = " — ".join(_texts(value, "text", "attribution"))
            return ((Paragraph(text),) if text else ()), ("quote, kept as a paragraph",)
        case "callout":
            return map(Paragraph, (*_texts(value, "title"), *texts)), ("callout, kept as paragraphs",)
        case _:
            names = ", ".join(_texts(value, "caption", "alt_text", "url"))
            return (), (f"{block_type} ({names})" if names else block_type,)


def canonical(raw: Sequence[Mapping[str, Any]]) -> str:
    """Return a body so that it is equal before and after an editor saves it without a change.

    Identifiers of blocks and paragraphs are left out, and so are empty values.
    """
    return json.dumps([_canonical(item) for item in raw], ensure_ascii=False, sort_keys=True)


def _canonical(value: Any, name: str = "") -> Any:
    match value:
        case str():
            return canonical_prose(value) if name == "prose" or "data-block-key=" in value else value
        case Mapping():
            is_block = {"type", "value"} <= value.keys()
            kept = {key: _canonical(held, key) for key, held in value.items() if not (is_block and key == "id")}
            return {key: held for key, held in kept.items() if held not in (None, "", [], {})}
        case list() | tuple():
            return [_canonical(held) for held in value]
        case _:
            return value
