"""What search engines and sharing need to know of a page."""

import json
from collections.abc import Callable
from typing import Any

import graphene
from django.conf import settings
from graphql import GraphQLResolveInfo
from grapple.registry import registry
from wagtail.models import Page

from cms.lasting import lasting
from pages.models import ArticlePage
from pages.rich_text import to_text
from snippets.models import Picture

from .addresses import page_href, page_url
from .current_site import site_settings
from .navigation import breadcrumbs
from .relations import RELATIONS
from .rows import referred
from .shelf import worked_out

#: The length at which search engines cut a description.
DESCRIPTION_LENGTH = 160
_OPEN_GRAPH_LOCALES = {"ar": "ar_AR", "en": "en_US"}


Resolver = Callable[[Page, GraphQLResolveInfo], Any]


def _text(description: str, resolver: Resolver) -> graphene.Field:
    return graphene.Field(graphene.NonNull(graphene.String), description=description, resolver=resolver)


def _page(page: Page, info: GraphQLResolveInfo) -> Page:
    return page


@lasting
def _title(page: Page, info: GraphQLResolveInfo) -> str:
    return page.seo_title or page.title


@lasting
def description_of(page: Page, info: GraphQLResolveInfo) -> str:
    """What the page is about: the editors' words for search engines, or the beginning of the text."""
    return page.search_description or worked_out(page, "summary", lambda: summary(page))


@lasting
def _social_title(page: Page, info: GraphQLResolveInfo) -> str:
    return page.social_title or _title(page, info)


@lasting
def _social_description(page: Page, info: GraphQLResolveInfo) -> str:
    return page.social_description or description_of(page, info)


def _url(page: Page, info: GraphQLResolveInfo) -> str | None:
    return page_url(page, info.context)


def _site_name(page: Page, info: GraphQLResolveInfo) -> str:
    known = site_settings(info.context)
    return known.name if page.locale.language_code == settings.LANGUAGE_CODE else known.name_en or known.name


@lasting
def _open_graph_locale(page: Page, info: GraphQLResolveInfo) -> str:
    code = page.locale.language_code
    return _OPEN_GRAPH_LOCALES.get(code, code)


def sharing_image(page: Page, info: GraphQLResolveInfo) -> Any:
    """The page's image for sharing, its main image, or the site's."""
    for name in ("social_image", "hero_image"):
        if hasattr(page, f"{name}_id") and (found := referred(page, name)):
            return found
    return referred(site_settings(info.context), "sharing_image")


def _sharing_image_field() -> graphene.Field:
    return graphene.Field(
        lambda: registry.images[Picture],
        description="The page's image for sharing, its main image, or the site's.",
        resolver=sharing_image,
    )


class OpenGraph(graphene.ObjectType):
    """Properties for sharing by the Open Graph protocol (ogp.me)."""

    type = _text(
        "`article` or `website`.", lambda page, info: "article" if isinstance(page, ArticlePage) else "website"
    )
    title = _text("Title for sharing.", _social_title)
    description = _text("Description for sharing.", _social_description)
    url = graphene.Field(
        graphene.String, description="Canonical address; null until the frontend has one.", resolver=_url
    )
    site_name = _text("The site's name.", _site_name)
    locale = _text("Language and territory, such as `ar_AR`.", _open_graph_locale)
    image = _sharing_image_field()


class TwitterCard(graphene.ObjectType):
    """Properties of a card on X."""

    card = _text(
        "`summary_large_image` with an image, `summary` without.",
        lambda page, info: "summary_large_image" if sharing_image(page, info) else "summary",
    )
    title = _text("Title for sharing.", _social_title)
    description = _text("Description for sharing.", _social_description)
    image = _sharing_image_field()


class Seo(graphene.ObjectType):
    """What a page's head holds for search engines and sharing."""

    title = _text("Title for search engines, or the page's title.", _title)
    description = _text("Description for search engines, or the beginning of the text.", description_of)
    canonical_url = graphene.Field(
        graphene.String, description="Absolute address; null until the frontend's base address is set.", resolver=_url
    )
    robots = _text(
        "Such as `index, follow`.", lambda page, info: "noindex, follow" if page.no_index else "index, follow"
    )
    open_graph = graphene.Field(graphene.NonNull(OpenGraph), description="For sharing by Open Graph.", resolver=_page)
    twitter_card = graphene.Field(graphene.NonNull(TwitterCard), description="For sharing on X.", resolver=_page)
    json_ld = graphene.Field(
        graphene.NonNull(graphene.List(graphene.NonNull(graphene.String))),
        description='Structured data (schema.org), each for a `<script type="application/ld+json">`.',
        resolver=lambda page, info: [_script(data) for data in _structured_data(page, info)],
    )


def summary(page: Page) -> str:
    """The beginning of the lead or introduction, cut between words; empty where there is neither."""
    text = " ".join(to_text(getattr(page, "lead", "") or getattr(page, "introduction", "") or "").split())
    if len(text) <= DESCRIPTION_LENGTH:
        return text
    return text[:DESCRIPTION_LENGTH].rpartition(" ")[0] + "…"


def _structured_data(page: Page, info: GraphQLResolveInfo) -> list[dict[str, Any]]:
    way = {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": above.title, "item": page_href(above, info.context)}
            for place, above in enumerate(breadcrumbs(page), start=1)
        ],
    }
    return [_article(page, info), way] if isinstance(page, ArticlePage) else [way]


def _article(page: ArticlePage, info: GraphQLResolveInfo) -> dict[str, Any]:
    image, authors = sharing_image(page, info), RELATIONS[ArticlePage, "authors"].everything(page)
    topics = RELATIONS[ArticlePage, "topics"].everything(page)
    data = {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": _title(page, info),
        "description": description_of(page, info),
        "inLanguage": page.locale.language_code,
        "datePublished": (page.first_published_at or page.date).isoformat(),
        "dateModified": (page.updated_on or page.last_published_at or page.date).isoformat(),
        "mainEntityOfPage": page_url(page, info.context),
        "image": image.file_url if image else None,
        "author": [{"@type": "Person", "name": author.name, "url": author.website or None} for author in authors],
        "publisher": {"@type": "Organization", "name": _site_name(page, info)},
        "articleSection": [topic.name for topic in topics],
    }
    return {name: value for name, value in data.items() if value not in (None, "", [])}


def _script(data: dict[str, Any]) -> str:
    """JSON that cannot end the script element around it."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
