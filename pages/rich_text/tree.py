"""The typed tree as JSON, for clients that render each kind of node with a component of their own."""

from collections.abc import Iterable
from typing import Any

from cms.direction import direction_of

from .links import shown
from .nodes import Block, Document, Heading, Inline, LineBreak, Link, List, ListItem, Paragraph, Quote, Run, Text
from .targets import Resolve

#: The form as TypeScript knows it; the schema shows this to clients.
TYPESCRIPT = """\
type Direction = "ltr" | "rtl"
type RichTextTree = { type: "document"; lang: string; dir: Direction; children: Block[] }
type Block =
  | { type: "paragraph"; children: Inline[] }
  | { type: "heading"; level: 3 | 4; children: Inline[] }
  | { type: "list"; ordered: boolean; children: ListItem[] }
  | { type: "quote"; children: Block[] }
type ListItem = { type: "listItem"; children: Block[] }
type Inline =
  | { type: "text"; value: string; marks?: Mark[] }
  | { type: "lineBreak" }
  | { type: "run"; dir: Direction; lang?: string; children: Inline[] }
  | { type: "link"; kind: LinkKind; href: string; pageId?: string; children: Inline[] }
type Mark = "bold" | "italic" | "code" | "sub" | "sup"
type LinkKind = "page" | "document" | "external" | "email" | "phone" | "path" | "anchor"
"""

Json = dict[str, Any]


def to_tree(document: Document, language: str, resolve: Resolve) -> Json:
    """The tree of a rich text in ``language``, in the form of ``TYPESCRIPT``."""
    return {
        "type": "document",
        "lang": language,
        "dir": direction_of(language).value,
        "children": [_block(block, resolve) for block in document.children],
    }


def _block(block: Block | ListItem, resolve: Resolve) -> Json:
    match block:
        case Paragraph():
            return {"type": "paragraph", "children": _inlines(block.children, resolve)}
        case Heading():
            return {"type": "heading", "level": block.level, "children": _inlines(block.children, resolve)}
        case List():
            items = [_block(item, resolve) for item in block.children]
            return {"type": "list", "ordered": block.ordered, "children": items}
        case ListItem():
            return {"type": "listItem", "children": [_block(child, resolve) for child in block.children]}
        case Quote():
            return {"type": "quote", "children": [_block(child, resolve) for child in block.children]}


def _inlines(children: Iterable[Inline], resolve: Resolve) -> list[Json]:
    written: list[Json] = []
    for node, destination in shown(children, resolve):
        match node:
            case Text():
                marks = {"marks": [mark.value for mark in node.marks]} if node.marks else {}
                written.append({"type": "text", "value": node.value, **marks})
            case LineBreak():
                written.append({"type": "lineBreak"})
            case Run():
                language = {"lang": node.language} if node.language else {}
                below = _inlines(node.children, resolve)
                written.append({"type": "run", "dir": node.direction.value, **language, "children": below})
            case Link() if destination:
                page = {"pageId": destination.page_id} if destination.page_id else {}
                where = {"kind": destination.kind.value, "href": destination.href, **page}
                written.append({"type": "link", **where, "children": _inlines(node.children, resolve)})
    return written
