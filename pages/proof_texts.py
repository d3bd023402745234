"""The texts of a page as its editors last left them, field by field, for whoever reads proofs."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import CharField, TextField
from django.utils.text import capfirst
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from pages.blocks.plain_text import UNREAD
from pages.rich_text import to_text

#: Text that is written for machines.
_NO_PROSE = {"slug", "url_path", "kind", "path", "comments", "draft_title"}


def proof_texts(page: Page) -> Iterator[tuple[str, str]]:
    """Each text of the newest version of a specific ``page``, published or not, with the name of its field.

    Asks the database for nothing if the page came with its ``latest_revision``.
    """
    content = page.latest_revision.content if page.latest_revision else page.serializable_data()
    for field in page._meta.get_fields():
        if not isinstance(field, CharField | TextField | StreamField) or field.name in _NO_PROSE or field.choices:
            continue
        value = content.get(field.name) or ""
        name = capfirst(str(field.verbose_name))
        if isinstance(field, StreamField):
            for block in json.loads(value or "[]"):
                yield from ((name, text) for text in _texts("", block["value"]))
        elif isinstance(value, str) and value.strip():
            yield name, to_text(value) if isinstance(field, RichTextField) else value


def _texts(key: str, value: Any) -> Iterator[str]:
    """The texts of a block's stored value; what is called prose is rich."""
    match value:
        case str():
            if text := to_text(value) if key == "prose" else value.strip():
                yield text
        case Mapping():
            for name, inner in value.items():
                if name not in UNREAD:
                    yield from _texts(name, inner)
        case list():
            for inner in value:
                yield from _texts(key, inner)
