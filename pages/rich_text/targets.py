"""What a link of a stored rich text leads to, and the address that readers get for it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

# Any number that a primary key can be; more digits are more than databases compare.
_KEY = re.compile(r"[0-9]{1,18}")
#: What browsers leave out of an address before they read it (url.spec.whatwg.org, "basic URL parser").
_LEFT_OUT = re.compile("[\x00-\x1f\x7f]")


class LinkKind(StrEnum):
    """Where a link leads."""

    PAGE = "page"
    DOCUMENT = "document"
    EXTERNAL = "external"
    EMAIL = "email"
    PHONE = "phone"
    PATH = "path"
    ANCHOR = "anchor"


@dataclass(frozen=True, slots=True)
class Reference:
    """What a stored link points to by number: ``kind`` is ``page`` or ``document``."""

    kind: str
    key: int


@dataclass(frozen=True, slots=True)
class Address:
    """An address that stands in the text itself."""

    kind: LinkKind
    href: str


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a reader is led; ``page_id`` names the page for clients that hold it already."""

    kind: LinkKind
    href: str
    page_id: str | None = None


Target: TypeAlias = Reference | Address
#: Where a target leads readers; None where it leads nowhere, so that only the link's text stays.
Resolve: TypeAlias = Callable[[Target], Destination | None]

_PREFIXES = (
    ("https://", LinkKind.EXTERNAL),
    ("http://", LinkKind.EXTERNAL),
    ("mailto:", LinkKind.EMAIL),
    ("tel:", LinkKind.PHONE),
    ("#", LinkKind.ANCHOR),
)


def target_of(attributes: Mapping[str, str]) -> Target | None:
    """What ``<a>`` with these attributes leads to; None for an unknown type of link and for an address not allowed.

    Stored links carry a type and a number instead of an address (docs.wagtail.org, Rich text internals, Data format).
    """
    if "linktype" in attributes:
        return _reference(attributes["linktype"], attributes.get("id", ""))
    return _address(attributes.get("href", ""))


def _reference(kind: str, key: str) -> Reference | None:
    return Reference(kind, int(key)) if kind in {"page", "document"} and _KEY.fullmatch(key) else None


def _address(href: str) -> Address | None:
    """Allowed are whole addresses, paths from the root and places in the same page."""
    href = _LEFT_OUT.sub("", href).strip()
    lowered = href.lower()
    for prefix, kind in _PREFIXES:
        if lowered.startswith(prefix) and len(href) > len(prefix):
            return Address(kind, href)
    if href.startswith("//") and len(href) > 2:
        return Address(LinkKind.EXTERNAL, f"https:{href}")
    return Address(LinkKind.PATH, href) if href.startswith("/") and href[1:2] not in {"/", "\\"} else None
