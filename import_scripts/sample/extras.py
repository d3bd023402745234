"""Blocks of the sample that a plain text cannot hold: quotes, call-outs, pictures, tables and embeds."""

from collections.abc import Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from import_scripts.mapping import prose

from .material import Material

#: Where the sample's read-also link leads: an address that is kept free for examples.
READ_ALSO_URL = "https://example.org/content-plan"


def extra_block(extra: Mapping[str, Any], material: Material) -> dict[str, Any]:
    """A block as a section's body stores it; raises `KeyError` for a type that the sample does not use."""
    kind, text = extra["type"], extra.get("text", "")
    values: dict[str, dict[str, Any]] = {
        "quote": {"text": text, "attribution": extra.get("attribution", "")},
        "callout": {"tone": extra.get("tone"), "title": extra.get("title", ""), "prose": prose([text])},
        "heading": {"text": text, "level": "h3"},
        "embed": {"url": extra.get("url"), "caption": extra.get("caption", "")},
    }
    match kind:
        case "image":
            value = {
                "image": material.pictures[extra["picture"]].pk,
                "alt_text": extra["alt_text"],
                "caption": extra["caption"],
            }
        case "table":
            value = {"table": _table(extra)}
        case _:
            value = values[kind]
    return {"type": kind, "value": value, "id": str(uuid5(NAMESPACE_URL, f"{extra['section']}/{kind}/{extra}"))}


def with_address(block: Mapping[str, Any]) -> dict[str, Any]:
    """The block itself, a read-also link with an address to lead to."""
    if block["type"] != "read_also":
        return dict(block)
    return {**block, "value": {**block["value"], "url": READ_ALSO_URL}}


def _table(extra: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "columns": [{"type": "text", "heading": heading} for heading in extra["columns"]],
        "rows": [{"values": row} for row in extra["rows"]],
        "caption": extra["caption"],
    }
