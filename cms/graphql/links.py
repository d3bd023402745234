"""Where the links of rich texts lead: found for a whole cohort of holders at once, each in its holder's language."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from graphql_relay import to_global_id
from grapple.registry import registry
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument
from wagtail.fields import RichTextField
from wagtail.models import Page

from cms.caching import tags
from cms.direction import direction_of
from pages.rich_text import Address, Destination, Document, LinkKind, Reference, Resolve, Target, html_of, read

from .addresses import document_url, page_href
from .blocks import BlockItem, has_links, leads_to_content
from .cohorts import cohort_of, gather
from .compiled import NUMBER, Given, among, compiled
from .current_site import frontend_url_of, requested_site
from .directions import language_of
from .rows import LOCALES, Reading, complete, fetch
from .shelf import each, worked_out
from .visibility import public


@dataclass(frozen=True, slots=True)
class _Found:
    """What may be linked to: pages by key and by the language of the text that links, documents by key."""

    pages: Mapping[tuple[int, str], Page]
    documents: Mapping[int, AbstractDocument]


def document_of(source: str, holder: Any) -> Document:
    """The tree of a rich text of ``holder``, kept with its row for all forms that are asked for."""
    language = language_of(holder)
    return worked_out(owner_of(holder), ("rich text", source, language), lambda: read(source, direction_of(language)))


def html_of_prose(source: str, holder: Any, request: HttpRequest) -> str:
    """The HTML of a rich text of ``holder``; without links it follows from the text alone, and is written once."""

    def written() -> str:
        return html_of(document_of(source, holder), resolver(holder, request))

    if has_links(source):
        return written()
    return worked_out(owner_of(holder), ("html", source, language_of(holder)), written)


def owner_of(holder: Any) -> Any:
    """The row that a text of ``holder`` is stored in."""
    return holder.owner if isinstance(holder, BlockItem) else holder


def resolver(holder: Any, request: HttpRequest) -> Resolve:
    """What tells where a link in a rich text of ``holder`` leads; nowhere, if the target is not public."""
    language = language_of(holder)

    def resolve(target: Target) -> Destination | None:
        if isinstance(target, Address):
            return _absolute(target, request)
        found = _found(holder)
        if target.kind == LinkKind.PAGE:
            return _to_page(found.pages.get((target.key, language)), request)
        document = found.documents.get(target.key)
        return Destination(LinkKind.DOCUMENT, document_url(document)) if document else None

    return resolve


def linked_pages(source: str, holder: Any) -> list[Page]:
    """The pages that a rich text of ``holder`` links to, in the order of the text; as their own types."""
    references = document_of(source, holder).references
    if not references:
        return []
    found, language = _found(holder).pages, language_of(holder)
    pages = cohort_of(holder).load("linked pages", lambda members: fetch(Page, (page.pk for page in found.values())))
    targets = (found.get((reference.key, language)) for reference in references if reference.kind == LinkKind.PAGE)
    return [pages[key] for key in dict.fromkeys(target.pk for target in targets if target) if key in pages]


def _absolute(address: Address, request: HttpRequest) -> Destination:
    """A path that an editor wrote is one at the frontend."""
    if address.kind is not LinkKind.PATH:
        return Destination(address.kind, address.href)
    site = requested_site(request)
    frontend_url = frontend_url_of(site.pk, request) if site else ""
    return Destination(address.kind, frontend_url + address.href)


def _to_page(page: Page | None, request: HttpRequest) -> Destination | None:
    href = page_href(page, request) if page else None
    if page is None or href is None:
        return None
    node = registry.pages.get(page.specific_class)
    return Destination(LinkKind.PAGE, href, to_global_id(node._meta.name, page.pk) if node else None)


def _found(holder: Any) -> _Found:
    return cohort_of(holder).load("links", _find)


def _find(holders: list[Any]) -> _Found:
    wanted = {(reference, language_of(holder)) for holder in holders for reference in _references(holder)}
    pages = {(reference.key, language) for reference, language in wanted if reference.kind == LinkKind.PAGE}
    documents = (reference.key for reference, _language in wanted if reference.kind == LinkKind.DOCUMENT)
    return _Found(_find_pages(pages), fetch(get_document_model(), documents))


def _find_pages(wanted: set[tuple[int, str]]) -> Mapping[tuple[int, str], Page]:
    """For each key and language the public translation in that language; else the page itself, if that is public."""
    if not wanted:
        return {}
    reading = Reading(Page)
    found = each("linked pages", wanted, partial(_targets, reading), _of_target)
    known = reading.rows(pk for pk, _translations in found.values() if pk)
    gather(known.values())
    return {place: known[pk] for place, (pk, _translations) in found.items() if pk in known}


def _targets(reading: Reading, wanted: list[tuple[int, str]]) -> Mapping[tuple[int, str], tuple[int | None, Any]]:
    """Where a link leads from a text in a language, and what names the translations of what it was made to."""
    keys = [(key,) for key in {key for key, _language in wanted}]
    languages = tuple(sorted({language for _key, language in wanted}))
    linked = compiled(("links", languages), partial(_translations, languages), NUMBER)
    shown = reading.read(lambda: linked.read(keys))
    own = {row.pk: row.pk for row in shown}
    originals = {row.pk: row.translation_key for row in shown}
    hidden = [(key,) for (key,) in keys if key not in originals]
    originals.update(compiled("hidden links", _originals, NUMBER).read(hidden))
    by_language = {(row.translation_key, row.locale.language_code): row.pk for row in shown}
    return {
        (key, language): (by_language.get((originals[key], language), own.get(key)), originals[key])
        for key, language in wanted
        if key in originals
    }


def _originals(places: Given) -> QuerySet:
    return Page.objects.filter(among("pk", places)).order_by().values_list("pk", "translation_key")


def _translations(languages: tuple[str, ...], places: Given) -> QuerySet:
    sought = among("pk", places) | Q(locale__language_code__in=languages)
    same = Page.objects.filter(among("pk", places)).order_by().values("translation_key")
    return complete(public(Page.objects.filter(sought, translation_key__in=same)))


def _of_target(place: tuple[int, str], target: tuple[int | None, Any] | None) -> tuple[str, ...]:
    named = (tags.translations(target[1]),) if target else ()
    return tags.row("page", place[0]), *named, tags.PAGES, LOCALES


def _references(holder: Any) -> Iterator[Reference]:
    for source in _linking(holder):
        yield from document_of(source, holder).references


def _linking(holder: Any) -> Iterable[str]:
    """The rich texts of ``holder`` that may lead to content."""
    if isinstance(holder, BlockItem):
        return holder.stored.linking
    columns = (field for field in holder._meta.get_fields() if isinstance(field, RichTextField))
    return filter(leads_to_content, (getattr(holder, column.attname) or "" for column in columns))
