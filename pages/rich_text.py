"""Rich text as readers get it: stored references resolved, and nothing but allowed elements."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape, unescape
from urllib.parse import urlsplit

import nh3

from snippets.markup import strip_tags

# Stored links carry a type and a number instead of an address (docs.wagtail.org, Rich text internals, Data format).
_LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.DOTALL)
_ATTRIBUTE = re.compile(r"([a-z]+)=\"([^\"]*)\"")
_PARAGRAPH_END = re.compile(r"</(?:p|li|h[1-6])>|<br\s*/?>", re.IGNORECASE)

_SCHEMES = {"http", "https", "mailto", "tel"}
_CLEANER = nh3.Cleaner(
    tags={"a", "b", "blockquote", "br", "code", "em", "h3", "h4", "i", "li", "ol", "p", "strong", "sub", "sup", "ul"},
    attributes={"a": {"href"}},
    url_schemes=_SCHEMES,
    link_rel=None,
)


@dataclass(frozen=True, slots=True)
class Reference:
    """What a stored link points to: ``kind`` is ``page`` or ``document``."""

    kind: str
    key: int


def references(source: str) -> set[Reference]:
    """What the links of a stored rich text point to."""
    found = (_reference(attributes) for attributes, _text in _LINK.findall(source))
    return {reference for reference in found if reference}


def to_html(source: str, address: Callable[[Reference], str | None]) -> str:
    """Sanitised HTML of a stored rich text. A link to what has no address goes, and its text stays."""

    def resolved(match: re.Match[str]) -> str:
        attributes, text = match.groups()
        href: str | None
        if reference := _reference(attributes):
            href = address(reference)
        elif "linktype" in attributes:
            href = None
        else:
            href = _allowed(unescape(dict(_ATTRIBUTE.findall(attributes)).get("href", "")))
        return text if href is None else f'<a href="{escape(href)}">{text}</a>'

    return _CLEANER.clean(_LINK.sub(resolved, source))


def to_text(source: str) -> str:
    """The words of a stored rich text, a line for each paragraph."""
    lines = (" ".join(strip_tags(part).split()) for part in _PARAGRAPH_END.split(_CLEANER.clean(source)))
    return "\n".join(line for line in lines if line)


def _allowed(href: str) -> str | None:
    return href if href and urlsplit(href).scheme.lower() in {"", *_SCHEMES} else None


def _reference(attributes: str) -> Reference | None:
    values = dict(_ATTRIBUTE.findall(attributes))
    kind, key = values.get("linktype"), values.get("id", "")
    return Reference(kind, int(key)) if kind in {"page", "document"} and key.isascii() and key.isdigit() else None
