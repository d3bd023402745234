"""What an article answers beyond its own columns: how long it takes to read, and what it holds."""

from typing import Any

import graphene
from graphql import GraphQLResolveInfo
from grapple.registry import registry

from cms.direction import direction_of
from pages.blocks import plain_text
from pages.models import ArticlePage, SectionPage
from pages.reading import count_words, reading_minutes
from snippets.markup import strip_tags

from .addresses import page_path
from .blocks import block_id
from .connections import ARGUMENTS
from .dates import DATE_ARGUMENTS, DIGITS_ARGUMENT, date_text_of, minutes_text_of
from .directions import DIRECTION
from .feeds import RssItem
from .navigation import neighbour
from .related import related
from .relations import SECTIONS
from .seo import description_of
from .types import connection_type


class TableOfContentsEntry(graphene.ObjectType):
    """A section of an article, or a heading inside one."""

    title = graphene.String(required=True, description="The section's title or the heading.")
    level = graphene.Int(required=True, description="2 for a section, 3 or 4 for a heading inside it.")
    anchor = graphene.String(required=True, description="The section's slug, or the `id` of the heading's block.")
    path = graphene.String(required=True, description="The section's path.")
    lang = graphene.String(required=True, description="The language of the title, for HTML's `lang`.")
    dir = graphene.Field(DIRECTION, required=True, description="The direction of the title, for HTML's `dir`.")


def word_count(article: ArticlePage, info: GraphQLResolveInfo) -> int:
    """Words of the lead and of all public sections with their titles."""
    sections = SECTIONS.everything(article)
    texts = [strip_tags(article.lead)]
    texts += [f"{section.title} {plain_text(section.body.raw_data)}" for section in sections]
    return sum(map(count_words, texts))


def reading_time(article: ArticlePage, info: GraphQLResolveInfo) -> int:
    return reading_minutes(word_count(article, info), article.locale.language_code)


def table_of_contents(article: ArticlePage, info: GraphQLResolveInfo) -> list[dict[str, Any]]:
    return [entry for section in SECTIONS.everything(article) for entry in _entries(section, info)]


def _entries(section: SectionPage, info: GraphQLResolveInfo) -> list[dict[str, Any]]:
    language = section.locale.language_code
    shared = {"path": page_path(section, info.context), "lang": language, "dir": direction_of(language)}
    entries = [{"title": section.title, "level": 2, "anchor": section.slug, **shared}]
    for place, raw in enumerate(section.body.raw_data):
        if raw["type"] == "heading" and raw["value"].get("text"):
            level = 4 if raw["value"].get("level") == "h4" else 3
            anchor = block_id(section, raw, place)
            entries.append({"title": raw["value"]["text"], "level": level, "anchor": anchor, **shared})
    return entries


def _neighbour(page_type: type, *, after: bool, what: str) -> graphene.Field:
    return graphene.Field(
        lambda: registry.pages[page_type], resolver=lambda page, info: neighbour(page, after=after), description=what
    )


SECTION_FIELDS = {
    "next": _neighbour(SectionPage, after=True, what="The section that follows in the article."),
    "previous": _neighbour(SectionPage, after=False, what="The section that precedes in the article."),
}
FIELDS = {
    "next": _neighbour(ArticlePage, after=True, what="The next newer article of the language."),
    "previous": _neighbour(ArticlePage, after=False, what="The next older article of the language."),
    "related": graphene.Field(
        graphene.NonNull(connection_type(registry.pages[ArticlePage])),
        resolver=lambda article, info, **arguments: related(article, arguments),
        description="Up to 20 articles of the same topics and platforms, the most related first.",
        **ARGUMENTS,
    ),
    "summary": graphene.Field(
        graphene.NonNull(graphene.String),
        resolver=description_of,
        description="Plain text for lists: the description for search engines, or the beginning of the lead.",
    ),
    "rss": graphene.Field(
        graphene.NonNull(RssItem), resolver=lambda article, info: article, description="As an item of an RSS feed."
    ),
    "word_count": graphene.Field(
        graphene.NonNull(graphene.Int), resolver=word_count, description="Words of the article with its sections."
    ),
    "reading_time": graphene.Field(
        graphene.NonNull(graphene.Int), resolver=reading_time, description="Minutes that reading takes, at least 1."
    ),
    "reading_time_text": graphene.Field(
        graphene.NonNull(graphene.String),
        resolver=minutes_text_of(reading_time),
        description="`readingTime` with its noun in the article's language, with Arabic's six plural forms.",
        **DIGITS_ARGUMENT,
    ),
    "date_text": graphene.Field(
        graphene.String,
        resolver=date_text_of("date"),
        description="`date` in the article's language; null where the calendar does not hold it.",
        **DATE_ARGUMENTS,
    ),
    "updated_on_text": graphene.Field(
        graphene.String,
        resolver=date_text_of("updated_on"),
        description="`updatedOn` in the article's language; null where there is none or the calendar does not hold it.",
        **DATE_ARGUMENTS,
    ),
    "table_of_contents": graphene.Field(
        graphene.NonNull(graphene.List(graphene.NonNull(TableOfContentsEntry))),
        resolver=table_of_contents,
        description="The sections and the headings inside them, in their order.",
    ),
}
