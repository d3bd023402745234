"""Paragraphs ↔ the HTML of a rich text field, and the form in which two such fields are compared."""

import re
from collections.abc import Iterable
from hashlib import sha256
from html import escape
from html.parser import HTMLParser

from .parsers.folding import first_visible

# Every other tag parts paragraphs.
_INLINE_TAGS = frozenset(
    ("a", "b", "bdi", "code", "del", "em", "embed", "i", "img", "ins", "mark", "s", "span", "strong", "sub", "sup", "u")
)
_VOID_TAGS = frozenset(("br", "embed", "hr", "img"))
_HTML_SPACE = re.compile(r"[ \t\n\r\f]+")
_LINE_BREAK = re.compile("[\\s]*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029][\\s]*")


def one_line(text: str) -> str:
    """Return `text` as the outline holds texts: on one line, without whitespace at its ends."""
    return _LINE_BREAK.sub(" ", text).strip()


def prose(paragraphs: Iterable[str]) -> str:
    """Return plain paragraphs as rich text: a `<p>` each, escaped, with a key that depends on it only."""
    return "".join(
        f'<p data-block-key="{_block_key(place, text)}">{escape(text, quote=False)}</p>'
        for place, text in enumerate(paragraphs)
    )


def _block_key(place: int, text: str) -> str:
    return sha256(f"{place}\n{text}".encode()).hexdigest()[:8]


def paragraphs(html: str) -> tuple[str, ...]:
    """Return the paragraphs of a rich text; items of lists, headings and cells count as such, empty ones do not."""
    return tuple(_read(html).paragraphs)


def lost_in_text(html: str) -> tuple[str, ...]:
    """Name what `paragraphs` leaves out of a rich text: links, images and other embedded things."""
    return tuple(_read(html).lost)


def canonical_prose(html: str) -> str:
    """Return a rich text so that two which show the same are equal: without keys, in one spelling."""
    reader = _CanonicalReader()
    reader.feed(html)
    reader.close()
    return reader.canonical()


def _read(html: str) -> "_ParagraphReader":
    reader = _ParagraphReader()
    reader.feed(html)
    reader.close()
    reader.end_paragraph()
    return reader


class _ParagraphReader(HTMLParser):
    """Collects paragraphs and what they cannot hold."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[str] = []
        self.lost: list[str] = []
        self._pieces: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _INLINE_TAGS:
            self.end_paragraph()
        values = {name: value or "" for name, value in attrs}
        if tag == "a":
            where = values.get("href") or f"{values.get('linktype', 'page')} {values.get('id', '')}".strip()
            self.lost.append(f"link to {where}")
        elif tag in {"embed", "img"}:
            what = values.get("embedtype", "image")
            self.lost.append(f"{what} {values.get('alt') or values.get('url') or values.get('id', '')}".strip())

    def handle_endtag(self, tag: str) -> None:
        if tag not in _INLINE_TAGS:
            self.end_paragraph()

    def handle_data(self, data: str) -> None:
        self._pieces.append(data)

    def end_paragraph(self) -> None:
        """Complete the paragraph that is being read, if it has any text."""
        text = one_line("".join(self._pieces))
        self._pieces.clear()
        if first_visible(text):
            self.paragraphs.append(text)


class _CanonicalReader(HTMLParser):
    """Writes a rich text anew: attributes in order, one kind of escape, whitespace as a browser sees it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._pieces: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._trim_end(tag)
        kept = sorted((name, value or "") for name, value in attrs if name != "data-block-key")
        written = "".join(f' {name}="{escape(value)}"' for name, value in kept)
        self._pieces.append(f"<{tag}{written}>")

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID_TAGS:
            return
        self._trim_end(tag)
        if tag == "p" and self._pieces and self._pieces[-1] == "<p>":
            self._pieces.pop()
        else:
            self._pieces.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        text = _HTML_SPACE.sub(" ", data)
        if self._is_after_block():
            text = text.removeprefix(" ")
        if text:
            self._pieces.append(escape(text, quote=False))

    def canonical(self) -> str:
        """Return what has been written."""
        self._trim_end("p")
        return "".join(self._pieces)

    def _trim_end(self, tag: str) -> None:
        """Drop the whitespace before a block's beginning or end, which nobody sees."""
        if tag not in _INLINE_TAGS and self._pieces and not self._pieces[-1].startswith("<"):
            self._pieces[-1] = self._pieces[-1].rstrip(" ")
            if not self._pieces[-1]:
                self._pieces.pop()

    def _is_after_block(self) -> bool:
        if not self._pieces:
            return True
        last = self._pieces[-1]
        return last.startswith("<") and last.strip("</>").split(" ")[0] not in _INLINE_TAGS
