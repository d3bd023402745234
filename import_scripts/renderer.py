"""Outline → text: the parser's inverse, with marks and escapes only where plain text would read otherwise.

`parse(render(outline)) == outline` but for the warnings, when both use the same `platform_slug`, the lead-in of
every read-also link is one that the parser knows, and titles of article and sections keep to its limit.
"""

from collections.abc import Callable, Iterator
from typing import assert_never

from .outline import Block, Heading, Outline, Paragraph, Platform, Point, ReadAlso, Section, Summary
from .parsers.folding import BLANKS
from .parsers.kinds import kind_of
from .parsers.lines import Closing, Entry, Plain, classify, escaped_label
from .parsers.phrases import ReadAlsoLine, link
from .parsers.text import TITLE_WORDS
from .words import word_count

_BREAK = "---"


def render(outline: Outline, *, platform_slug: Callable[[str], str | None]) -> str:
    """Return an outline as text; `platform_slug` tells the slug of the platform known under a label."""
    lines = [_title(outline.title), *map(_paragraph, outline.lead)]
    for section in outline.sections:
        lines += ["", _section_heading(section, outline.title)]
        previous: Block | None = None
        for block in section.blocks:
            if isinstance(block, Paragraph) and _is_open(previous):
                lines.append(_BREAK)
            lines += _block(block, platform_slug)
            previous = block
    return "\n".join(lines) + "\n"


def _title(text: str) -> str:
    is_plain = not text.startswith("\\") and isinstance(line := classify(text), Plain) and line.text == text
    return text if is_plain and word_count(text) <= TITLE_WORDS else f"# {text}"


def _section_heading(section: Section, article_title: str) -> str:
    title, kind = section.title, section.kind
    has_text_below = bool(section.blocks) and not isinstance(section.blocks[0], Heading)
    if kind is kind_of(title, article_title):
        if has_text_below and classify(title) == Plain(title, may_be_heading=True):
            return title
        if not title.startswith("{"):
            return f"## {title}"
    return f"## {{{kind}}} {title}"


def _block(block: Block, platform_slug: Callable[[str], str | None]) -> Iterator[str]:
    match block:
        case Paragraph(text):
            yield _paragraph(text)
        case Heading(text, level):
            yield f"{'#' * level} {text}"
        case Summary(text):
            yield text if classify(text) == Closing(text) else f"#= {text}"
        case ReadAlso(text, url, lead_in):
            plain = f"{lead_in}: {text}"
            yield plain if classify(plain) == ReadAlsoLine(lead_in, text, url) else f"{lead_in}: {link(text, url)}"
        case Point(title, paragraphs):
            yield from _entry(title, paragraphs, None, platform_slug)
        case Platform(slug, label, paragraphs):
            yield from _entry(label, paragraphs, slug, platform_slug)
        case _:
            assert_never(block)


def _entry(
    label: str, paragraphs: tuple[str, ...], slug: str | None, platform_slug: Callable[[str], str | None]
) -> Iterator[str]:
    """Yield the lines of an entry: on one line with its text, or with the text on the lines after."""
    written = escaped_label(label)
    match paragraphs:
        case ():
            text, body = None, written
        case (text,):
            body = f"{_before_colon(written)}: {text}"
        case _:
            text, body = "", f"{_before_colon(written)}:"
    plain = f"- {body}"
    if classify(plain) == Entry(label, text) and platform_slug(label.strip(BLANKS)) == slug:
        yield plain
    else:
        yield f"- \\{body}" if slug is None else f"- {{{slug}}} \\{body}"
    if len(paragraphs) > 1:
        yield _paragraph(paragraphs[0], follows_label=True)
        yield from map(_paragraph, paragraphs[1:])


def _before_colon(label: str) -> str:
    """Double the backslashes a label ends in, so that they do not take the colon for a plain one."""
    return label + "\\" * (len(label) - len(label.rstrip("\\")))


def _paragraph(text: str, *, follows_label: bool = False) -> str:
    line = classify(text)
    if line == Plain(text) or (follows_label and line == Plain(text, may_be_heading=True)):
        return text
    return f"\\{text}"


def _is_open(block: Block | None) -> bool:
    return isinstance(block, Point | Platform) and len(block.paragraphs) > 1
