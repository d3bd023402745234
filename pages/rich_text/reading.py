"""Stored HTML → the typed tree: parsed as browsers do, and nothing taken over but what the tree has a node for."""

import re
from html import unescape
from typing import Any

import nh3

from cms.direction import Direction
from cms.remembering import remembered

from .inlines import inlines
from .nodes import Block, Document, Heading, List, ListItem, Mark, Marks, Paragraph, Quote
from .spans import BREAK, Span, tidied
from .targets import Reference, Target, target_of

_MARKS = {
    "b": Mark.BOLD,
    "strong": Mark.BOLD,
    "i": Mark.ITALIC,
    "em": Mark.ITALIC,
    "code": Mark.CODE,
    "sub": Mark.SUB,
    "sup": Mark.SUP,
}
_HEADINGS = {"h3": 3, "h4": 4}
_HOLDERS = {"ul", "ol", "li", "blockquote"}
#: Elements that part their text from what is around them; headings of other levels are among them.
_PARTING = {
    *(
        "address",
        "article",
        "aside",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
    ),
    *("figcaption", "figure", "footer", "form", "h1", "h2", "h5", "h6", "header", "hgroup", "legend", "main", "menu"),
    *(
        "nav",
        "optgroup",
        "option",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
    ),
    "tr",
}
#: Elements whose content is no text of the page.
_SILENT = {"iframe", "noembed", "noframes", "noscript", "script", "style", "template", "title"}
_ALLOWED = {"a", "br", "p"} | _MARKS.keys() | _HEADINGS.keys() | _HOLDERS
_CLEANER = nh3.Cleaner(
    tags=_ALLOWED | _PARTING,
    clean_content_tags=_SILENT,
    attributes={"a": {"href", "id", "linktype"}},
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
)

# What nh3 writes is one spelling of HTML (html.spec.whatwg.org, "Serializing HTML fragments"): names in lower case,
# attributes in double quotes, every "<" of a text and every quote of an attribute escaped.
_TOKEN = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [a-z]+="[^"]*")*)>|([^<]+)')
_ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_SPACES = re.compile("[\t\n\x0b\f\r\x1c-\x1f\x85\u2028\u2029 ]+")

#: Lists and quotes inside one another; what lies deeper joins the level above it.
MAX_DEPTH = 8


@remembered(1_000, longest=4_000)
def read(source: str, base: Direction | None) -> Document:
    """The tree of a stored rich text whose language runs in ``base``; without a base, runs are not told apart.

    Short texts, which are nearly all, are kept for the next reader.
    """
    reader = _Reader(base)
    for closes, tag, attributes, text in _TOKEN.findall(_clean(source)):
        if text:
            reader.text(text)
        elif closes:
            reader.end(tag)
        else:
            reader.start(tag, attributes)
    return reader.document()


def _clean(source: str) -> str:
    try:
        return _CLEANER.clean(source)
    except UnicodeEncodeError:  # half of a surrogate pair, which JSON can hold and UTF-8 cannot
        return _CLEANER.clean(source.encode(errors="replace").decode())


class _Reader:
    """Takes tokens in turn. Elements are well nested: nh3 writes from a tree."""

    def __init__(self, base: Direction | None) -> None:
        self._base = base
        self._holders: list[tuple[str, list[Any]]] = [("", [])]
        self._block = ""
        self._spans: list[Span] = []
        self._open: list[Mark] = []
        self._marks: Marks = ()
        self._target: Target | None = None
        self._references: dict[Reference, None] = {}

    def text(self, text: str) -> None:
        text = unescape(text)
        if "  " in text or not text.isprintable():
            text = _SPACES.sub(" ", _CONTROLS.sub("", text))
        self._spans.append(Span(text, self._marks, self._target))

    def start(self, tag: str, attributes: str) -> None:
        if mark := _MARKS.get(tag):
            self._open.append(mark)
            self._mark()
        elif tag == "a":
            self._target = target_of({name: unescape(value) for name, value in _ATTRIBUTE.findall(attributes)})
            if isinstance(self._target, Reference):
                self._references[self._target] = None
        elif tag == "br":
            self._spans.append(Span(BREAK))
        else:
            self._end_block()
            if tag in _HOLDERS:
                self._hold(tag)
            else:
                self._block = tag

    def end(self, tag: str) -> None:
        if mark := _MARKS.get(tag):
            self._open.remove(mark)
            self._mark()
        elif tag == "a":
            self._target = None
        else:
            self._end_block()
            if tag in _HOLDERS:
                self._release()

    def document(self) -> Document:
        self._end_block()
        (_tag, children), *_ = self._holders
        return Document(tuple(children), tuple(self._references))

    def _mark(self) -> None:
        self._marks = tuple(mark for mark in Mark if mark in self._open)

    def _hold(self, tag: str) -> None:
        """Begin a list, an item or a quote. One that lies too deep is not begun: it is what holds it."""
        self._holders.append((tag, []) if len(self._holders) <= MAX_DEPTH else self._holders[-1])

    def _release(self) -> None:
        tag, children = self._holders.pop()
        if not children or children is self._holders[-1][1]:
            return
        match tag:
            case "li":
                self._add(ListItem(tuple(children)))
            case "blockquote":
                self._add(Quote(tuple(children)))
            case _:
                self._add(List(tag == "ol", tuple(children)))

    def _end_block(self) -> None:
        begun, tag = self._spans, self._block
        self._spans, self._block = [], ""
        if not begun:
            return
        spans = tidied(begun)
        if not any(span.text.strip() for span in spans):
            return
        children = inlines(spans, self._base)
        if tag in _HEADINGS:
            self._add(Heading(_HEADINGS[tag], children))
        else:
            self._add(Paragraph(children, bare=tag != "p" and not self._follows_bare()))

    def _follows_bare(self) -> bool:
        """Whether bare text would run into the bare text before it."""
        siblings = self._holders[-1][1]
        return bool(siblings) and isinstance(siblings[-1], Paragraph) and siblings[-1].bare

    def _add(self, node: Block | ListItem) -> None:
        """Append to what holds the place: lists hold items, and only lists do."""
        tag, children = self._holders[-1]
        if tag in {"ul", "ol"}:
            children.append(node if isinstance(node, ListItem) else ListItem((node,)))
        else:
            children.append(List(False, (node,)) if isinstance(node, ListItem) else node)
