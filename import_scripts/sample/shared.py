"""The sample's people, topics and platforms' logos, in both languages."""

from typing import Any, TypeVar
from uuid import UUID

from wagtail.models import Locale

from import_scripts.catalogue import add_published
from import_scripts.mapping import prose
from snippets.models import Person, Picture, Platform, Topic
from snippets.models.base import BaseSnippet

from .material import LANGUAGES, texts_in

S = TypeVar("S", bound=BaseSnippet)


def add_people(content: dict[str, Any], pictures: dict[str, Picture]) -> dict[str, dict[str, Person]]:
    """Add the authors where they are missing; answer them by language and slug."""
    shared = {author["slug"]: author for author in content["authors"]}
    return {
        language: {
            author["slug"]: _present(
                Person(
                    name=author["name"],
                    slug=author["slug"],
                    role=author["role"],
                    bio=prose([author["bio"]]),
                    website=shared[author["slug"]]["website"],
                    photo=pictures[shared[author["slug"]]["picture"]],
                    sort_order=place,
                ),
                language,
            )
            for place, author in enumerate(texts_in(language, content)["authors"])
        }
        for language in LANGUAGES
    }


def add_topics(content: dict[str, Any]) -> dict[str, dict[str, Topic]]:
    """Add the topics where they are missing; answer them by language and slug."""
    return {
        language: {
            topic["slug"]: _present(Topic(sort_order=place, **topic), language)
            for place, topic in enumerate(texts_in(language, content)["topics"])
        }
        for language in LANGUAGES
    }


def add_logos(content: dict[str, Any], pictures: dict[str, Picture]) -> None:
    """Give a logo to each platform that has none."""
    for platform in Platform.objects.filter(slug__in=content["platform_pictures"], logo=None, live=True):
        platform.logo = pictures[content["platform_pictures"][platform.slug]]
        platform.save_revision(log_action=True).publish()


def _present(snippet: S, language: str) -> S:
    """The snippet of that slug and language: the one that stands already, or else ``snippet``, published."""
    model: type[S] = type(snippet)
    others = dict(model.objects.filter(slug=snippet.slug).values_list("locale__language_code", "pk"))
    if language in others:
        return model.objects.get(pk=others[language])
    snippet.locale = Locale.objects.get_or_create(language_code=language)[0]
    if others:
        key: UUID = model.objects.get(pk=next(iter(others.values()))).translation_key
        snippet.translation_key = key
    add_published(snippet)
    return snippet
