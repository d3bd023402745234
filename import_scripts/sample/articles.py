"""The sample's article: the Arabic one imported from its text and then furnished, the English one beside it."""

from textwrap import shorten
from typing import Any

from django.utils import timezone

from import_scripts.catalogue import known_platforms
from import_scripts.items import Request
from import_scripts.loader import load_article
from import_scripts.mapping import prose, to_raw
from import_scripts.models import ImportRecord
from import_scripts.outline import Block, Paragraph, Summary
from import_scripts.publication import create, revise
from import_scripts.sources import Source, read
from pages.blocks import plain_text
from pages.models import ArticleAuthor, ArticleIndexPage, ArticlePage, SectionPage

from .extras import extra_block, with_address
from .material import FOLDER, Material

TEXT = FOLDER / "article.txt"

#: Characters that search engines show of a description.
DESCRIPTION = 155


def add_arabic_article(parent: ArticleIndexPage, material: Material, key: str) -> ArticlePage:
    """Import the text as any other, then give article and sections what a text does not hold."""
    reading = read(Source(TEXT, key), known_platforms())
    load_article(reading.outline, parent, Request(key, TEXT.name, parent.locale))
    records = ImportRecord.objects.filter(key=key, locale=parent.locale).select_related("page")
    pages = {record.item: record.page.specific for record in records}
    article: ArticlePage = pages.pop("")
    revise(article, _furniture(material), publish=True)
    for kind, section in pages.items():
        extras = (extra_block(extra, material) for extra in material.content["extras"] if extra["section"] == kind)
        body = [*(with_address(block) for block in section.body.raw_data), *extras]
        revise(section, {"body": body, **_found_by(section, material)}, publish=True)
    return article


def add_english_article(parent: ArticleIndexPage, material: Material, original: ArticlePage) -> ArticlePage:
    """A shorter article in English, as the translation of ``original``, and so are its sections."""
    texts = material.texts["article"]
    article = ArticlePage(
        title=texts["title"],
        slug=texts["slug"],
        lead=prose(texts["lead"]),
        locale=parent.locale,
        translation_key=original.translation_key,
    )
    create(article, parent, publish=True)
    revise(article, _furniture(material), publish=True)
    keys = dict(SectionPage.objects.child_of(original).values_list("kind", "translation_key"))
    for text in texts["sections"]:
        *running, closing = text["paragraphs"]
        blocks: list[Block] = [*map(Paragraph, running), Summary(closing)]
        section = SectionPage(
            title=text["title"],
            slug=text["kind"],
            kind=text["kind"],
            body=to_raw(blocks, platform_pk=lambda _slug: None, key=f"{texts['slug']}/{text['kind']}"),
            locale=parent.locale,
            translation_key=keys[text["kind"]],
        )
        create(section, article, publish=True)
        revise(section, _found_by(section, material), publish=True)
    return article


def _furniture(material: Material) -> dict[str, Any]:
    """Values for the fields of an article that its text does not hold."""
    shared, texts = material.content["article"], material.texts["article"]
    return {
        "hero_image": material.pictures[shared["hero"]],
        "hero_alt_text": texts.get("hero_alt", texts["seo_title"]),
        "author_links": [
            ArticleAuthor(person=material.people[slug], sort_order=place)
            for place, slug in enumerate(shared["authors"])
        ],
        "topics": [material.topics[slug] for slug in shared["topics"]],
        "updated_on": timezone.localdate(),
        "seo_title": texts["seo_title"],
        "search_description": texts["search_description"],
        "social_title": texts.get("social_title", texts["seo_title"]),
        "social_description": texts.get("social_description", texts["search_description"]),
        "social_image": material.sharing_image,
        "show_in_menus": True,
    }


def _found_by(section: SectionPage, material: Material) -> dict[str, Any]:
    """What search engines and shared links show of a section, taken from its first paragraph."""
    description = shorten(plain_text(section.body.raw_data[:1]), DESCRIPTION, placeholder=" …")
    return {
        "seo_title": f"{section.title} | {material.site_name}",
        "search_description": description,
        "social_title": section.title,
        "social_description": description,
        "social_image": material.sharing_image,
        "show_in_menus": True,
    }
