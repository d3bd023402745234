"""Answers of all sites brought to one form, in which they must be equal."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote, urlsplit

#: Lists in which not every site promises an order that the others could keep.
_UNORDERED = {"people", "topics", "mentions", "search"}
#: What some sites find as the only one of a list.
_SINGLE = {"article"}
_BDI = re.compile(r"</?bdi\b[^>]*>")
_ATTRIBUTE = re.compile(r'\s(?!href=)[\w-]+="[^"]*"')
_HREF = re.compile(r'href="([^"]*)"')


def common(data: dict[str, Any]) -> dict[str, Any]:
    """``data`` of any site without what differs by design: wrappers, joins, names of enumerations, hosts, ``bdi``."""
    site = data.get("site") or {}
    inner = {"articles": site["articles"], "site": {"name": site["name"]}} if "articles" in site else {}
    return {name: _plain(name, value) for name, value in {**data, **inner}.items()}


def difference(one: Any, other: Any, where: str = "data") -> str | None:
    """The first place where two answers in the common form differ, and what stands there; None if they are equal."""
    match one, other:
        case dict(), dict():
            places = [(f"{where}.{name}", one.get(name), other.get(name)) for name in sorted(one.keys() | other.keys())]
        case list(), list() if len(one) == len(other):
            places = [(f"{where}[{place}]", *both) for place, both in enumerate(zip(one, other, strict=True))]
        case _:
            return None if one == other else f"{where}: {one!r} is not {other!r}"
    return next((found for name, *both in places if (found := difference(*both, name))), None)


def _plain(name: str, value: Any) -> Any:
    match value:
        case {"nodes": list(items)} | {"docs": list(items)}:
            return _plain(name, items)
        case {"html": text} | {"value": text}:
            return _plain(name, text)
        case dict():
            return {key: _plain(key, inner) for key, inner in value.items()}
        case [only] if name in _SINGLE:
            return _plain(name, only)
        case list():
            items = [_plain(name, _joined(inner)) for inner in value]
            return sorted(items, key=repr) if name in _UNORDERED else items
    return _text(name, value) if isinstance(value, str) else value


def _joined(item: Any) -> Any:
    """What the row of a joining table leads to, and anything else as it is."""
    match [*item.values()] if isinstance(item, dict) else None:
        case [dict(inner)]:
            return inner
    return item


def _text(name: str, value: str) -> Any:
    if name in _FORMS:
        return _FORMS[name](value)
    if "<" in value:
        bare = _ATTRIBUTE.sub("", _BDI.sub("", value))
        return _HREF.sub(lambda found: f'href="{_path(found[1])}"', bare)
    return value


def _path(address: str) -> str:
    return unquote(urlsplit(address).path)


#: Texts that mean the same in several forms: what brings them to one, by the names of their fields.
_FORMS: dict[str, Callable[[str], Any]] = {
    "__typename": lambda name: name.removeprefix("ComponentBlocks").removesuffix("Block"),
    "date": lambda moment: moment.partition("T")[0],
    "kind": str.lower,
    "level": lambda heading: int(heading.removeprefix("h")),
    "path": _path,
    "tone": str.lower,
    "url": _path,
}
