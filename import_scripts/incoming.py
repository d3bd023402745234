"""What a text asks to be stored: its article and sections, each with a key that lasts and its fields."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pages.models import ArticlePage, SectionPage

from .mapping import canonical, canonical_prose, prose, to_raw
from .merging import fingerprint
from .outline import Outline
from .section_keys import section_keys

ARTICLE = ""
"""The key of the article itself among the items of an import."""

IMPORTED_FIELDS = ("title", "lead", "kind", "body")
"""The fields that an import writes, of articles and sections together."""

StoredPage = ArticlePage | SectionPage


@dataclass(frozen=True, slots=True)
class Incoming:
    """An item of the text: its key, the page type it becomes, values for its fields, and their fingerprints."""

    key: str
    model: type[StoredPage]
    fields: Mapping[str, Any]

    @property
    def title(self) -> str:
        return self.fields["title"]

    @property
    def fallback_slug(self) -> str:
        """The address where the title holds no letter."""
        return "section" if self.key else "article"

    @property
    def prints(self) -> dict[str, str]:
        return {name: fingerprint(_comparable(name, value)) for name, value in self.fields.items()}


def incoming_article(outline: Outline) -> Incoming:
    return Incoming(ARTICLE, ArticlePage, {"title": outline.title, "lead": prose(outline.lead)})


def incoming_sections(
    outline: Outline, platforms: Mapping[str, int], written: Mapping[str, Mapping[str, Any]]
) -> tuple[Incoming, ...]:
    """The sections in their order.

    ``platforms`` gives the primary key of each platform by slug, ``written`` what was imported under each key before.
    """
    return tuple(
        Incoming(
            key,
            SectionPage,
            {
                "title": section.title,
                "kind": section.kind.value,
                "body": to_raw(section.blocks, platform_pk=platforms.get, key=key),
            },
        )
        for key, section in zip(section_keys(outline.sections, written), outline.sections, strict=True)
    )


def stored_prints(page: StoredPage, names: Iterable[str]) -> dict[str, str]:
    """Fingerprints of the fields ``names`` as ``page`` holds them."""
    return {name: fingerprint(_comparable(name, _stored(page, name))) for name in names}


def _stored(page: StoredPage, name: str) -> Any:
    value = getattr(page, name)
    return list(value.raw_data) if name == "body" else value


def _comparable(name: str, value: Any) -> Any:
    match name:
        case "body":
            return canonical(value)
        case "lead":
            return canonical_prose(value)
        case _:
            return value
