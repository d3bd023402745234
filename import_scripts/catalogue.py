"""The platforms that every site knows from the start: facts in a file, rows in the database."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.db import OperationalError, ProgrammingError, transaction
from wagtail.log_actions import log
from wagtail.models import Locale

from snippets.mentions import AliasIndex
from snippets.models import Platform
from snippets.platform_names import platform_names

from .locks import wait_for_turn
from .mapping import prose, stream

CATALOGUE = Path(__file__).parent / "catalogue" / "platforms.json"


@dataclass(frozen=True, slots=True)
class Entry:
    """What the file says of a platform: facts, and words in each language."""

    slug: str
    names: tuple[str, ...]
    facts: dict[str, Any]
    translations: dict[str, dict[str, Any]]

    def fields(self, language: str) -> dict[str, Any]:
        """Values for the fields of a `Platform` in ``language``."""
        words = self.translations[language]
        return {
            "slug": self.slug,
            **{name: value for name, value in self.facts.items() if name != "aliases"},
            "aliases": stream("alias", self.facts["aliases"]),
            "tagline": words["tagline"],
            "description": prose([words["description"]]),
            "features": stream("feature", words["features"]),
        }


@cache
def entries() -> tuple[Entry, ...]:
    """The catalogue in its order."""
    return tuple(_entry(dict(raw)) for raw in json.loads(CATALOGUE.read_text("utf-8")))


def known_platforms() -> AliasIndex:
    """The names of the platforms in the database and of those that `load_catalogue` would add. Writes nothing.

    Without a database, or with one that is not set up yet, the catalogue's.
    """
    names = {entry.slug: list(entry.names) for entry in entries()}
    try:
        return AliasIndex.of(names | platform_names())
    except (OperationalError, ProgrammingError):
        return AliasIndex.of(names)


def load_catalogue() -> int:
    """Add and publish the platforms that are missing; answer how many. What exists, an editor's included, stays.

    One query where nothing is missing.
    """
    if not _missing():
        return 0
    with transaction.atomic():
        wait_for_turn("platform catalogue")
        missing = _missing()
        keys: dict[str, UUID] = dict(Platform.objects.order_by("-pk").values_list("slug", "translation_key"))
        for place, entry, language in missing:
            key = keys.setdefault(entry.slug, uuid4())
            locale = Locale.objects.get_or_create(language_code=language)[0]
            add_published(Platform(locale=locale, translation_key=key, sort_order=place, **entry.fields(language)))
    return len(missing)


def add_published(snippet: Any) -> None:
    """Store a new snippet as the admin does when an editor presses "publish": logged, with a revision, live."""
    snippet.live = False
    snippet.save()
    log(instance=snippet, action="wagtail.create", content_changed=True)
    snippet.save_revision().publish()
    snippet.refresh_from_db()


def _missing() -> list[tuple[int, Entry, str]]:
    present = set(Platform.objects.values_list("slug", "locale__language_code"))
    return [
        (place, entry, language)
        for place, entry in enumerate(entries())
        for language in entry.translations
        if (entry.slug, language) not in present
    ]


def _entry(raw: dict[str, Any]) -> Entry:
    slug, translations = raw.pop("slug"), raw.pop("translations")
    return Entry(slug, (raw["latin_name"], raw["arabic_name"], *raw["aliases"]), raw, translations)
